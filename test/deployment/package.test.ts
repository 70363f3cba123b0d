// What is installed from the package: its files in a folder of their own, beside the libraries that npm brings.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../config/package-folder.js';
import { asOwner, createTestDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = packageFolder();
const home = temporaryFolder();
const installed = join(home, 'node_modules', 'sealflow');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly bin: { readonly sealflow: string };
};

function sealflow(args: readonly string[], environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [join(installed, manifest.bin.sealflow), ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, ...environment },
    encoding: 'utf8',
  });
}

beforeAll(() => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(listed) as [{ readonly files: readonly { readonly path: string }[] }];
  for (const { path } of packed.files) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    cpSync(join(root, path), join(installed, path));
  }
  // As after `npm install`: Node looks for libraries upwards.
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
});

describe('the installed command', () => {
  it('knows its version', () => {
    expect(sealflow(['--version']).stdout).toBe(`${manifest.version}\n`);
  });

  it('finds the migrations', async () => {
    const database = await createTestDatabase();
    const roles = { DATABASE_URL: database.url, SEALFLOW_MIGRATION_DATABASE_URL: asOwner(database.url) };
    const { stdout, stderr } = sealflow(['migrate'], roles);
    await database.drop();
    expect({ stdout, stderr }).toEqual({ stdout: 'Nothing was to be migrated.\n', stderr: '' });
  });

  it('finds the stack that it starts', () => {
    // A folder that can't be is what the stack itself refuses.
    const { status, stderr } = sealflow(['up', '--json', '--data-dir', join(installed, 'package.json', 'x')]);
    expect(status).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'InvalidInput', field: 'data-dir' } });
  });

  it('brings the licences of the libraries that are in it', () => {
    const command = join(installed, dirname(manifest.bin.sealflow));
    const contents = JSON.parse(readFileSync(join(command, 'contents.json'), 'utf8')) as Record<
      string,
      string[]
    >;
    const licences = readFileSync(join(command, 'LICENSES.txt'), 'utf8');
    const untold = Object.values(contents)
      .flat()
      .filter((name) => !licences.includes(`== ${name} `));
    expect(untold).toEqual([]);
    expect(licences).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
  });
});

it('the library is where its users import it from', async () => {
  const entry = join(installed, 'dist/client/index.js');
  expect(existsSync(join(installed, 'dist/client/index.d.ts'))).toBe(true);
  const { OrderClient, verifyWebhook } = (await import(entry)) as Record<string, unknown>;
  expect([typeof OrderClient, typeof verifyWebhook]).toEqual(['function', 'function']);
});
