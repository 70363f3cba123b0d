/** Writes files that are either the old or the new one, whole, whenever the process dies. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Only the owner may read what the CA keeps: its keys are among it. */
const OWNER_ONLY = 0o600;

export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  // A name of its own: two writers at once must not take each other's file away.
  const temporary = `${path}.${randomUUID()}.new`;
  const file = await open(temporary, 'w', OWNER_ONLY);
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** The JSON in the file, or undefined where there is no file yet. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function ensureOwnerDirectory(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
}
