/** Refusals of the doors that need no stack to be provoked: each is told in Chinese, with no English sentence in it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { ApplicationFailure, WorkflowUpdateFailedError } from '@temporalio/client';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { refuseUnusableAccount, refuseUnusableWord } from '../../client/accounts/whose.js';
import { whyNoPack } from '../../client/certificates/downloads/material.js';
import { downloadCertificate } from '../../client/certificates/handing-out.js';
import { usableFilter } from '../../client/certificates/filter.js';
import { refuseUnusableOpener } from '../../client/certificates/opening-password.js';
import { createAsker } from '../../client/cli/asker.js';
import { writeCertificateFiles, writePackZip } from '../../client/cli/certificate/files.js';
import { callControl } from '../../client/cli/control-call.js';
import { formFrom, readForm } from '../../client/cli/form-input.js';
import { readFileBytes } from '../../client/cli/read-file.js';
import { saveFile } from '../../client/cli/save-file.js';
import { readText } from '../../client/cli/text-file.js';
import { refuseUnusableWords } from '../../client/cli/typed.js';
import type { ClientContext } from '../../client/context.js';
import { refuseTooMuch } from '../../client/dossiers/letters.js';
import { gatherDossier } from '../../client/dossiers/making.js';
import { verifyDossierFile } from '../../client/dossiers/verifying.js';
import { installationOf } from '../../client/installation.js';
import { Notices } from '../../client/notices/index.js';
import { changedPreferences } from '../../client/notices/preferences.js';
import { ownOrder } from '../../client/orders/acting.js';
import { DEEDS, tooLate } from '../../client/orders/deeds.js';
import { refuseUnusableIdentity } from '../../client/orders/identity.js';
import { overdueQuery } from '../../client/orders/overdue-query.js';
import { limitOf, normalizedName, refuseNoId, refuseUnknown } from '../../client/orders/reading.js';
import { startFailure } from '../../client/orders/starting.js';
import { Companies } from '../../client/organization/companies.js';
import { Contacts } from '../../client/organization/contacts.js';
import { refuseUnusable } from '../../client/organization/letter-upload.js';
import { pageFrom, placeOf } from '../../client/pages.js';
import { Payments } from '../../client/payments/index.js';
import { forecastFor } from '../../client/plans/forecast.js';
import { Plans } from '../../client/plans/index.js';
import { reissueCertificate } from '../../client/plans/succeeding/reissue.js';
import { renewCertificate } from '../../client/plans/succeeding/renew.js';
import { replaceCertificate, upgradeCertificate } from '../../client/plans/succeeding/replace.js';
import { revokeCertificate } from '../../client/revocation/requesting.js';
import { ownRevocation } from '../../client/revocation/views.js';
import { inOurWords } from '../../client/temporal-calls.js';
import { temporalNotFound, temporalNotReachable, type Unavailable } from '../../client/unavailable.js';
import { openPrivateKey } from '../../db/private-keys.js';
import { ORDER_STATES } from '../../domain/orders/states.js';
import { Refusal, type RefusalDetails } from '../../domain/refusals.js';
import { runHere } from '../support/command-line.js';
import { latinSentences } from '../support/latin-sentences.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
/** Nothing of it is asked before what is given was judged; whoever asks fails. */
const NOTHING = { account: 'default', clock: () => Date.parse('2026-11-23T12:00:00Z') } as ClientContext;
/** Told as they are: paths, and characters by their name in Unicode. */
const VALUES = [folder, 'U+000A LINE FEED', 'U+0007 BELL'];
const NO_ID = 'no/id';
const LIST = { list: 'orders', account: 'default', filter: {} } as const;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function thrown(provoke: () => unknown): Promise<unknown> {
  try {
    await provoke();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Every text of it in Chinese. */
function chineseOf({ message, accepted, chinese, field }: RefusalDetails | Refusal): string[] {
  expect(chinese.message, `${field ?? ''}: ${message}`).toMatch(/\p{Script=Han}/u);
  expect(chinese.accepted === undefined, `accepted of ${message}`).toBe(accepted === undefined);
  return [chinese.message, chinese.accepted ?? ''].filter((text) => text !== '');
}

function expectChinese(texts: readonly string[]): void {
  expect(texts.flatMap((text) => latinSentences(text, VALUES))).toEqual([]);
  expect(texts.join(' ')).toMatch(/\p{Script=Han}/u);
}

function typed(...words: readonly string[]): void {
  const command = new Command().argument('<order>').option('--alias <alias>').exitOverride();
  command.action((_order: string, _flags: object, called: Command) => refuseUnusableWords(called));
  command.parse(words, { from: 'user' });
}

const PREFERENCES = {
  language: 'both',
  timeZone: 'Asia/Shanghai',
  sms: false,
  mailAddress: null,
  webhookUrl: null,
  sealedWebhookSecret: null,
  switchedOff: {},
} as const;

function preferencesWith(changes: object): Promise<unknown> {
  return changedPreferences(PREFERENCES, changes, NOTHING);
}

function cursorOf(list: 'orders' | 'plans'): string {
  const next = { at: '2026-11-23T12:00:00.000000Z', id: 'ord_1' };
  return pageFrom({ ...LIST, list }, { rows: [], next }, () => null).next ?? '';
}

const PROVOKED: Readonly<Record<string, () => unknown>> = {
  account: () => refuseUnusableAccount('two words'),
  actor: () => refuseUnusableWord('actor', ''),
  'order id': () => refuseUnusableIdentity({ orderId: 'x' }),
  'idempotency key': () => refuseUnusableIdentity({ idempotencyKey: ' ' }),
  'no cursor': () => placeOf(LIST, 'after_x'),
  'cursor of another list': () => placeOf(LIST, cursorOf('plans')),
  limit: () => limitOf(0),
  'unknown word': () => refuseUnknown('state', 'lost', ORDER_STATES),
  'no id': () => refuseNoId('about', NO_ID),
  'no name': () => normalizedName('a_b'),
  'expires before': () => usableFilter({ expiresBefore: 'soon' }),
  'opening password': () => refuseUnusableOpener(5),
  'overdue for too long': () => overdueQuery({ waitingOn: 'reviewer-letter', workingDays: 999 }),
  'overdue at no time': () =>
    overdueQuery({ waitingOn: 'reviewer-letter', workingDays: 1, at: new Date(Number.NaN) }),
  'overdue for nothing': () => overdueQuery({ waitingOn: 'rain' as never, workingDays: 1 }),
  'forecast of no day': () => forecastFor(NOTHING, { date: 'soon' }),
  'forecast of the past': () => forecastFor(NOTHING, { date: '2020-01-01' }),
  'forecast with two ends': () => forecastFor(NOTHING, { date: '2027-01-01', until: '2027-02-01', weeks: 2 }),
  'forecast backwards': () => forecastFor(NOTHING, { date: '2027-01-02', until: '2027-01-01' }),
  'forecast for ever': () => forecastFor(NOTHING, { date: '2027-01-01', until: '2099-01-01' }),
  'forecast of half a week': () => forecastFor(NOTHING, { date: '2027-01-01', weeks: 0.5 }),
  'renewal of another product': () => renewCertificate(NOTHING, 'c', { changes: { type: 'ov' } }),
  'replacement by the same': () => replaceCertificate(NOTHING, 'c', {}),
  'upgrade to a free one': () => upgradeCertificate(NOTHING, 'c', { brand: 'wotrus', type: 'dv-free' }),
  'reissue with no CSR': () => reissueCertificate(NOTHING, 'c', { csr: 'mine' as never }),
  'reissue of nothing': () => reissueCertificate(NOTHING, NO_ID, {}),
  'revocation of nothing': () => revokeCertificate(NOTHING, NO_ID, { reason: 'superseded' }),
  'revocation for no reason': () => revokeCertificate(NOTHING, NO_ID, { reason: 'mood' as never }),
  'revocation by nobody': () => revokeCertificate(NOTHING, NO_ID, { reason: 'superseded', requestedBy: '' }),
  'no revocation': () => ownRevocation(NOTHING, NO_ID),
  'no certificate': () => downloadCertificate(NOTHING, NO_ID, {}),
  'no order': () => ownOrder(NOTHING, NO_ID),
  'no plan': () => new Plans(NOTHING).show(NO_ID),
  'no payment': () => new Payments(NOTHING).show(NO_ID),
  'payments in no state': () => new Payments(NOTHING).list({ state: 'lost' as never }),
  'no notice': () => new Notices(NOTHING).show(NO_ID),
  'notices of no kind': () => new Notices(NOTHING).list({ kind: 'rumour' as never }),
  'no company': () => new Companies(NOTHING).get(NO_ID),
  'no contact': () => new Contacts(NOTHING).get(NO_ID),
  'letter of no bytes': () => refuseUnusable({ content: 'x' as never, sentBy: 'Li' }),
  'letter by nobody': () => refuseUnusable({ content: new Uint8Array(1), sentBy: 'a\nb' }),
  'dossier in no language': () => gatherDossier(NOTHING, 'o', { language: 'fr' as never }),
  'dossier by no clock': () => gatherDossier(NOTHING, 'o', { timeZone: 'Nowhere' }),
  'dossier that is too large': () => refuseTooMuch(1_000_000, 0),
  'dossier by no key': () => verifyDossierFile(new Uint8Array(0), { signer: 'x' }),
  'key that was pasted': () => openPrivateKey({ sealedPrivateKey: null } as never, []),
  'key that was lost': () =>
    openPrivateKey({ sealedPrivateKey: null, writtenOffAt: new Date('2026-11-23T12:00:00Z') } as never, []),
  'preference that is not known': () => preferencesWith({ colour: 'red' }),
  'preferred language': () => preferencesWith({ language: 'fr' }),
  'mail address': () => preferencesWith({ mailAddress: 'nobody' }),
  'webhook address': () => preferencesWith({ webhookUrl: 'http://127.0.0.1/' }),
  'secret of no webhook': () => preferencesWith({ newWebhookSecret: true }),
  channels: () => preferencesWith({ channels: { submitted: { mail: 'no' } } }),
  'key and CSR': () => formFrom({ key: 'rsa-2048', csr: file('a.csr', 'PEM') }),
  'form of a list': () => readForm('form', file('list.yaml', '- a\n')),
  'changes of a list': () => readForm('formChanges', file('list2.yaml', '- a\n')),
  'no file': () => readText('form', join(folder, 'nowhere.yaml')),
  'file that is too large': () =>
    readFileBytes({ field: 'file', path: file('large', Buffer.alloc(20)), atMost: 10 }),
  'file in GBK': () => readText('form', file('gbk.yaml', Buffer.from('d6d0cec4d6a4cae9', 'hex'))),
  'file in Latin': () => readText('form', file('latin.yaml', Buffer.from('caf\xe9 au lait', 'latin1'))),
  'file in UTF-16': () => readText('form', file('utf16.yaml', Buffer.from('brand: wotrus\n', 'utf16le'))),
  'file of half a character': () => readText('form', file('cut.yaml', Buffer.from('fffe6100d8', 'hex'))),
  'unwritable file': () => saveFile(join(folder, 'nowhere', 'a'), 'x'),
  'file that is there': () =>
    saveFile(file('there', 'x'), 'y', { neverReplaces: { zh: '密钥', en: 'a key' } }),
  'folder that is a file': () => writeCertificateFiles({} as never, file('afile', '')),
  'archive that is a folder': () => {
    mkdirSync(join(folder, 'afolder', 'pack.zip'), { recursive: true });
    writePackZip(
      { certificateId: 'c', files: [], notes: [], notesInWords: [] },
      join(folder, 'afolder', 'pack.zip'),
    );
  },
  'typed order': () => typed('no/id'),
  'typed alias': () => typed('ord_1', '--alias', 'a\u0007b'),
  'questions not answered': async () => {
    const input = new PassThrough();
    const asker = createAsker(input, new PassThrough());
    input.end();
    await asker.ask('names: ');
  },
};

describe('what is refused', () => {
  it.each(Object.entries(PROVOKED))('%s: is told in Chinese', async (_name, provoke) => {
    const error = await thrown(provoke);
    if (!(error instanceof Refusal)) throw new Error('Nothing was refused.', { cause: error });
    expectChinese([error, ...error.others].flatMap(chineseOf));
  });

  it.each(Object.entries(DEEDS))('%s of an order in each state is told in Chinese', (_name, deed) => {
    expectChinese(ORDER_STATES.flatMap((state) => chineseOf(tooLate(state, deed))));
    expect(tooLate('issued', deed).message).toBe(`The order is issued: it can't be ${deed.en}`);
  });

  it('a pack that can not be made', () => {
    const download = {
      privateKeyPem: null,
      privateKeyMissing: 'It is elsewhere.',
      privateKeyMissingInWords: { zh: '私钥在别处。', en: 'It is elsewhere.' },
      encryption: null,
    };
    const locked = { ...download, privateKeyPem: '-----BEGIN ENCRYPTED PRIVATE KEY-----' };
    const reasons = [
      whyNoPack('iis', { download, rootPem: null } as never),
      whyNoPack('iis', { download: locked, rootPem: null } as never),
      whyNoPack('root', { download, rootPem: null } as never),
      whyNoPack('tomcat', { download: { ...download, encryption: {} }, rootPem: null } as never),
    ];
    expectChinese(reasons.flatMap((reason) => (reason ? chineseOf(reason) : ['nothing was refused'])));
  });
});

describe('what an order refuses', () => {
  const updateFailed = (failure: ApplicationFailure) =>
    inOurWords(new WorkflowUpdateFailedError('update failed', failure), 10_000);

  it('is handed on in both languages', () => {
    const chinese = { message: '订单正在结束:不能再取消。', accepted: '新建订单' };
    const details = {
      code: 'RefusedInThisState',
      message: 'It is ending.',
      accepted: 'a new order',
      chinese,
    };
    const failure = ApplicationFailure.create({
      type: 'RefusedInThisState',
      message: details.message,
      details: [details],
    });
    expect(updateFailed(failure)).toMatchObject({
      message: 'It is ending.',
      accepted: 'a new order',
      chinese,
    });
  });

  it('without Chinese, as a worker of before words it, is a refusal all the same', () => {
    const failure = ApplicationFailure.create({
      type: 'NotFound',
      message: 'There is none',
      details: [{ field: 7 }],
    });
    expect(updateFailed(failure)).toMatchObject({
      code: 'NotFound',
      message: 'There is none',
      chinese: { message: 'There is none' },
    });
  });

  it('that it ended meanwhile is told in Chinese', () => {
    const refusal = updateFailed(ApplicationFailure.create({ type: 'AcceptedUpdateCompletedWorkflow' }));
    expectChinese(chineseOf(refusal as Refusal));
  });
});

describe('nobody who answers', () => {
  const unknown = temporalNotReachable();
  const refused = Object.assign(new Error('denied'), { code: 7, details: 'denied', metadata: {} });
  it.each([
    ['no stack here', () => installationOf({}, {})],
    ['no stack there', () => installationOf({ dataDir: join(folder, 'nowhere') }, {})],
    [
      'no server of the stack',
      () =>
        callControl(
          { what: { zh: '开发用 CA', en: 'The CA' }, baseUrl: 'http://127.0.0.1:1/', token: undefined },
          'GET',
          'x',
        ),
    ],
    [
      'no Temporal',
      () => {
        throw unknown;
      },
    ],
    [
      'no Temporal there',
      () => {
        throw temporalNotFound('127.0.0.1:1');
      },
    ],
    [
      'a Temporal that refuses',
      () => {
        throw startFailure(refused, { zh: '订单', en: 'the order' }, unknown) as Error;
      },
    ],
  ])('%s: is told in Chinese', async (_name, provoke) => {
    const error = await thrown(provoke);
    const { chinese } = error as Unavailable;
    expectChinese([chinese.message.replaceAll('denied', '')]);
  });
});

describe('commands', () => {
  const REFUSED = [
    ['certificate', 'reissue', 'c_1', '--same-csr', '--csr-file', 'x.csr'],
    ['certificate', 'revoke', 'c_1', '--reason', 'superseded'],
    ['doctor', '--dry-run'],
    ['doctor', '--repair'],
    ['order', 'repair', 'ord_1'],
    ['order', 'show', 'no/id'],
    ['order', 'query', '--waiting-on', 'rain', '--longer-than', '3'],
    ['ca', 'policy', 'set', '--auto-approve-after', 'soon'],
    ['payment', 'balance', '--set', 'much'],
    ['dossier', 'verify', 'nowhere.zip'],
    ['log', 'verify', '--file', 'nowhere.jsonl'],
  ] as const;

  it.each(REFUSED.map((words) => [words.join(' '), words] as const))(
    'sealflow %s: is refused in the language that is asked for',
    async (_line, words) => {
      const { stderr, exitCode } = await runHere([...words, '--lang', 'zh'], {});
      expect(exitCode).toBeGreaterThan(0);
      expectChinese([stderr]);
      const english = await runHere([...words, '--lang', 'en'], {});
      expect(english.stderr).not.toMatch(/\p{Script=Han}/u);
      expect(english.stderr).toMatch(/^error: /);
    },
  );
});
