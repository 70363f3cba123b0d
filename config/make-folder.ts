/** Makes a folder and those above it, one after the other. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * As `mkdir -p`. Not by Node's own `recursive`: where the system refuses a folder whose parent is there with ENOENT, as
 * /proc does, that one never returns. Throws what the system says of the first folder that can't be made.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const folder = resolve(path);
  if (isFolder(folder)) return;
  const parent = dirname(folder);
  // Where a file stands in the way, the system says so of the first folder below it.
  if (!existsSync(parent)) makeFolder(parent, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another one may have made it at the same moment.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
