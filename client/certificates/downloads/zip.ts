/** A pack as one file. */
import { zipSync, type Zippable } from 'fflate';
import type { PackFile } from './pack.js';

/** The upper half of a ZIP entry's external attributes is the file's mode (APPNOTE.TXT, 4.4.15). */
const UNIX = 3;
const REGULAR_FILE = 0o100000;

/** Unpacked on Unix, secret files are their owner's alone. */
export function zipOf(files: readonly PackFile[], madeAt: Date): Buffer {
  const entries: Zippable = {};
  for (const { path, content, secret } of files) {
    const mode = REGULAR_FILE | (secret ? 0o600 : 0o644);
    entries[path] = [content, { os: UNIX, attrs: mode * 0x10000, mtime: madeAt }];
  }
  return Buffer.from(zipSync(entries));
}
