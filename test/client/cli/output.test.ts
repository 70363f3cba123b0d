/** An answer that nobody takes is an error of its own, and not one of the runtime's. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compiledProgram } from '../../../config/package-folder.js';
import { runHere } from '../../support/command-line.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const QUERY = ['order', 'query', '--waiting-on', 'reviewer-letter', '--longer-than', '3'];

/** With a standard output that takes nothing, as on a full disk: a file that was opened for reading. */
function runUnwritten(...args: readonly string[]) {
  const path = join(folder, 'read-only');
  writeFileSync(path, '');
  const output = openSync(path, 'r');
  try {
    const program = compiledProgram('command/main.js');
    return spawnSync(process.execPath, [program, ...args], {
      stdio: ['ignore', output, 'pipe'],
      encoding: 'utf8',
    });
  } finally {
    closeSync(output);
  }
}

describe('a standard output that takes nothing', () => {
  it('is told in JSON, with exit code 1', () => {
    const { status, stderr } = runUnwritten(...QUERY, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'OutputNotWritten',
        field: null,
        message: expect.stringContaining('could not be written to standard output (EBADF)') as string,
        accepted: expect.stringContaining('can be written to') as string,
      },
    });
  });

  it('is told to people, without a trace of the program', () => {
    const { status, stderr } = runUnwritten(...QUERY);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: The answer could not be written .*\n {2}accepted: .*\n$/);
  });
});

describe('a place where no file can be', () => {
  const inAFile = () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    return join(path, 'below');
  };

  it('of the stack is bad input, with all four fields', () => {
    const program = compiledProgram('dev/main.js');
    const { status, stderr } = spawnSync(process.execPath, [program, '--data-dir', inAFile(), '--json'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'InvalidInput',
        field: 'data-dir',
        message: expect.stringContaining('ENOTDIR') as string,
        accepted: expect.stringContaining('a folder that can be made and written to') as string,
      },
    });
  });

  it('of a download must be named', async () => {
    for (const place of ['--out=', '--zip='])
      expect(await runHere(['certificate', 'download', 'cert_1', place], {})).toMatchObject({ exitCode: 2 });
  });
});
