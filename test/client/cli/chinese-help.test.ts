/** What the command line says of itself: every command, group and option has its text, and with `--lang zh` all of it is Chinese. */
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../client/cli/exit-codes.js';
import { commandLine } from '../../../client/cli/program.js';
import { HELP } from '../../../client/cli/spoken-help.js';
import { displayWidth } from '../../../client/cli/display-width.js';
import { OrderFailure } from '../../../domain/failures.js';
import { Refusal } from '../../../domain/refusals.js';
import { runHere } from '../../support/command-line.js';
import { latinSentences } from '../../support/latin-sentences.js';

const NOWHERE = { PATH: '/usr/bin' };
const SILENT = { environment: {}, write: () => undefined, writeError: () => undefined };

function commandsIn(command: Command, path: readonly string[] = []): [string, Command][] {
  const below = command.commands.flatMap((child) => commandsIn(child, [...path, child.name()]));
  return [[path.join(' '), command], ...below];
}

const CHINESE = commandsIn(commandLine(SILENT, 'any', () => undefined, 'zh'));
const ENGLISH = commandsIn(commandLine(SILENT, 'any', () => undefined, 'en'));

describe('the catalogue', () => {
  it('has every command and group, and no other', () => {
    expect(Object.keys(HELP).sort()).toEqual(ENGLISH.map(([path]) => path).sort());
  });

  it.each(ENGLISH)('sealflow %s: has each of its options, and no other', (path, command) => {
    const options = command.options.map(({ long }) => long);
    expect(Object.keys(HELP[path]?.options ?? {}).sort()).toEqual(options.sort());
    const known = command.registeredArguments.map((argument) => argument.name());
    expect(known).toEqual(expect.arrayContaining(Object.keys(HELP[path]?.arguments ?? {})));
  });
});

describe('--help', () => {
  it.each(CHINESE)('sealflow %s: is Chinese throughout', (_path, command) => {
    const help = command.helpInformation();
    expect(help).toContain('用法:');
    expect(help).toContain('显示命令的帮助');
    expect(latinSentences(help)).toEqual([]);
    expect(help.split('\n').filter((line) => displayWidth(line) > 90)).toEqual([]);
  });

  it.each(ENGLISH)('sealflow %s: has no Chinese in English', (_path, command) => {
    expect(command.helpInformation()).not.toMatch(/\p{Script=Han}/u);
  });

  it.each([
    [['--lang', 'zh'], NOWHERE],
    [['--lang=zh'], NOWHERE],
    [[], { ...NOWHERE, LANG: 'zh_CN.UTF-8' }],
  ])('is Chinese by %j and %j', async (options, environment) => {
    const { exitCode, stdout } = await runHere(['order', 'create', '--help', ...options], environment);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('用法: sealflow order create [选项]');
  });

  it('is English by --lang en, whatever the locale', async () => {
    const environment = { ...NOWHERE, LANG: 'zh_CN.UTF-8' };
    const { stdout } = await runHere(['order', '--lang', 'en', '--help'], environment);
    expect(stdout).toContain('Usage: sealflow order [options] [command]');
  });
});

describe('a line that can’t be understood', () => {
  it.each([
    [['order', 'show'], '缺少参数 <order>。'],
    [['order', 'shwo', 'x'], '没有命令 shwo。(是不是 show?)'],
    [['ordre'], '没有命令 ordre。(是不是 order?)'],
    [['order', 'show', 'x', '--jsno'], '没有选项 --jsno。(是不是 --json?)'],
    [['order', 'show', 'x', '-z'], '没有选项 -z。'],
    [['order', 'show', 'x', 'y'], '参数过多:show 接受 1 个,给出了 2 个。'],
    [['order', 'create', '--brand'], '选项 --brand <brand> 缺少取值。'],
    [['letter', 'template', 'x'], '缺少选项 --out <file>。'],
    [['certificate', 'download', 'x'], '缺少选项 --out <dir> 或 --zip <file>。'],
    [['certificate', 'download', 'x', '--out', ''], '存放文件的位置为空。'],
    [
      ['certificate', 'download', 'x', '--out', 'a', '--zip', 'b'],
      '选项 --zip <file> 与 --out <dir> 不能同时使用。',
    ],
    [['certificate', 'notices', 'x', 'maybe'], '请写 on 或 off。'],
    [['order', 'label', 'x', '--tag', 'a'], '选项 --tag <key=value> 不接受“a”。标签的写法是 key=value。'],
    [
      ['notice', 'preferences', '--off', 'x'],
      '选项 --off <kind:channel> 不接受“x”。请写明通知种类和渠道,例如 submitted:mail。',
    ],
    [
      ['order', 'phone-result', 'x', '--result', 'perhaps'],
      '选项 --result <result> 不接受“perhaps”。可选值:answered, missed。',
    ],
    [
      ['order', '--lang=zh', 'list', '--lang', 'fr', '--lang', 'zh'],
      '选项 --lang <language> 不接受“fr”。可选值:en, zh。',
    ],
  ])('%j', async (args, told) => {
    const { exitCode, stderr } = await runHere([...args, '--lang', 'zh'], NOWHERE);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`错误:${told}\n`);
  });

  it('that names a mode that is none', async () => {
    const { stderr } = await runHere(['ca', 'hostile', 'friendly', '--lang', 'zh'], NOWHERE);
    expect(stderr).toMatch(/^错误:参数 mode 不接受“friendly”。可选值:accept-then-drop, .*。\n$/);
  });

  it('that is not complete is answered with the help of its group', async () => {
    const { exitCode, stderr } = await runHere(['order', '--lang', 'zh'], NOWHERE);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('命令:');
    expect(latinSentences(stderr)).toEqual([]);
  });

  it('is told to programs in English all the same', async () => {
    const { stderr } = await runHere(['order', 'show', '--lang', 'zh', '--json'], NOWHERE);
    expect(JSON.parse(stderr)).toMatchObject({ error: { message: "missing required argument 'order'" } });
  });
});

describe('an error', () => {
  it('is told in Chinese where it has any, with what is accepted', () => {
    const refusal = new Refusal({
      code: 'InvalidInput',
      field: 'names[0]',
      message: 'names[0] is no name',
      accepted: 'a DNS name',
      chinese: { message: '不是域名', accepted: '一个域名' },
    });
    expect(describeError(refusal, 'zh')).toBe('错误:names[0]:不是域名\n  可接受:一个域名\n');
    expect(describeError(refusal, 'en')).toBe('error: names[0] is no name\n  accepted: a DNS name\n');
  });

  it.each([
    [['order', 'list'], NOWHERE, '没有运行的系统'],
    [['order', 'list', '--data-dir', '/nowhere'], NOWHERE, '/nowhere 上没有运行的系统'],
    [['order', 'list'], { ...NOWHERE, TEMPORAL_ADDRESS: '127.0.0.1:1' }, 'DATABASE_URL 缺失或无法使用'],
    [['migrate'], { ...NOWHERE, DATABASE_URL: 'postgres://x' }, 'SEALFLOW_MIGRATION_DATABASE_URL 缺失'],
    [['order', 'list'], { ...NOWHERE, SEALFLOW_TIME_ZONE: 'Mars' }, 'SEALFLOW_TIME_ZONE 缺失或无法使用'],
    [['order', 'list', '--time-zone', 'Mars'], NOWHERE, 'timeZone:不是时区'],
  ])('%j', async (args, environment, told) => {
    const { stderr } = await runHere([...args, '--lang', 'zh'], environment);
    expect(stderr).toContain(told);
    expect(stderr).toMatch(/^错误:/);
    expect(latinSentences(stderr)).toEqual([]);
  });

  it('of a store is told by what it is', () => {
    const told = describeError(new OrderFailure('DatabaseUnavailable', 'The database did not answer'), 'zh');
    expect(told).toMatch(/^错误:数据库没有应答/);
    expect(latinSentences(told)).toEqual([]);
  });
});
