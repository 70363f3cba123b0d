/** Writes files that are either the old or the new one, whole, whenever the process dies. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Only the owner may read what the CA keeps: its keys are among it. */
const OWNER_ONLY = 0o600;

export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  // A name of its own: two writers at once must not take each other's file away.
  const temporary = `${path}.${randomUUID()}.new`;
  try {
    await writeThrough(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    // A full disk is not made fuller by what could not be written.
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeThrough(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w', OWNER_ONLY);
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
}

export async function ensureOwnerDirectory(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
}
