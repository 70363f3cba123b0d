/** Dossiers of real orders: what is in them, what is not, and that one changed byte is found wherever it is. */
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveOf, readArchive } from '../../../client/dossiers/archive.js';
import type { Dossier } from '../../../client/dossiers/dossier.js';
import { verifyDossierFile } from '../../../client/dossiers/verifying.js';
import { OrderClient } from '../../../client/order-client.js';
import { dossierKeyOf, type DossierKey } from '../../../db/dossier-keys.js';
import type { MasterKey } from '../../../db/sealed-values.js';
import { DOSSIER_LIMITS, LOG_FILE, sha256, SIGNATURE_FILE } from '../../../domain/dossiers/manifest.js';
import { readSignature, signedBytes, signerOf } from '../../../domain/dossiers/signature.js';
import type { DossierComparison, FoundProblem } from '../../../domain/dossiers/verification.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { companyForm, firstLetterRejected, actUntilEnd } from '../../support/organization-orders.js';
import { order } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';
import { findNeedles } from '../../support/secret-needles.js';
import { peopleNeedles, secretNeedles } from '../../support/secret-sweep.js';

const KEY_PASSWORD = 'pass-Word-1-of-a-dossier';

let world: OrderWorld;
let orderId: string;
let whole: Dossier;
let withoutPeople: Dossier;
let log: string[];
let key: DossierKey;

beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
  key = dossierKeyOf(world.dependencies.masterKeys);
  const form = companyForm({ brand: 'globalsign', type: 'ov' }, 'dossier', {
    keyPassword: KEY_PASSWORD,
    alias: '王小明 13800000001',
  });
  const [company, other] = await Promise.all([
    world.orders.create({ form }),
    order(world, 'another.example.com', { validation: 'manual-dns' }),
  ]);
  ({ orderId } = company);
  await actUntilEnd(world, orderId, firstLetterRejected());
  // With all that follows its certificate: the money is taken, who asked is told.
  await until(`order ${orderId} is issued, paid and told of`, async () => {
    const [{ state, payment }, notices] = await Promise.all([
      world.orders.show(orderId),
      world.orders.notices.list({ about: orderId, kind: 'issued' }),
    ]);
    return state === 'issued' && payment?.state === 'captured' && notices.length > 0;
  });
  // Others' entries stand between its own.
  await world.orders.setLabels(other, { alias: 'another one' });
  await world.orders.certificates.download(orderId, { keyPassword: KEY_PASSWORD });
  whole = await world.orders.dossiers.make(orderId);
  withoutPeople = await world.orders.dossiers.make(orderId, { withoutPersonalData: true, language: 'zh' });
  log = [];
  for await (const line of world.orders.operations.export()) log.push(line);
}, 180_000);
afterAll(() => world.stop());

function filesOf({ archive }: Pick<Dossier, 'archive'>): Map<string, Uint8Array> {
  return new Map(readArchive(archive)?.files);
}

function textOf(dossier: Dossier, path: string): string {
  return Buffer.from(filesOf(dossier).get(path) ?? []).toString();
}

function jsonOf(dossier: Dossier, path: string): unknown {
  return JSON.parse(textOf(dossier, path));
}

function problemsOf(archive: Uint8Array, comparison: DossierComparison = {}): readonly FoundProblem[] {
  const verdict = verifyDossierFile(archive, comparison);
  return verdict.verified ? [] : verdict.problems;
}

function remade(files: ReadonlyMap<string, Uint8Array>): Buffer {
  return archiveOf([...files].map(([path, content]) => ({ path, content })));
}

/** What somebody makes who has this key: other entries, signed anew. */
function signedAnew(dossier: Dossier, lines: readonly string[], by: DossierKey): Buffer {
  const files = filesOf(dossier);
  const given = readSignature(files.get(SIGNATURE_FILE) ?? new Uint8Array());
  if (!given) throw new Error('There is no signature.');
  const content = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const statement = { ...given.statement, logSha256: sha256(content) };
  const signature = by.sign(signedBytes(statement)).toString('base64');
  const signed = { statement, publicKey: by.publicKey.toString('base64'), signature };
  files.set(LOG_FILE, content);
  files.set(SIGNATURE_FILE, Buffer.from(JSON.stringify(signed)));
  return remade(files);
}

function entriesOf(dossier: Dossier): string[] {
  return textOf(dossier, LOG_FILE).trimEnd().split('\n');
}

function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

describe('a dossier', () => {
  it('has all that is known of the order', () => {
    expect([...filesOf(whole).keys()]).toEqual([
      'certificate/certificate.json',
      'certificate/certificate.pem',
      'certificate/chain.pem',
      'certificate/request.csr',
      'certificate/root.pem',
      'changed-details.json',
      'findings.json',
      'form.json',
      'letters.json',
      'letters/version-1.pdf',
      'letters/version-2.pdf',
      'log.jsonl',
      'manifest.json',
      'notices.json',
      'order.json',
      'payment.json',
      'signature.json',
      'summary.txt',
      'terms.json',
    ]);
    expect(whole.files).toBe(filesOf(whole).size);
    expect(jsonOf(whole, 'order.json')).toMatchObject({ orderId, state: 'issued' });
    expect(jsonOf(whole, 'form.json')).toMatchObject({ contact: { name: '李小红' } });
    expect(jsonOf(whole, 'terms.json')).toMatchObject({ brand: 'globalsign' });
    expect(jsonOf(whole, 'payment.json')).toMatchObject({ state: 'captured' });
    expect(jsonOf(whole, 'letters.json')).toMatchObject([{ status: 'rejected' }, { status: 'accepted' }]);
    const kinds = (jsonOf(whole, 'notices.json') as { kind: string; deliveries: unknown[] }[]).map(
      ({ kind, deliveries }) => [kind, deliveries.length > 0],
    );
    expect(kinds).toContainEqual(['issued', true]);
    expect((jsonOf(whole, 'findings.json') as unknown[]).length).toBeGreaterThan(0);
  });

  it('tells it on one page, in the reader’s language and by the reader’s clock', async () => {
    const english = textOf(whole, 'summary.txt');
    expect(english).toContain(`Dossier of certificate order ${orderId}`);
    expect(english).toMatch(/^Valid until: \d{4}-\d\d-\d\d \d\d:\d\d$/m);
    const chinese = textOf(withoutPeople, 'summary.txt');
    expect(chinese).toContain(`证书订单档案:${orderId}`);
    expect(chinese).toContain('不含个人信息');
    const { createdAt } = jsonOf(whole, 'order.json') as { createdAt: string };
    const shanghai = new Date(Date.parse(createdAt) + 8 * 3_600_000).toISOString();
    const shown = (iso: string) => iso.slice(0, 16).replace('T', ' ');
    expect(chinese).toContain(`下单时间:${shown(shanghai)}`);
    const utc = await world.orders.dossiers.make(orderId, { timeZone: 'UTC' });
    expect(textOf(utc, 'summary.txt')).toContain(`Placed at: ${shown(createdAt)}`);
  });

  it('has the order’s entries of the log from its first one on, and no other’s', () => {
    const entries = entriesOf(whole).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries[0]).toMatchObject({ operation: 'order.create', outcome: 'asked', subject: null });
    expect(entries.map(({ operation }) => operation)).toContain('certificate.download');
    expect(entries.at(-1)).toMatchObject({
      operation: 'order.dossier',
      outcome: 'done',
      sequence: whole.made.sequence,
      details: { manifestSha256: sha256(filesOf(whole).get('manifest.json') ?? ''), signer: whole.signer },
    });
    expect(entries.map(({ operation }) => operation)).not.toContain('order.label');
  });

  it('is verified from its bytes alone, by its signer and against the whole log', () => {
    for (const { archive } of [whole, withoutPeople]) {
      const alone = verifyDossierFile(archive);
      expect(alone).toMatchObject({ verified: true, orderId, signerCompared: false, comparedLog: null });
      const compared = verifyDossierFile(archive, { signer: whole.signer, log });
      expect(compared).toMatchObject({ verified: true, signerCompared: true, comparedLog: log.length - 1 });
    }
    expect(whole.signer).toBe(signerOf(key.publicKey));
    expect(world.orders.dossiers.signers()).toEqual([whole.signer]);
  });
});

describe('a dossier without personal data', () => {
  it('has none, where the other one has: letters, people and how they are reached', () => {
    const found = (dossier: Dossier) =>
      [...filesOf(dossier)].flatMap(([path, content]) =>
        findNeedles(Buffer.from(content), peopleNeedles()).map((name) => `${name} in ${path}`),
      );
    expect(found(withoutPeople)).toEqual([]);
    expect(found(whole).length).toBeGreaterThan(5);
    expect(filesOf(withoutPeople).has('certificate/request.csr')).toBe(false);
    expect(textOf(withoutPeople, LOG_FILE)).not.toContain('"actor"');
    expect(verifyDossierFile(withoutPeople.archive)).toMatchObject({ wholeEntries: 0, personalData: false });
  });

  it('neither has a private key, a password or a token', async () => {
    const { database } = world.dependencies;
    const needles = await secretNeedles({ ...world, database }, new Set([KEY_PASSWORD]));
    for (const dossier of [whole, withoutPeople])
      for (const [path, content] of filesOf(dossier))
        expect(findNeedles(Buffer.from(content), needles), path).toEqual([]);
  });
});

describe('a changed byte', () => {
  it('is found in each file, and the file is named', () => {
    for (const dossier of [whole, withoutPeople])
      for (const [path, content] of filesOf(dossier)) {
        const files = filesOf(dossier).set(path, flipped(content, Math.floor(content.length / 2)));
        const [first] = problemsOf(remade(files));
        expect(first?.where.split(' ')[0], path).toBe(path);
      }
  });

  it('is found wherever it is in the archive', () => {
    const { archive } = withoutPeople;
    // A prime: every part of every header is met.
    for (let at = 0; at < archive.length; at += at < archive.length - 3_000 ? 97 : 1)
      expect(problemsOf(flipped(archive, at)).length, `byte ${at}`).toBeGreaterThan(0);
    expect(problemsOf(Buffer.concat([archive, Buffer.of(0)]))).toMatchObject([{ where: 'archive' }]);
    expect(problemsOf(archive.subarray(0, -1))).toMatchObject([{ where: 'archive' }]);
  });

  it.each([
    ['a file is gone', 'form.json', 'missing', (files) => files.delete('form.json')],
    ['a file came', 'more.txt', 'not-listed', (files) => files.set('more.txt', new Uint8Array(1))],
    ['there is no signature', 'signature.json', 'missing', (files) => files.delete('signature.json')],
    ['there is no log', 'log.jsonl', 'missing', (files) => files.delete('log.jsonl')],
    [
      'the manifest is another order’s',
      'manifest.json',
      'altered',
      (files) => {
        const manifest = Buffer.from(files.get('manifest.json') ?? []).toString();
        files.set('manifest.json', Buffer.from(manifest.replace(orderId, 'ord_another')));
      },
    ],
  ] as [string, string, string, (files: Map<string, Uint8Array>) => void][])(
    '%s: %s is %s',
    (_what, where, problem, change) => {
      const files = filesOf(whole);
      change(files);
      expect(problemsOf(remade(files))).toEqual([{ where, problem }]);
    },
  );
});

describe('entries of the log', () => {
  it('in another order, changed or left out are found by their line', () => {
    const entries = entriesOf(whole);
    const [first = '', second = '', ...others] = entries;
    const changed = second.replace('"order.create"', '"order.submit"');
    expect(changed).not.toBe(second);
    for (const [lines, problem] of [
      [[second, first, ...others], 'reordered'],
      [[first, changed, ...others], 'entry-altered'],
      [[first, `${second} `, ...others], 'unreadable'],
    ] as const)
      expect(problemsOf(signedAnew(whole, lines, key))).toEqual([{ where: 'log.jsonl line 2', problem }]);
    expect(problemsOf(signedAnew(whole, entries.slice(0, -1), key))).toEqual([
      { where: 'log.jsonl', problem: 'not-of-this-dossier' },
    ]);
  });

  it('that a maker left out, or told otherwise, only the whole log shows', () => {
    // What was asked for when the order had no id yet, and an entry that names it.
    for (const index of [0, 1, 3]) {
      const others = entriesOf(whole).filter((_line, at) => at !== index);
      const archive = signedAnew(whole, others, key);
      expect(verifyDossierFile(archive, { signer: whole.signer })).toMatchObject({ verified: true });
      expect(problemsOf(archive, { log })[0]).toMatchObject({ problem: 'left-out' });
    }
    const told = entriesOf(withoutPeople);
    const untrue = told.map((line, index) => (index === 1 ? line.replace('"done"', '"failed"') : line));
    const archive = signedAnew(withoutPeople, untrue, key);
    expect(verifyDossierFile(archive)).toMatchObject({ verified: true });
    expect(problemsOf(archive, { log })).toMatchObject([{ problem: 'not-in-log' }]);
  });

  it('are compared with no log that is not whole, too old or another’s', async () => {
    const until = log.slice(0, 3);
    expect(problemsOf(whole.archive, { log: until })).toMatchObject([{ problem: 'log-not-sound' }]);
    const { temporal, taskQueue, dependencies } = world;
    const { database, masterKeys } = dependencies;
    const other = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'other' });
    expect((await refusalOf(other.dossiers.make(orderId))).code).toBe('NotFound');
    const theirs: string[] = [];
    for await (const line of other.operations.export()) theirs.push(line);
    expect(problemsOf(whole.archive, { log: theirs })).toMatchObject([{ problem: 'foreign-account' }]);
    await world.orders.setLabels(orderId, { alias: null });
    const later = await world.orders.dossiers.make(orderId);
    expect(problemsOf(later.archive, { log })).toMatchObject([{ problem: 'log-too-short' }]);
  });
});

describe('the signature', () => {
  it('of somebody else’s key is sound in itself, and found by the fingerprint', () => {
    const theirs = dossierKeyOf([{ id: 'theirs', key: new Uint8Array(32).fill(9) } satisfies MasterKey]);
    const archive = signedAnew(whole, entriesOf(whole), theirs);
    expect(verifyDossierFile(archive)).toMatchObject({ verified: true, signer: signerOf(theirs.publicKey) });
    expect(problemsOf(archive, { signer: whole.signer })).toEqual([
      { where: 'signer', problem: 'other-signer' },
    ]);
  });

  it('is not given for a log that is not as it was written', async () => {
    const { database } = world.dependencies;
    const damaged = new OrderClient({
      temporal: world.temporal,
      taskQueue: world.taskQueue,
      database,
      masterKeys: world.dependencies.masterKeys,
      account: 'damaged',
    });
    const { orderId: theirs } = await damaged.create({ form: { brand: 'trustasia', type: 'dv' } });
    // Who may write the table may add to it: an entry that is not what its hash was made of.
    await database.query(
      `insert into operations (account, sequence, at, actor, origin, operation, subject, details, outcome, previous_hash, hash)
       select account, sequence + 2, at, actor, origin, operation, subject, details, outcome, previous_hash, hash
         from operations where account = 'damaged' and sequence = 1`,
    );
    const refusal = await refusalOf(damaged.dossiers.make(theirs));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.message).toContain('from entry 3 on');
  });
});

describe('what is no dossier', () => {
  const stored = (content: string) => [Buffer.from(content), { level: 0 }] as [Uint8Array, { level: 0 }];

  it.each([
    ['no ZIP', () => Buffer.from('no archive at all')],
    ['nothing', () => new Uint8Array()],
    ['an empty one', () => zipSync({})],
    ['a way out', () => zipSync({ '../manifest.json': stored('x') })],
    ['an absolute path', () => zipSync({ '/etc/passwd': stored('x') })],
    ['a name of every object', () => zipSync({ constructor: stored('x'), toString: stored('y') })],
    ['what grows', () => zipSync({ 'form.json': [new Uint8Array(5_000_000), { level: 9 }] })],
    [
      'too many files',
      () =>
        zipSync(
          Object.fromEntries(
            Array.from({ length: DOSSIER_LIMITS.files + 1 }, (_, index) => [`f${index}`, stored('')]),
          ),
        ),
    ],
    [
      'a name twice',
      () => {
        const twice = Buffer.from(zipSync({ 'a.txt': stored('1'), 'b.txt': stored('2') }));
        return Buffer.from(twice.toString('latin1').replaceAll('b.txt', 'a.txt'), 'latin1');
      },
    ],
  ])('%s is refused as such', (_what, made) => {
    const problems = problemsOf(made());
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(({ problem }) => problem)).not.toContain('archive-altered');
  });

  it('takes no word for a fingerprint', async () => {
    const refusal = await refusalOf(
      Promise.resolve().then(() => verifyDossierFile(whole.archive, { signer: 'ABC' })),
    );
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'signer' });
  });
});

describe('the archive', () => {
  it('of the same files is the same, byte by byte, in every version: dossiers are kept for years', () => {
    const files = ['b/two.txt', 'a.txt'].map((path) => ({
      path,
      content: Buffer.from(`content of ${path}\n`),
    }));
    expect(sha256(archiveOf(files))).toBe(ARCHIVE_OF_TWO);
    expect(archiveOf(files.reverse()).equals(archiveOf(files))).toBe(true);
  });
});

const ARCHIVE_OF_TWO = '652972ec29cf442be943ae0550ef33a21fa7d6894c076a92c94cc1d97e0bc301';
