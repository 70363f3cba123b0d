/** What every command has in common: usage errors, exit codes, the form of an error, where it looks for a stack. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { describeError, exitCodeOf, reportOf } from '../../../client/cli/exit-codes.js';
import { installationOf, stackAt } from '../../../client/installation.js';
import { languageOf } from '../../../client/cli/terminal.js';
import { Unavailable } from '../../../client/unavailable.js';
import { ConfigurationError } from '../../../config/configuration-error.js';
import { OrderFailure } from '../../../domain/failures.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { ToldError } from '../../../domain/told.js';
import { runHere } from '../../support/command-line.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const NOWHERE = { PATH: '/usr/bin' };

describe('usage', () => {
  it.each([
    [['order', 'show']],
    [['order', 'shwo', 'x']],
    [['order', 'show', 'x', '--nope']],
    [['order', 'show', 'x', 'y']],
    [['order', 'repair', 'x']],
    [['certificate', 'download', 'x']],
    [['ca', 'hostile', 'friendly']],
  ])('%j is bad input, told in JSON when asked to', async (args) => {
    const plain = await runHere(args, NOWHERE);
    expect(plain).toMatchObject({ exitCode: 2, stdout: '' });
    expect(plain.stderr).toMatch(/^error: /);

    const json = await runHere([...args, '--json'], NOWHERE);
    expect(json).toMatchObject({ exitCode: 2, stdout: '' });
    expect(JSON.parse(json.stderr)).toEqual({
      error: { code: 'InvalidInput', field: null, message: expect.any(String) as string, accepted: null },
    });
  });

  it('shows help for every group, options of every command included', async () => {
    for (const args of [['--help'], ['order', 'create', '--help'], ['dns', '--help'], ['up', '--help']]) {
      const { exitCode, stdout } = await runHere(args, NOWHERE);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('--data-dir');
      expect(stdout).toContain('--json');
    }
  });

  it('answers a group without a command with its help, as an error', async () => {
    const { exitCode, stderr } = await runHere(['order'], NOWHERE);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('create');
    const json = await runHere(['order', '--json'], NOWHERE);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'InvalidInput' } });
  });
});

describe('an error', () => {
  const message = { zh: '无', en: 'm' };
  const cases: [unknown, number, string][] = [
    [new Refusal(refusalDetails('InvalidInput', { message })), 2, 'InvalidInput'],
    [new Refusal(refusalDetails('NotFound', { message })), 3, 'NotFound'],
    [new Refusal(refusalDetails('RefusedInThisState', { message })), 4, 'RefusedInThisState'],
    [new CommanderError(1, 'commander.unknownOption', 'error: m'), 2, 'InvalidInput'],
    [new Unavailable('WorkerNotAnswering', message), 1, 'WorkerNotAnswering'],
    [new ConfigurationError('DATABASE_URL', 'a URL'), 1, 'ConfigurationError'],
    [new OrderFailure('DatabaseUnavailable', 'm'), 1, 'DatabaseUnavailable'],
    [new ToldError(message), 1, 'Failed'],
    [new Error('m'), 1, 'Failed'],
  ];

  it.each(cases)('%s has its exit code and its name', (error, exitCode, code) => {
    expect(exitCodeOf(error)).toBe(exitCode);
    expect(reportOf(error).code).toBe(code);
  });

  it('names every wrong field', () => {
    const refusal = new Refusal(
      refusalDetails('InvalidInput', {
        field: 'names[1]',
        message: { zh: '重复', en: 'is a duplicate' },
        accepted: { zh: '每个域名一次', en: 'each name once' },
      }),
      [
        refusalDetails('InvalidInput', {
          field: 'keyPassword',
          message: { zh: 'keyPassword 含有空格', en: 'keyPassword has a space' },
        }),
      ],
    );
    expect(reportOf(refusal)).toEqual({
      code: 'InvalidInput',
      field: 'names[1]',
      message: 'is a duplicate',
      accepted: 'each name once',
      others: [
        { code: 'InvalidInput', field: 'keyPassword', message: 'keyPassword has a space', accepted: null },
      ],
    });
    expect(describeError(refusal)).toBe(
      'error: names[1]: is a duplicate\n  accepted: each name once\nerror: keyPassword has a space\n',
    );
    expect(describeError(refusal, 'zh')).toBe(
      '错误:names[1]:重复\n  可接受:每个域名一次\n错误:keyPassword 含有空格\n',
    );
  });

  it('that was foreseen is told in Chinese by its own words, whatever it is', () => {
    expect(describeError(new ToldError({ zh: '磁盘已满', en: 'full' }), 'zh')).toBe('错误:磁盘已满\n');
  });
});

describe('where a command looks', () => {
  const dataDir = join(folder, 'stack');
  mkdirSync(dataDir);
  const environment = { TEMPORAL_ADDRESS: '127.0.0.1:7777', DATABASE_URL: 'postgres://stack' };
  writeFileSync(join(dataDir, 'stack.json'), JSON.stringify({ pid: process.pid, environment }));

  it('takes --data-dir before everything, and of the caller only the account', () => {
    const given = { TEMPORAL_ADDRESS: 'cloud:7233', TEMPORAL_API_KEY: 'k', SEALFLOW_ACCOUNT: 'shop' };
    expect(installationOf({ dataDir }, given)).toEqual({ ...environment, SEALFLOW_ACCOUNT: 'shop' });
  });

  it('takes the environment when that names a server', () => {
    const given = { TEMPORAL_ADDRESS: 'cloud:7233' };
    expect(installationOf({}, given)).toBe(given);
  });

  it('says what to do where nothing runs', async () => {
    expect(() => stackAt(join(folder, 'empty'))).toThrow(/sealflow up --data-dir/);
    const { exitCode, stderr } = await runHere(
      ['order', 'list', '--json', '--data-dir', join(folder, 'empty')],
      NOWHERE,
    );
    expect(exitCode).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'NothingRuns' } });
  });

  it('does not take a stack whose process is gone', () => {
    const gone = join(folder, 'gone');
    mkdirSync(gone);
    // Beyond the largest pid of any system we run on (Linux: 2^22).
    writeFileSync(join(gone, 'stack.json'), JSON.stringify({ pid: 99_999_999, environment }));
    expect(() => stackAt(gone)).toThrow(Unavailable);
  });
});

it('the language that comes first is the flag’s, else the locale’s', () => {
  expect(languageOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh');
  expect(languageOf({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en');
  expect(languageOf({ LANG: 'zh_CN.UTF-8' }, 'en')).toBe('en');
  expect(languageOf({})).toBe('en');
});
