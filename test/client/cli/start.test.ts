/** What a command loads before it does its work: how fast it starts is measured in bench/, and decided by this. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { compiledProgram } from '../../../config/package-folder.js';
import { newMasterKey } from '../../../config/master-keys.js';
import { createTestDatabase } from '../../support/postgres.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const PROGRAM = compiledProgram('command/main.js');
const folder = temporaryFolder();

/** Of each built file the packages that are in it, as the build tells. */
const CONTENTS = JSON.parse(readFileSync(join(dirname(PROGRAM), 'contents.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;

interface Start {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Relative to dist/command. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

/** Runs the built command. V8 itself tells every script that it was given, whichever way that was loaded. */
function start(args: readonly string[], environment: Record<string, string> = {}): Start {
  const told = mkdtempSync(join(folder, 'scripts-'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, NODE_V8_COVERAGE: told, ...environment },
    encoding: 'utf8',
  });
  const scripts = readdirSync(told).flatMap((file) => scriptsIn(join(told, file)));
  const files = scripts.map((script) => relative(dirname(PROGRAM), fileURLToPath(script))).sort();
  const packages = [...new Set(files.flatMap((file) => CONTENTS[file] ?? []))].sort();
  return { status, stdout, stderr, files, packages };
}

function scriptsIn(path: string): string[] {
  const { result } = JSON.parse(readFileSync(path, 'utf8')) as { result: readonly { url: string }[] };
  return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
}

describe.each([['--version'], ['--help'], ['order', '--help']])('sealflow %s %s', (...args) => {
  it('loads the commands and no library but theirs', () => {
    const { status, files, packages } = start(args);
    expect(status).toBe(0);
    expect(packages).toEqual(['commander', 'get-east-asian-width']);
    expect(files.filter((file) => !(file in CONTENTS))).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(25);
  });
});

it('where nothing runs, a command says so without loading what would speak to it', () => {
  const { status, stderr, packages } = start(['order', 'list']);
  expect(status).toBe(1);
  expect(stderr).toContain('No stack runs on .sealflow');
  expect(packages).toEqual(['commander', 'get-east-asian-width']);
});

describe('sealflow order list', () => {
  it('loads what asks Temporal and Postgres, and nothing that reads or makes certificates, letters and files', async () => {
    const database = await createTestDatabase();
    const { status, stdout, stderr, files, packages } = start(['order', 'list'], {
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      DATABASE_URL: database.url,
      SEALFLOW_MASTER_KEY: newMasterKey(new Date()).text,
    });
    await database.drop();
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'No orders.\n', stderr: '' });
    expect(packages).toEqual(expect.arrayContaining(['@temporalio/client', 'pg']));
    const needless = ['@peculiar/x509', 'pkijs', 'asn1js', 'sm-crypto-v2', 'file-type', 'fflate', 'yaml'];
    expect(packages.filter((name) => needless.includes(name))).toEqual([]);
    expect(files.filter((file) => !(file in CONTENTS))).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(70);
  });
});

describe('what this counts', () => {
  it('tells a library that a command does need', () => {
    const { packages } = start(['company', 'add', '--file', 'nowhere.yaml']);
    expect(packages).not.toContain('yaml');
    expect(Object.values(CONTENTS).flat()).toContain('yaml');
    expect(start(['order', 'create', '--form', fileURLToPath(import.meta.url)]).packages).toContain('yaml');
  });
});
