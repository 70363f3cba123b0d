/**
 * A dossier as one ZIP file. What is in it is stored, not packed: one content has one archive, byte by byte, whichever version
 * made it, so that a changed byte shows wherever it is; and nothing that is read can grow.
 */
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { DOSSIER_LIMITS, isDossierPath, type DossierFile } from '../../domain/dossiers/manifest.js';

/** The first time that a ZIP can tell, by any clock: when a dossier was made, its manifest says. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** Files in the order of their names. */
export function archiveOf(files: readonly DossierFile[]): Buffer {
  const entries: Zippable = {};
  for (const { path, content } of [...files].sort((one, other) => (one.path < other.path ? -1 : 1)))
    entries[path] = [content, { level: 0, mtime: ZIP_EPOCH, os: 0, attrs: 0 }];
  return Buffer.from(zipSync(entries));
}

export interface ReadArchive {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Where the archive is not what these files make. */
  readonly isAltered: boolean;
}

/** Undefined for what no dossier can be: names that lead elsewhere or come twice, packed or too many entries, more than they hold. */
export function readArchive(bytes: Uint8Array): ReadArchive | undefined {
  const files = filesIn(bytes);
  if (!files) return undefined;
  const anew = archiveOf([...files].map(([path, content]) => ({ path, content })));
  return { files, isAltered: !anew.equals(bytes) };
}

function filesIn(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  const seen = new Set<string>();
  let held = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, size, originalSize, compression }) => {
        held += size;
        const isUsable =
          isDossierPath(name) &&
          !seen.has(name) &&
          compression === 0 &&
          size === originalSize &&
          held <= Math.min(bytes.length, DOSSIER_LIMITS.bytes) &&
          seen.size < DOSSIER_LIMITS.files;
        // Nothing was copied yet.
        if (!isUsable) throw new RangeError('no dossier');
        seen.add(name);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch {
    return undefined;
  }
}
