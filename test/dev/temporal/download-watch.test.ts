import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchDownload, type DownloadWatch } from '../../../dev/temporal/download-watch.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { until } from '../../support/until.js';

const root = temporaryFolder();
let folders = 0;
let folder: string;
let watch: DownloadWatch;

beforeEach(() => mkdirSync((folder = join(root, String(++folders)))));
afterEach(() => watch.stop());

it('gives up what stands still', async () => {
  watch = watchDownload(folder, { stalledMs: 100, everyMs: 10 });
  await until('given up', () => Promise.resolve(watch.signal.aborted));
  expect(watch.reason()?.en).toContain('nothing came');
});

it('gives up what grows past its bound, in a folder below too', async () => {
  watch = watchDownload(folder, { largestBytes: 1_000, everyMs: 10 });
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'below', 'wheel'), Buffer.alloc(1_001));
  await until('given up', () => Promise.resolve(watch.signal.aborted));
  expect(watch.reason()?.en).toContain('grew past');
});

it('lets go on what moves', async () => {
  watch = watchDownload(folder, { stalledMs: 400, everyMs: 10 });
  for (let size = 1; size <= 12; size++) {
    writeFileSync(join(folder, 'wheel'), Buffer.alloc(size * 1_000_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(watch.reason()).toBeUndefined();
  expect(watch.progress()).toBe('12 MB');
});
