/**
 * Every command's answer on a whole world: with `--lang zh` no English sentence, heading or state is left in it, with `--lang en`
 * no Chinese, and times are the reader's. A new command without a line here fails.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stackFilePath } from '../../../config/stack-file.js';
import { startControlServer, type ControlServer } from '../../../dev/control.js';
import { leafCommandsOf, wholeProgram } from '../../structure/command-tree.js';
import { runHere, type CommandResult } from '../../support/command-line.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { letterFile } from '../../support/letter-files.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { orderForCompany, uploadLetter } from '../../support/organization-orders.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { ended, order, standing } from '../../support/orders.js';
import { createOwnChain } from '../../support/own-chains.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
let control: ControlServer;
/** Ids by what they are of. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
  control = await startControlServer(world.dns.zone, world.environment.SEALFLOW_CONTROL_TOKEN ?? '');
  writeFileSync(
    stackFilePath(world.dataDir),
    JSON.stringify({
      pid: process.pid,
      environment: world.environment,
      controlUrl: control.url,
      addresses: { mail: world.mail.pageUrl },
    }),
  );
  ids.issued = await order(world, 'zh.issued.com', { brand: 'wotrus' });
  ids.waiting = await order(world, 'zh.waiting.com', { validation: 'manual-dns' });
  ids.company = await orderForCompany(world, { brand: 'cfca', type: 'ov' }, 'zh-letter');
  ids.mails = await orderForCompany(world, { brand: 'wotrus', type: 'ov' }, 'zh-mails');
  expect(await ended(world, ids.issued)).toMatchObject({ state: 'issued' });
  await standing(world, ids.waiting, 'subscriber-dns');
  await standing(world, ids.company, 'subscriber-letter');
  await uploadLetter(world, ids.company);
  await standing(world, ids.mails, 'subscriber-emails');
  const notices = await until('notices', async () => {
    const found = await world.orders.notices.list();
    return found.length >= 4 && found;
  });
  ids.notice = notices[0]?.noticeId ?? '';
  const leaf = await (
    await createOwnChain('ecc', Date.now())
  ).issue({ names: ['own.zh.com'], notBefore: Date.now() - 86_400_000, days: 90 });
  file('own.pem', leaf.certificatePem);
  file('letter.pdf', letterFile('pdf'));
  const ca = { url: world.ca.url, token: world.environment.SEALFLOW_CA_TOKEN };
  file('ca.json', JSON.stringify(ca));
  await world.orders.connections.add({ kind: 'development-ca', name: 'shown', form: ca });
  await world.orders.routes.set({ connection: 'shown', suffix: 'nobody.com' });
  file('company.json', JSON.stringify(COMPANY));
  file('contact.json', JSON.stringify(CONTACT));
}, 180_000);
afterAll(async () => {
  await control.stop();
  await world.stop();
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(world.dataDir, name);
  writeFileSync(path, content);
  return path;
}

function at(name: string): string {
  return join(world.dataDir, name);
}

function sealflow(words: readonly string[], language: 'zh' | 'en'): Promise<CommandResult> {
  return runHere([...words, '--data-dir', world.dataDir, '--lang', language], {});
}

/** By command: what follows its words. Those that change something come once, and in this order. */
const READING: Readonly<Record<string, () => readonly string[]>> = {
  'order list': () => [],
  'order show': () => [ids.company ?? ''],
  'order why': () => [ids.waiting ?? ''],
  forecast: () => ['--date', new Date().toISOString().slice(0, 10), '--weeks', '60'],
  preflight: () => ['zh.preflight.com', '*.wild.com'],
  'letter list': () => [ids.company ?? ''],
  'certificate list': () => [],
  'certificate show': () => [ids.issued ?? ''],
  'certificate revocation list': () => [],
  'plan list': () => [],
  'plan show': () => [ids.issued ?? ''],
  'company list': () => [],
  'connection list': () => [],
  'connection show': () => ['shown'],
  'contact list': () => [],
  'route list': () => [],
  'payment list': () => [],
  'payment show': () => [ids.issued ?? ''],
  'payment balance': () => [],
  quota: () => [],
  'log list': () => ['--after'],
  'log verify': () => [],
  'notice list': () => [],
  'notice show': () => [ids.notice ?? ''],
  'notice preferences': () => [],
  'key list': () => [],
  'dns list': () => [],
  'dossier signer': () => [],
  'ca orders': () => [],
  'ca people': () => [],
  'ca phone list': () => [],
  'ca letter list': () => [],
  'ca review list': () => [],
  'ca revocation list': () => ['--all'],
  'ca mail list': () => [ids.mails ?? ''],
  'ca policy show': () => [],
  'ca hostile': () => [],
};

const ACTING: readonly (readonly [command: string, words: () => readonly string[]])[] = [
  ['dns set', () => ['_x.zh.com', 'TXT', 'abc']],
  ['dns remove', () => ['_x.zh.com', 'TXT', 'abc']],
  ['company add', () => ['--file', at('company.json')]],
  ['contact add', () => ['--file', at('contact.json')]],
  ['connection add', () => ['development-ca', 'added', '--file', at('ca.json')]],
  ['connection edit', () => ['added', '--file', at('ca.json')]],
  ['connection test', () => ['added']],
  ['route set', () => ['added', '--suffix', 'nobody.zh.com']],
  ['order label', () => [ids.waiting ?? '', '--alias', '官网', '--project', '一期']],
  ['order check', () => [ids.waiting ?? '']],
  ['order resubmit', () => [ids.waiting ?? '', '--dry-run']],
  ['order repair', () => [ids.waiting ?? '', '--validation', 'file']],
  ['order sweep', () => []],
  ['order dossier', () => [ids.issued ?? '', '--out', at('dossier.zip')]],
  ['dossier verify', () => [at('dossier.zip')]],
  ['letter template', () => [ids.company ?? '', '--out', at('template.pdf')]],
  ['letter download', () => [ids.company ?? '', '--version-number', '1', '--out', at('one.pdf')]],
  ['ca letter show', () => [ids.company ?? '', '--out', at('shown.pdf')]],
  ['ca letter accept', () => [ids.company ?? '']],
  ['ca mail confirm', () => [ids.mails ?? '']],
  ['order confirm-email', () => [ids.mails ?? '']],
  ['ca policy set', () => ['--auto-approve-after', '3600', '--phone']],
  ['ca policy clear', () => []],
  ['log export', () => ['--out', at('log.jsonl')]],
  ['notice read', () => [ids.notice ?? '']],
  ['key new', () => ['--out', at('another.key')]],
  ['certificate upload', () => [at('own.pem')]],
  ['certificate label', () => [ids.issued ?? '', '--tag', 'env=prod']],
  ['certificate notices', () => [ids.issued ?? '', 'off']],
  ['certificate download', () => [ids.issued ?? '', '--out', at('files')]],
  ['certificate reissue', () => [ids.issued ?? '', '--same-csr']],
  ['certificate revoke', () => [ids.issued ?? '', '--reason', 'superseded', '--yes']],
  ['certificate revocation show', () => [ids.issued ?? '']],
  ['certificate revocation check', () => [ids.issued ?? '']],
  ['order cancel', () => [ids.waiting ?? '']],
];

/** What these answer is what others answer as well, or no words at all; or it is told by a test of their own. */
const TOLD_ELSEWHERE: readonly string[] = [
  'order create',
  'order quote',
  'order submit',
  // In Temporal's own words.
  'order query',
  'order watch',
  'order phone-result',
  'order confirm-mailbox',
  'order resend-emails',
  'letter upload',
  'certificate remove',
  'certificate renew',
  'certificate replace',
  'certificate upgrade',
  'certificate revocation letter',
  'certificate revocation letter-template',
  'company edit',
  'company remove',
  'connection remove',
  'contact edit',
  'contact remove',
  'route remove',
  'key write-off',
  'migrate',
  'doctor',
  'up',
  'ca reject',
  'ca phone pass',
  'ca phone fail',
  'ca phone demand',
  'ca letter reject',
  'ca review approve',
  'ca review return',
  'ca review reject',
  'ca revocation approve',
  'ca revocation refuse',
  'ca revocation letter',
];

/** What is under these keys is what people, a CA or a server said: shown as it is. */
const SAID = ['actor', 'company', 'detail', 'found', 'issuer', 'lastFailure', 'reason', 'sentBy'];

/** People's own words, and what others said in this answer. */
async function othersWords(words: readonly string[]): Promise<string[]> {
  const { stdout } = await runHere([...words, '--data-dir', world.dataDir, '--json'], {});
  return [...Object.values(COMPANY), ...Object.values(CONTACT)]
    .map(String)
    .concat(saidIn(JSON.parse(stdout)));
}

function saidIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' && SAID.includes(key) ? [inner] : saidIn(inner),
  );
}

/** Columns that are apart are no sentence. */
function englishIn(answer: string, values: readonly string[]): string[] {
  return answer
    .split('\n')
    .flatMap((line) => line.split(/ {2,}/))
    .flatMap((part) => latinSentences(part, values));
}

/** A heading, a label or a state of one word: Latin letters alone, and no code word in parentheses. */
const HEADINGS = /^(?:[A-Z]{3,}|[A-Z][a-z]{3,})(?: {2}|$)/m;

it('has every command', () => {
  const told = [...Object.keys(READING), ...ACTING.map(([command]) => command), ...TOLD_ELSEWHERE];
  const commands = leafCommandsOf(wholeProgram()).map(([path]) => path.join(' '));
  expect(commands.filter((command) => !told.includes(command))).toEqual([]);
});

describe('what is read', () => {
  it.each(Object.entries(READING))('%s: in Chinese', async (command, words) => {
    const typed = [...command.split(' '), ...words()];
    const { exitCode, stdout, stderr } = await sealflow(typed, 'zh');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(englishIn(stdout, await othersWords(typed))).toEqual([]);
    expect(stdout).not.toMatch(HEADINGS);
    expect(stdout).not.toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d/);
  });

  it.each(Object.entries(READING))('%s: in English', async (command, words) => {
    const typed = [...command.split(' '), ...words()];
    const { exitCode, stdout, stderr } = await sealflow(typed, 'en');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const values = await othersWords(typed);
    const ours = values.filter(Boolean).reduce((text, value) => text.replaceAll(value, ''), stdout);
    expect(ours).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('what is done', () => {
  it.each(ACTING)('%s: answers in Chinese', async (command, words) => {
    const { exitCode, stdout, stderr } = await sealflow([...command.split(' '), ...words()], 'zh');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(englishIn(stdout, await othersWords(['order', 'why', ids.waiting ?? '']))).toEqual([]);
    expect(stdout).not.toMatch(HEADINGS);
  });
});

describe('the reader’s clock', () => {
  it('is Beijing’s unless told otherwise, and the heading says so', async () => {
    const shanghai = await sealflow(['order', 'list'], 'zh');
    expect(shanghai.stdout).toContain('截止时间(北京时间)');
    const utc = await sealflow(['order', 'list', '--time-zone', 'UTC'], 'zh');
    expect(utc.stdout).toContain('截止时间(UTC)');
    expect(utc.stdout).not.toBe(shanghai.stdout);
  });

  it('shows what to do in both languages to whoever did not ask for one', async () => {
    const orderId = await order(world, 'zh.both.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    const typed = ['order', 'show', orderId, '--data-dir', world.dataDir];
    const both = await runHere(typed, { LANG: 'zh_CN.UTF-8' });
    expect(both.stdout).toMatch(/状态 +/);
    expect(both.stdout).toMatch(/\n {2}.*\p{Script=Han}.*\n {2}[A-Z][^\p{Script=Han}]*\n/u);
  });
});
