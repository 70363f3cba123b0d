/** `sealflow ca` as its people use it, on a CA with a real mail server; errors and tables as they are typed and read. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stackFilePath } from '../../../../config/stack-file.js';
import { startMailSink, type MailSink } from '../../../../dev/mail/mail-sink.js';
import { runHere, type CommandResult } from '../../../support/command-line.js';
import { letterFile } from '../../../support/letter-files.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { type CaWorld, startCaWorld, TOKEN } from '../../../dev/ca/ca-world.js';
import { COMPANY, PERSON, place, type PlacedOrder } from '../../../dev/ca/organization-world.js';

const folder = temporaryFolder();
let mail: MailSink;
let world: CaWorld;

beforeAll(async () => {
  mail = await startMailSink({ dataDir: folder });
  world = await startCaWorld(0, { smtpUrl: mail.smtpUrl });
  const environment = { SEALFLOW_CA_URL: world.ca.url, SEALFLOW_CA_TOKEN: TOKEN };
  const addresses = { mail: mail.pageUrl };
  writeFileSync(stackFilePath(folder), JSON.stringify({ pid: process.pid, environment, addresses }));
});
afterEach(async () => {
  await json('policy', 'clear');
});
afterAll(async () => {
  await world.stop();
  await mail.stop();
});

function ca(...args: string[]): Promise<CommandResult> {
  return runHere(['ca', ...args, '--data-dir', folder], { LANG: 'en_GB.UTF-8' });
}

async function json<Answer>(...args: string[]): Promise<Answer> {
  const { exitCode, stdout, stderr } = await ca(...args, '--json');
  expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
}

async function text(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await ca(...args);
  expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
  return stdout;
}

function referenceOf({ request }: PlacedOrder): string {
  return request.reference;
}

interface Waiting {
  readonly order: string;
  readonly desk: string;
  readonly waitsFor: string;
}

function aCompany(name: string) {
  return { organization: { company: { ...COMPANY, fullName: name } } };
}

it('ca people shows every desk, and what the CA waits for', async () => {
  const call = await place(world, 'geotrust', 'ov', aCompany('命令一有限公司'));
  const letter = await place(world, 'globalsign', 'ov');
  const shown = await json<Waiting[]>('people');
  expect(shown).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ order: referenceOf(call), desk: 'phone', waitsFor: 'ca' }),
      expect.objectContaining({ order: referenceOf(letter), desk: 'letter', waitsFor: 'subscriber' }),
    ]),
  );
  const table = await text('people');
  expect(table).toMatch(/^ORDER +BRAND +TYPE +COMPANY +DESK +STEP +WAITS FOR +SINCE/);
  expect(table).toMatch(
    new RegExp(
      `^${referenceOf(call)} +geotrust +ov +命令一有限公司 +phone +public-record-check +ca +.*baidu-map`,
      'm',
    ),
  );
});

it('ca phone: list, fail, pass, demand', async () => {
  const order = await place(world, 'trustasia', 'ov', aCompany('命令二有限公司'));
  const reference = referenceOf(order);
  const listed = async () => (await json<Waiting[]>('phone', 'list')).map((item) => item.order);
  expect(await listed()).toContain(reference);
  const failed = await text('phone', 'fail', reference, '--reason', 'the number is not on the page');
  expect(failed).toContain('public-record-check  with-subscriber  the number is not on the page');
  expect(await listed()).not.toContain(reference);
  expect(await json('phone', 'pass', reference)).toMatchObject({
    order: reference,
    steps: [{ step: 'public-record-check', status: 'passed' }],
  });

  const wotrus = await place(world, 'wotrus', 'ov');
  await json('phone', 'demand', referenceOf(wotrus));
  expect(await listed()).toContain(referenceOf(wotrus));
});

it('ca letter: show saves the bytes for the owner alone; reject, then accept', async () => {
  const order = await place(world, 'globalsign', 'ev');
  const reference = referenceOf(order);
  const content = letterFile('pdf');
  await order.upload(content);
  const out = join(folder, 'letter.pdf');
  expect(await text('letter', 'show', reference, '--out', out)).toBe(`application/pdf in ${out}\n`);
  expect(readFileSync(out).equals(Buffer.from(content))).toBe(true);
  expect(statSync(out).mode & 0o777).toBe(0o600);

  await json('letter', 'reject', reference, '--reason', 'no stamp');
  await expect(order.step('letter')).resolves.toMatchObject({
    status: 'with-subscriber',
    detail: 'no stamp',
  });
  await order.upload(letterFile('pdf', 2_000, 'with stamp'));
  expect((await json<Waiting[]>('letter', 'list')).map((item) => item.order)).toContain(reference);
  await json('letter', 'accept', reference);
  await expect(order.step('letter')).resolves.toMatchObject({ status: 'passed' });
});

it('ca review: approve, and reject for good', async () => {
  const [good, bad] = [
    await place(world, 'dnspod-sm2', 'ov', aCompany('命令三有限公司')),
    await place(world, 'dnspod-sm2', 'ev', aCompany('命令四有限公司')),
  ];
  for (const order of [good, bad]) {
    await order.upload(letterFile('pdf'));
    await order.proveNames();
  }
  const listed = (await json<Waiting[]>('review', 'list')).map((item) => item.order);
  expect(listed).toEqual(expect.arrayContaining([referenceOf(good), referenceOf(bad)]));
  expect(await ca('review', 'return', referenceOf(bad), '--reason', 'unclear')).toMatchObject({
    exitCode: 4,
  });
  await json('review', 'approve', referenceOf(good));
  await expect(good.now()).resolves.toMatchObject({ organization: { status: 'valid' } });
  const rejected = await text('review', 'reject', referenceOf(bad), '--reason', 'not this company');
  expect(rejected).toContain(`${referenceOf(bad)} is refused: not this company`);
});

it('ca mail: lists what was sent, and confirms as the contact would', async () => {
  const order = await place(world, 'wotrus', 'ov');
  const reference = referenceOf(order);
  expect(await text('mail', 'list', reference)).toBe('No mail was sent.\n');
  expect(await ca('mail', 'confirm', reference)).toMatchObject({ exitCode: 4 });
  await order.proveNames();
  const sent = () => json<{ step: string; sentAt: string | null }[]>('mail', 'list', reference);
  const count = async () => (await sent()).filter(({ sentAt }) => sentAt !== null).length;
  await expect.poll(count, { timeout: 10_000 }).toBe(2);
  const listed = await text('mail', 'list', reference);
  expect(listed).toMatch(
    new RegExp(`^email-1 +${PERSON.email} +open +[\\d-]+ [\\d:]+ +http://\\S+/confirm/`, 'm'),
  );

  expect(await text('mail', 'confirm', reference, '--email', '2')).toBe('Confirmed: email-2\n');
  expect(await order.steps()).toEqual(['email-1: with-subscriber', 'email-2: passed', 'phone-call: passed']);
  expect(await json('mail', 'confirm', reference)).toEqual({ order: reference, confirmed: ['email-1'] });
  await order.becomes('issued');
});

describe('ca policy', () => {
  it('shows, sets and clears', async () => {
    expect(await json('policy', 'show')).toEqual({ approveAfterSeconds: {}, phonesContacts: false });
    const set = await text('policy', 'set', '--auto-approve-after', '3');
    expect(set).toBe(
      'phone: passed after 3 s\nletter: passed after 3 s\nreview: passed after 3 s\nWoTrus phones: nobody, unless demanded\n',
    );
    expect(
      await json('policy', 'set', '--auto-approve-after', '0.5', '--desk', 'letter', 'review', '--phone'),
    ).toEqual({ approveAfterSeconds: { letter: 0.5, review: 0.5 }, phonesContacts: true });
    expect(await text('policy', 'clear')).toContain('phone: waits for a person');
  });
});

describe('what can’t be done', () => {
  it.each([
    [['phone', 'pass', 'no-such'], 3, 'NotFound'],
    [['mail', 'list', 'no-such'], 3, 'NotFound'],
    [['letter', 'show', 'no-such', '--out', 'x'], 3, 'NotFound'],
    [['letter', 'reject', 'no-such'], 2, 'InvalidInput'],
    [['reject', 'no-such'], 2, 'InvalidInput'],
    [['policy', 'set', '--auto-approve-after', 'soon'], 2, 'InvalidInput'],
    [['policy', 'set', '--auto-approve-after', '1', '--desk', 'door'], 2, 'InvalidInput'],
  ])('%j: exit code %i, %s', async (args, exitCode, code) => {
    const result = await ca(...args, '--json');
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code } });
  });

  it('at a desk to which the order never comes', async () => {
    const order = await place(world, 'globalsign', 'ov');
    const { exitCode, stderr } = await ca('phone', 'pass', referenceOf(order));
    expect(exitCode).toBe(4);
    expect(stderr).toContain('never comes to the phone desk');
  });
});
