import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir, StackAlreadyRuns } from '../../dev/data-dir-lock.js';
import { identityOf } from '../../dev/process-table.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the lock of a data folder', () => {
  const dataDir = temporaryFolder();
  const lock = join(dataDir, 'lock');
  let unlock: () => void = () => undefined;
  beforeEach(() => {
    unlock();
    unlock = () => undefined;
  });

  it('is had by one at a time and given back', () => {
    unlock = lockDataDir(dataDir);
    expect(() => lockDataDir(dataDir)).toThrow(StackAlreadyRuns);
    expect(() => lockDataDir(dataDir)).toThrow(String(process.pid));
    unlock();
    expect(existsSync(lock)).toBe(false);
    unlock = lockDataDir(dataDir);
  });

  it.each([
    ['whose holder is gone', JSON.stringify({ pid: 2 ** 22 + 1, identity: 'long ago' })],
    ['whose pid now is another process', JSON.stringify({ pid: process.ppid, identity: 'another start' })],
    ['that was never finished', '{"pid":'],
  ])('is taken over from one %s', (_, content) => {
    writeFileSync(lock, content);
    unlock = lockDataDir(dataDir);
    expect(existsSync(lock)).toBe(true);
  });

  it('is respected while the very process that took it lives', () => {
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, identity: identityOf(process.ppid) }));
    expect(() => lockDataDir(dataDir)).toThrow(StackAlreadyRuns);
    writeFileSync(lock, '');
  });
});
