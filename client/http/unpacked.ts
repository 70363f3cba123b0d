/** A pack of files that came as one ZIP file, each with whether it is its owner's alone. */
import { unzipSync } from 'fflate';
import type { PackFile } from '../certificates/downloads/pack.js';

/** House limit: a pack has some twenty files of some kilobytes each. */
const LARGEST_FILE = 16 * 1024 * 1024;
const MOST_FILES = 200;

/** Undefined for what is no ZIP file, too much, or leads out of its folder. */
export function unpacked(archive: Uint8Array): PackFile[] | undefined {
  const modes = modesIn(archive);
  let count = 0;
  try {
    const files = unzipSync(archive, {
      filter: ({ originalSize }) => {
        count += 1;
        return count <= MOST_FILES && originalSize <= LARGEST_FILE;
      },
    });
    const names = Object.keys(files);
    if (count !== names.length || names.length === 0 || !names.every(isBelow)) return undefined;
    return Object.entries(files).map(([path, content]) => ({
      path,
      content,
      // Secret unless it says that others may read it.
      secret: ((modes.get(path) ?? 0) & 0o044) === 0,
    }));
  } catch {
    return undefined;
  }
}

/** A path of plain names: nothing that another folder could be meant by. */
function isBelow(path: string): boolean {
  return path.split('/').every((part) => /^[A-Za-z0-9._-]+$/.test(part) && !/^\.+$/.test(part));
}

/** Modes of files as Unix has them, from the central directory (APPNOTE.TXT, 4.3.12): fflate reads no attributes. */
function modesIn(archive: Uint8Array): Map<string, number> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const modes = new Map<string, number>();
  let at = startOfDirectory(view) ?? view.byteLength;
  while (at + 46 <= view.byteLength) {
    if (view.getUint32(at, true) !== 0x02014b50) break;
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const end = at + 46 + (nameLength ?? 0);
    if (end > view.byteLength) break;
    const name = new TextDecoder().decode(archive.subarray(at + 46, end));
    modes.set(name, view.getUint32(at + 38, true) >>> 16);
    at = end + (extra ?? 0) + (comment ?? 0);
  }
  return modes;
}

/** Written last, with a comment of up to 65,535 bytes behind it (4.3.16). */
function startOfDirectory(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 65_535; at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return view.getUint32(at + 16, true);
  return undefined;
}
