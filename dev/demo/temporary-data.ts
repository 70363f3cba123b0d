/** A data folder for one run, and its removal: the database's too where root's Postgres keeps it elsewhere. */
import { lstatSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryData {
  readonly folder: string;
  /** Safe to call twice. The stack on it must have stopped. */
  remove(): void;
}

export function makeTemporaryData(): TemporaryData {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sealflow-demo-')));
  return {
    folder,
    remove() {
      const postgres = join(folder, 'postgres');
      if (lstatSync(postgres, { throwIfNoEntry: false })?.isSymbolicLink()) remove(realpathSync(postgres));
      remove(folder);
    },
  };
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
