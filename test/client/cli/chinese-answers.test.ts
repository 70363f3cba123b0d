/**
 * Every command's answer on a whole world: with `--lang zh` no English sentence, heading or state is left in it, with `--lang en`
 * no Chinese, and times are the reader's. A new command without a line here fails.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Identities } from '../../../client/accounts/identities.js';
import type { Environment } from '../../../config/environment.js';
import { stackFilePath } from '../../../config/stack-file.js';
import { startControlServer, type ControlServer } from '../../../dev/control.js';
import type { Brand } from '../../../domain/catalogue/words.js';
import type { OrganizationWait } from '../../../domain/waits.js';
import { leafCommandsOf, wholeProgram } from '../../structure/command-tree.js';
import { runHere, type CommandResult } from '../../support/command-line.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { letterFile } from '../../support/letter-files.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { organizationAt, orderForCompany, uploadLetter } from '../../support/organization-orders.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { dvForm, ended, order, standing } from '../../support/orders.js';
import { asOwner } from '../../support/postgres.js';
import { createOwnChain } from '../../support/own-chains.js';
import { revocationAt, uploadRevocationLetter } from '../../support/revocations.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
let control: ControlServer;
const PASSWORD = 'correct horse battery staple';
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
  await prepareCommands();
  await world.orders.delegations.add({ name: 'zh.delegated.com', zone: 'zh.validation.com' });
  const notices = await until('notices', async () => {
    const found = await world.orders.notices.list();
    return found.length >= 4 && found;
  });
  ids.notice = notices[0]?.noticeId ?? '';
  file('own.pem', (await leafFor('own.zh.com')).certificatePem);
  file('letter.pdf', letterFile('pdf'));
  const ca = { url: world.ca.url, token: world.environment.SEALFLOW_CA_TOKEN };
  file('ca.json', JSON.stringify(ca));
  await world.orders.connections.add({ kind: 'development-ca', name: 'shown', form: ca });
  await world.orders.routes.set({ connection: 'shown', suffix: 'nobody.com' });
  ids.route = (await world.orders.routes.set({ connection: 'shown', suffix: 'gone.com' })).routeId;
  await prepareSignedIn();
  // Asked for by somebody else than whoever gives the commands.
  await world.orders.approvals.setRules({ approvesOrders: true });
  ids.approval = await order(world, 'zh.approved.com', { brand: 'wotrus' });
  ids.declined = await order(world, 'zh.declined.com', { brand: 'wotrus' });
  await world.orders.approvals.setRules({ approvesOrders: false });
  await standing(world, ids.approval, 'approver-decision');
  await standing(world, ids.declined, 'approver-decision');
  file('company.json', JSON.stringify(COMPANY));
  file('contact.json', JSON.stringify(CONTACT));
}, 180_000);

async function prepareSignedIn(): Promise<void> {
  const { database, masterKeys } = world.dependencies;
  const identities = new Identities({ database, masterKeys });
  const { userId } = await world.orders.users.add({ login: 'ling', role: 'owner', password: PASSWORD });
  await world.orders.users.add({
    login: 'zhao',
    role: 'letters',
    subject: { issuer: 'https://login.example.com', subject: '1' },
  });
  await world.orders.users.add({ login: 'operator-of-nights', role: 'operator' });
  await world.orders.apiKeys.create({ name: 'deploy', role: 'orderer' });
  ids.session = (await identities.openSession(userId, '192.0.2.7')).sessionId;
  await identities.openSession(userId, '2001:db8::7');
  file('password.txt', `${PASSWORD}\n`);
}

function nextYear(): string {
  return new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
}

/** What each of the commands that change something finds: an order, a letter or a revocation that waits for just that. */
async function prepareCommands(): Promise<void> {
  const forCompany = (name: string, brand: Brand) => orderForCompany(world, { brand, type: 'ov' }, name);
  const issuedAtOnce = async (name: string, brand: Brand) => {
    const orderId = await forCompany(name, brand);
    await until(`${name} is at the CA`, async () => (await world.caControls.ordersOf(orderId)).length > 0);
    await world.caControls.issueOrder(orderId);
    return orderId;
  };
  const revoking = async (name: string, { hasLetter }: { readonly hasLetter: boolean }) => {
    const orderId = await issuedAtOnce(name, 'globalsign');
    await standing(world, orderId, 'issued');
    await world.orders.certificates.revoke(orderId, { reason: 'superseded' });
    await revocationAt(world, orderId, 'subscriber-revocation-letter');
    if (!hasLetter) return orderId;
    await uploadRevocationLetter(world, orderId);
    await revocationAt(world, orderId, 'reviewer-revocation');
    return orderId;
  };
  const lettered = async (orderId: string, asks: OrganizationWait, then: OrganizationWait) => {
    await organizationAt(world, orderId, asks);
    await uploadLetter(world, orderId);
    await organizationAt(world, orderId, then);
    return orderId;
  };
  const form = { brand: 'trustasia', type: 'dv' } as const;
  const prepared = {
    draft: world.orders.create({ form, draft: true }).then(({ orderId }) => orderId),
    unwanted: order(world, 'zh.unwanted.com', { validation: 'manual-dns' }),
    renewed: order(world, 'zh.renewed.com'),
    replaced: order(world, 'zh.replaced.com'),
    upgraded: order(world, 'zh.upgraded.com', { type: 'dv-free', csr: { mode: 'generate' } }),
    unread: forCompany('zh-unread', 'cfca').then((id) =>
      lettered(id, 'subscriber-letter', 'reviewer-letter'),
    ),
    blank: forCompany('zh-blank', 'cfca'),
    phoned: forCompany('zh-phoned', 'dnspod'),
    reviewed: forCompany('zh-reviewed', 'dnspod-sm2').then((id) =>
      lettered(id, 'subscriber-application-form', 'reviewer-application'),
    ),
    turnedDown: forCompany('zh-turned-down', 'dnspod-sm2').then((id) =>
      lettered(id, 'subscriber-application-form', 'reviewer-application'),
    ),
    toRevoke: revoking('zh-to-revoke', { hasLetter: false }),
    revocation: revoking('zh-revocation', { hasLetter: true }),
    unrevoked: revoking('zh-unrevoked', { hasLetter: true }),
    uploaded: uploadedCertificate('another.zh.com'),
    savedCompany: world.orders.companies.add(COMPANY).then(({ id }) => id),
    savedContact: world.orders.contacts.add(CONTACT).then(({ id }) => id),
  };
  for (const [name, id] of Object.entries(prepared)) ids[name] = await id;
  await standing(world, ids.unwanted ?? '', 'subscriber-dns');
  await organizationAt(world, ids.blank ?? '', 'subscriber-letter');
  await organizationAt(world, ids.phoned ?? '', 'subscriber-mailbox');
  for (const name of ['renewed', 'replaced', 'upgraded']) await standing(world, ids[name] ?? '', 'issued');
  await until('the plan to be renewed is told', () => endsInDays(ids.renewed ?? '', 20));
  file('create.json', JSON.stringify(dvForm('zh.created.com')));
  file('submit.json', JSON.stringify({ ...dvForm('zh.submitted.com') }));
  file('names.json', JSON.stringify({ names: ['zh.replaced.com', 'www2.replaced.com'] }));
  file('edit-company.json', JSON.stringify({ department: '法务部' }));
  file('edit-contact.json', JSON.stringify({ position: '主管' }));
}

/** As though most of what was bought had passed: a renewal opens 30 days before its end. False while there is no such plan. */
async function endsInDays(planId: string, days: number): Promise<boolean> {
  const { rowCount } = await world.dependencies.database.query(
    `update plans set ends_at = now() + $2 * interval '1 day' where plan_id = $1`,
    [planId, days],
  );
  return rowCount === 1;
}

async function uploadedCertificate(name: string): Promise<string> {
  const { certificatePem } = await leafFor(name);
  return (await world.orders.certificates.upload({ certificatePem })).certificate.certificateId;
}

async function leafFor(name: string) {
  const chain = await createOwnChain('ecc', Date.now());
  return await chain.issue({ names: [name], notBefore: Date.now() - 86_400_000, days: 90 });
}

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

/** Migrating asks for the owner of the tables; all else is told by the stack's file. */
function ownersOf([group]: readonly string[]): Environment {
  const { DATABASE_URL = '' } = world.environment;
  return group === 'migrate' ? { DATABASE_URL, SEALFLOW_MIGRATION_DATABASE_URL: asOwner(DATABASE_URL) } : {};
}

function sealflow(words: readonly string[], language: 'zh' | 'en'): Promise<CommandResult> {
  return runHere([...words, '--data-dir', world.dataDir, '--lang', language], ownersOf(words));
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
  'approval list': () => [],
  'approval show': () => [ids.approval ?? ''],
  'approval rules': () => [],
  'delegation list': () => [],
  'delegation show': () => ['zh.delegated.com'],
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
  'user list': () => [],
  'api-key list': () => [],
  'session list': () => [],
  'wait list': () => ['--after'],
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
  ['connection remove', () => ['added']],
  ['route set', () => ['shown', '--suffix', 'nobody.zh.com']],
  ['route remove', () => [ids.route ?? '']],
  ['approval approve', () => [ids.approval ?? '']],
  ['approval decline', () => [ids.declined ?? '']],
  ['delegation add', () => ['zh.other.com', '--zone', 'zh.validation.com']],
  ['delegation check', () => ['zh.other.com']],
  ['delegation remove', () => ['zh.other.com']],
  ['order label', () => [ids.waiting ?? '', '--alias', '官网', '--project', '一期']],
  ['order check', () => [ids.waiting ?? '']],
  ['order resubmit', () => [ids.waiting ?? '', '--dry-run']],
  ['order reroute', () => [ids.waiting ?? '']],
  ['order repair', () => [ids.waiting ?? '', '--validation', 'file']],
  ['order sweep', () => []],
  ['order dossier', () => [ids.issued ?? '', '--out', at('dossier.zip')]],
  ['dossier verify', () => [at('dossier.zip')]],
  ['letter template', () => [ids.company ?? '', '--out', at('template.pdf')]],
  ['letter download', () => [ids.company ?? '', '--version-number', '1', '--out', at('one.pdf')]],
  ['ca letter show', () => [ids.company ?? '', '--out', at('shown.pdf')]],
  ['ca letter accept', () => [ids.company ?? '']],
  ['ca phone demand', () => [ids.mails ?? '']],
  ['ca mail confirm', () => [ids.mails ?? '']],
  ['order confirm-email', () => [ids.mails ?? '']],
  ['ca policy set', () => ['--auto-approve-after', '3600', '--phone']],
  ['ca policy clear', () => []],
  ['log export', () => ['--out', at('log.jsonl')]],
  ['notice read', () => [ids.notice ?? '']],
  ['user add', () => ['wang', '--role', 'orderer', '--password-file', at('password.txt')]],
  ['user set-role', () => ['wang', 'auditor']],
  ['user set-password', () => ['wang', '--password-file', at('password.txt')]],
  ['user remove', () => ['wang']],
  ['api-key create', () => ['another', '--role', 'auditor', '--expires', nextYear()]],
  ['api-key rotate', () => ['another', '--overlap', '1']],
  ['api-key revoke', () => ['another']],
  ['session revoke', () => [ids.session ?? '']],
  ['key new', () => ['--out', at('another.key')]],
  ['certificate upload', () => [at('own.pem')]],
  ['certificate label', () => [ids.issued ?? '', '--tag', 'env=prod']],
  ['plan renewal', () => [ids.issued ?? '', 'on']],
  ['certificate notices', () => [ids.issued ?? '', 'off']],
  ['certificate download', () => [ids.issued ?? '', '--out', at('files')]],
  ['certificate reissue', () => [ids.issued ?? '', '--same-csr']],
  ['certificate revoke', () => [ids.issued ?? '', '--reason', 'superseded', '--yes']],
  ['certificate revocation show', () => [ids.issued ?? '']],
  ['certificate revocation check', () => [ids.issued ?? '']],
  ['order cancel', () => [ids.waiting ?? '']],
  ['migrate', () => []],
  ['order quote', () => ['--form', at('create.json')]],
  ['order create', () => ['--form', at('create.json'), '--yes']],
  ['order submit', () => [ids.draft ?? '', '--form', at('submit.json'), '--yes']],
  ['order watch', () => [ids.renewed ?? '']],
  ['letter upload', () => [ids.blank ?? '', at('letter.pdf')]],
  ['order confirm-mailbox', () => [ids.phoned ?? '']],
  ['ca phone fail', () => [ids.phoned ?? '']],
  ['order phone-result', () => [ids.phoned ?? '', '--result', 'answered']],
  ['ca phone pass', () => [ids.phoned ?? '']],
  ['ca letter reject', () => [ids.unread ?? '', '--reason', '公章不清晰']],
  ['ca review approve', () => [ids.reviewed ?? '']],
  ['ca review reject', () => [ids.turnedDown ?? '', '--reason', '企业信息与登记不符']],
  ['ca reject', () => [ids.unwanted ?? '', '--reason', '域名不予签发']],
  ['certificate renew', () => [ids.renewed ?? '', '--yes']],
  ['certificate replace', () => [ids.replaced ?? '', '--form-changes', at('names.json'), '--yes']],
  ['certificate upgrade', () => [ids.upgraded ?? '', '--brand', 'trustasia', '--type', 'dv', '--yes']],
  ['certificate remove', () => [ids.uploaded ?? '']],
  ['certificate revocation letter-template', () => [ids.toRevoke ?? '', '--out', at('revoke.pdf')]],
  ['certificate revocation letter', () => [ids.toRevoke ?? '', at('letter.pdf')]],
  ['ca revocation letter', () => [ids.revocation ?? '', '--out', at('theirs.pdf')]],
  ['ca revocation approve', () => [ids.revocation ?? '']],
  ['ca revocation refuse', () => [ids.unrevoked ?? '', '--reason', '公章与登记不符', '--for-good']],
  ['company edit', () => [ids.savedCompany ?? '', '--file', at('edit-company.json')]],
  ['company remove', () => [ids.savedCompany ?? '']],
  ['contact edit', () => [ids.savedContact ?? '', '--file', at('edit-contact.json')]],
  ['contact remove', () => [ids.savedContact ?? '']],
];

/** What is refused in every state, or in the one that stands here: the refusal is the answer. */
const REFUSED: readonly (readonly [command: string, words: () => readonly string[]])[] = [
  // What fails a manual review is rejected for good.
  ['ca review return', () => [ids.reviewed ?? '', '--reason', '材料不全']],
  // A development CA knows its clients by tokens: test/workflows/connections/acme.test.ts changes a key.
  ['connection rollover', () => ['shown']],
  // The CA alone sends them again.
  ['order resend-emails', () => [ids.mails ?? '']],
];

/** Why each of these is not run here. */
const TOLD_ELSEWHERE: Readonly<Record<string, string>> = {
  'order views':
    'it prints queries in Temporal’s own words; its names stand in test/domain/orders/pages.test.ts',
  'order query': 'it prints a query in Temporal’s own words',
  'key write-off': 'it wants a key that was lost: test/client/accounts/master-keys.test.ts',
  doctor: 'it wants stores that differ: test/workflows/stores/restored-stores.test.ts',
  login: 'it wants an API, and somebody at a browser: test/client/cli/login.test.ts',
  logout: 'it wants an API: test/client/cli/login.test.ts',
  up: 'it stays: its words stand in test/dev/demo/chinese.test.ts',
};

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
  const told = [
    ...Object.keys(READING),
    ...[...ACTING, ...REFUSED].map(([command]) => command),
    ...Object.keys(TOLD_ELSEWHERE),
  ];
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

/** What an order costs is told beside its answer, before it is placed. */
describe('what is done', () => {
  it.each(ACTING)('%s: answers in Chinese', async (command, words) => {
    const { exitCode, stdout, stderr } = await sealflow([...command.split(' '), ...words()], 'zh');
    const isPriced = words().includes('--yes') && stderr.startsWith('产品');
    expect({ exitCode, stderr: isPriced ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
    const values = await othersWords(['order', 'why', ids.waiting ?? '']);
    expect(englishIn(stderr + stdout, values)).toEqual([]);
    expect(stdout).not.toMatch(HEADINGS);
  });
});

describe('what is refused', () => {
  it.each(REFUSED)('%s: is told in Chinese', async (command, words) => {
    const { exitCode, stdout, stderr } = await sealflow([...command.split(' '), ...words()], 'zh');
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    expect(englishIn(stderr, [])).toEqual([]);
    expect(stderr).toMatch(/^错误:.*\p{Script=Han}/u);
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
