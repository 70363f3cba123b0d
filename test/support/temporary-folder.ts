/** A folder that is gone after the test file. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Its real path, readable by its owner alone. Call it while a test file is being read, or in `beforeAll`. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sealflow-test-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
