/** lego beside us: built once for what it is built of, and missing in words where it can't be; its answer among its log. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerIn, findLego, type GoBuild } from '../../../bench/acme/lego.js';
import { packageFolder } from '../../../config/package-folder.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
let count = 0;
let cache: string;
beforeEach(() => {
  cache = join(root, String((count += 1)));
});

const silent = () => undefined;

describe('the program with lego', () => {
  it('is built of our source, and taken from the cache the next time', async () => {
    const builds: string[] = [];
    const build: GoBuild = (folder, built) => {
      builds.push(readFileSync(join(folder, 'main.go'), 'utf8'));
      expect(existsSync(join(folder, 'go.mod'))).toBe(true);
      writeFileSync(built, 'a program');
      return Promise.resolve({ code: 0, output: '' });
    };
    const environment = { SEALFLOW_CACHE_DIR: cache };
    const first = await findLego(environment, silent, build);
    const second = await findLego(environment, silent, build);
    expect(second).toEqual(first);
    expect(builds).toEqual([readFileSync(join(packageFolder(), 'bench', 'acme', 'lego', 'main.go'), 'utf8')]);
    expect('path' in first && readFileSync(first.path, 'utf8')).toBe('a program');
    // Nothing of the build is left beside it.
    expect(readdirSync(join(cache, 'bin'))).toHaveLength(1);
  });

  it.each([
    [{ code: -1, output: 'spawn go ENOENT' }, 'Go is not installed (https://go.dev/dl)'],
    [{ code: 1, output: 'go: one line\nno such module\n' }, 'go build failed: no such module'],
  ])('is missing in words where the build ends as %j', async (outcome, missing) => {
    const found = await findLego({ SEALFLOW_CACHE_DIR: cache }, silent, () => Promise.resolve(outcome));
    expect(found).toEqual({ missing });
    expect(readdirSync(join(cache, 'bin'))).toEqual([]);
  });
});

describe('its answer', () => {
  it('is found among what it logs', () => {
    const output =
      'level=INFO msg="acme: Obtaining"\n{"milliseconds":1200.5,"errors":["no"]}\nlevel=INFO msg=done\n';
    expect(answerIn(output)).toEqual({ milliseconds: 1200.5, errors: ['no'] });
  });

  it('is missed in its own last words', () => {
    expect(() => answerIn('something\nwent wrong\n')).toThrow('did not answer: went wrong');
  });
});
