/** Revoking at the client's door: what is refused and why, what is stored and started, what can't be downloaded meanwhile. */
import { Client, Connection } from '@temporalio/client';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { insertCertificate } from '../../../db/statements/certificates/storing.js';
import { recordRevocationProgress } from '../../../db/statements/revocation/ends.js';
import {
  markHandedIn,
  markRefused,
  markRejected,
} from '../../../db/statements/organization/letter-progress.js';
import { insertRevocation } from '../../../db/statements/revocation/row.js';
import { quoted } from '../../../domain/told.js';
import type { RevocationReason } from '../../../domain/revocation/words.js';
import { revocationWaits } from '../../../domain/revocation/rules.js';
import { certificateRevocationWorkflowId } from '../../../workflows/messages.js';
import { letterFile } from '../../support/letter-files.js';
import { COMPANY, MANAGER } from '../../support/organizations.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { storeLetterOrder, storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';

const DAY_MS = 86_400_000;

let test: TestDatabase;
let database: Database;
let connection: Connection;
let temporal: Client;
let orders: OrderClient;
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  connection = await Connection.connect({ address: temporalAddress() });
  temporal = new Client({ connection });
  orders = clientOf({});
});
afterAll(async () => {
  await connection.close();
  await database.end();
  await test.drop();
});

/** Nobody works on its queue: workflows are started, and take signals. */
function clientOf(differing: Partial<ConstructorParameters<typeof OrderClient>[0]>): OrderClient {
  const taskQueue = `nobody-revokes-${process.pid}`;
  return new OrderClient({ temporal, database, masterKeys: TEST_MASTER_KEYS, taskQueue, ...differing });
}

interface Wanted {
  readonly brand?: 'trustasia' | 'globalsign' | 'dnspod-sm2' | 'wotrus';
  readonly planId?: string;
  readonly days?: number;
}

/** Resolves to the id of a certificate that was issued for an order of its own. */
async function certificate({ brand = 'trustasia', planId, days = 90 }: Wanted = {}): Promise<string> {
  const id = `revoked-${process.pid}-${Date.now()}-${++count}`;
  const company = { company: COMPANY, manager: MANAGER, contact: 'same-as-manager' };
  if (brand === 'trustasia') await storeOrder(database, { orderId: id });
  else if (brand === 'wotrus')
    await storeOrder(database, { orderId: id, form: { brand, type: 'ov', ...company } });
  else await storeLetterOrder(database, id, brand);
  const at = (shift: number) => new Date(Date.now() + shift * DAY_MS).toISOString();
  await insertCertificate(database, {
    certificateId: `certificate-${id}`,
    orderId: id,
    account: 'default',
    names: ['www.example.com'],
    serialNumber: id,
    fingerprintSha256: id,
    issuer: 'CN=test',
    notBefore: at(days - 90),
    notAfter: at(days),
    certificatePem: 'certificate',
    chainPem: 'chain',
    rootPem: null,
    encryptionCertificatePem: null,
    encryptionEnvelopedKey: null,
  });
  if (planId !== undefined)
    await database.query('update certificates set plan_id = $2 where order_id = $1', [id, planId]);
  return `certificate-${id}`;
}

function revoke(id: string, reason: RevocationReason = 'keyCompromise', client = orders) {
  return client.certificates.revoke(id, { reason });
}

async function rowsOf(certificateId: string): Promise<number> {
  const { rowCount } = await database.query('select 1 from revocations where certificate_id = $1', [
    certificateId,
  ]);
  return rowCount;
}

/** As the workflow of the request would record it. */
async function end(revocationId: string, outcome: { state: 'revoked' | 'refused'; reason?: string }) {
  const revokedAt = outcome.state === 'revoked' ? { revokedAt: '2026-11-20T00:00:00.000Z' } : {};
  await recordRevocationProgress(database, { revocationId, sequence: 9, ...outcome, ...revokedAt });
}

describe('a request', () => {
  it('is stored and started once, by the certificate’s id or its order’s', async () => {
    const id = await certificate();
    const requested = await orders.certificates.revoke(id.replace('certificate-', ''), {
      reason: 'superseded',
      requestedBy: 'Li',
    });
    expect(requested).toMatchObject({
      certificateId: id,
      reason: 'superseded',
      proof: 'domain-control',
      state: 'requested',
      requestedBy: 'Li',
      endedAt: null,
      letters: [],
      others: [],
    });
    const handle = temporal.workflow.getHandle(certificateRevocationWorkflowId(requested.revocationId));
    const { events } = await handle.fetchHistory();
    const [payload] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    expect(JSON.parse(Buffer.from(payload?.data ?? []).toString())).toEqual({
      revocationId: requested.revocationId,
      certificateId: id,
      waits: revocationWaits({ brand: 'trustasia', type: 'dv' }),
    });
    const { others: _others, ...view } = requested;
    expect(await orders.certificates.revocation(id)).toEqual(view);
    expect(await orders.certificates.revocation(requested.revocationId)).toEqual(view);
    expect(await orders.certificates.show(id)).toMatchObject({
      state: 'active',
      revokedAt: null,
      revocation: { revocationId: requested.revocationId, state: 'requested' },
    });
  });

  it('made five times at once is one request', async () => {
    const id = await certificate();
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => revoke(id)));
    const ids = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value.revocationId] : []));
    expect(new Set(ids).size).toBe(1);
    for (const each of asked)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'RefusedInThisState' });
    expect(await rowsOf(id)).toBe(1);
  });

  it('beside one that is under way is refused, and told which', async () => {
    const id = await certificate();
    await revoke(id);
    const refusal = await refusalOf(revoke(id, 'superseded'));
    expect(refusal).toMatchObject({
      code: 'RefusedInThisState',
      message: expect.stringContaining('reason keyCompromise') as string,
    });
    expect(await refusalOf(revoke(id))).toMatchObject({ code: 'RefusedInThisState' });
  });

  it('whose start was not certain is started by the same request, or by a check', async () => {
    const stored = async () => {
      const certificateId = await certificate();
      const [orderId, revocationId] = [certificateId.replace('certificate-', ''), `r-${certificateId}`];
      const told = { reason: 'keyCompromise', proof: 'domain-control', requestedBy: 'Li' } as const;
      const requestedAt = new Date().toISOString();
      await insertRevocation(database, {
        ...told,
        revocationId,
        certificateId,
        orderId,
        account: 'default',
        requestedAt,
      });
      return { certificateId, revocationId };
    };
    const again = await stored();
    expect(await revoke(again.certificateId)).toMatchObject({ revocationId: again.revocationId });
    expect(await rowsOf(again.certificateId)).toBe(1);
    const checked = await stored();
    expect(await orders.certificates.checkRevocation(checked.certificateId)).toMatchObject({
      signalled: true,
    });
    for (const { revocationId } of [again, checked])
      await temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId)).describe();
  });

  it('that Temporal refuses for certain leaves nothing behind', async () => {
    const id = await certificate();
    const nowhere = clientOf({ temporal: new Client({ connection, namespace: 'nowhere-at-all' }) });
    await expect(revoke(id, 'superseded', nowhere)).rejects.toThrow(/nothing was kept/);
    expect(await rowsOf(id)).toBe(0);
    await orders.certificates.download(id);
  });

  it('for the whole plan asks for each living certificate by itself', async () => {
    const planId = `plan-${process.pid}-${Date.now()}`;
    const [expired, gone, first, second] = [
      await certificate({ planId, days: -1 }),
      await certificate({ planId }),
      await certificate({ planId }),
      await certificate({ planId }),
    ];
    await end((await revoke(gone)).revocationId, { state: 'revoked' });
    const asked = await orders.certificates.revoke(second, {
      reason: 'cessationOfOperation',
      wholePlan: true,
    });
    expect([asked, ...asked.others].map(({ certificateId }) => certificateId)).toEqual([second, first]);
    expect(await rowsOf(expired)).toBe(0);
  });
});

describe('is refused', () => {
  it.each([
    ['an unknown id', 'nothing'],
    ['nothing at all', ''],
  ])('%s', async (_what, id) => {
    expect(await refusalOf(revoke(id))).toMatchObject({ code: 'NotFound', field: 'certificateId' });
    expect(await refusalOf(orders.certificates.revocation(id))).toMatchObject({ code: 'NotFound' });
    expect(await refusalOf(orders.certificates.checkRevocation(id))).toMatchObject({ code: 'NotFound' });
  });

  it('another account’s certificate, and its revocation', async () => {
    const id = await certificate();
    const stranger = clientOf({ account: 'stranger' });
    expect(await refusalOf(revoke(id, 'superseded', stranger))).toMatchObject({ code: 'NotFound' });
    const { revocationId } = await revoke(id);
    const letter = { content: letterFile('pdf'), sentBy: 'X' };
    for (const asked of [id, revocationId])
      for (const ask of [
        () => stranger.certificates.revocation(asked),
        () => stranger.certificates.checkRevocation(asked),
        () => stranger.certificates.uploadRevocationLetter(asked, letter),
        () => stranger.certificates.revocationLetterTemplate(asked),
      ])
        expect(await refusalOf(ask())).toMatchObject({ code: 'NotFound' });
  });

  it('an unknown reason', async () => {
    const refusal = await refusalOf(revoke(await certificate(), 'certificateHold' as RevocationReason));
    expect(refusal).toMatchObject({
      code: 'InvalidInput',
      field: 'reason',
      accepted: 'unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation',
    });
  });

  it('what has expired, and what was revoked', async () => {
    const message = (text: string) => ({
      code: 'RefusedInThisState',
      message: expect.stringContaining(text) as string,
    });
    expect(await refusalOf(revoke(await certificate({ days: -1 })))).toMatchObject(message('expired'));
    const id = await certificate();
    await end((await revoke(id)).revocationId, { state: 'revoked' });
    expect(await refusalOf(revoke(id))).toMatchObject(message('was revoked'));
  });

  it('what was bought elsewhere', async () => {
    const id = await certificate();
    await database.query(
      "update certificates set source = 'uploaded', order_id = null where certificate_id = $1",
      [id],
    );
    expect(await refusalOf(revoke(id))).toMatchObject({
      code: 'RefusedInThisState',
      message: expect.stringContaining('bought elsewhere') as string,
    });
  });
});

describe('downloads and packs', () => {
  const refusedBoth = async (id: string, words: string) => {
    const asked = [
      () => orders.certificates.download(id),
      () => orders.certificates.pack(id, { format: 'pem' }),
      () => orders.certificates.pack(id, { format: 'all' }),
    ];
    for (const ask of asked)
      expect(await refusalOf(ask())).toMatchObject({
        code: 'RefusedInThisState',
        message: expect.stringContaining(words) as string,
      });
  };

  it('are refused from the request on, and again allowed where the CA refused', async () => {
    const id = await certificate();
    await orders.certificates.download(id);
    const { revocationId } = await revoke(id);
    await refusedBoth(id, 'is being revoked');
    await end(revocationId, { state: 'refused', reason: 'no proof' });
    expect(await orders.certificates.download(id)).toMatchObject({ certificateId: id });
    expect(await orders.certificates.show(id)).toMatchObject({ state: 'active', revocation: null });
    expect(await orders.certificates.revocation(id)).toMatchObject({ state: 'refused', detail: 'no proof' });
    const again = await revoke(id, 'superseded');
    expect(again.revocationId).not.toBe(revocationId);
    expect(await orders.certificates.revocation(id)).toMatchObject({ revocationId: again.revocationId });
  });

  it('are refused for good once it is revoked', async () => {
    const id = await certificate();
    await end((await revoke(id)).revocationId, { state: 'revoked' });
    await refusedBoth(id, 'was revoked at 2026-11-20T00:00:00.000Z');
    expect(await orders.certificates.show(id)).toMatchObject({
      state: 'revoked',
      revokedAt: '2026-11-20T00:00:00.000Z',
      revocationReason: 'keyCompromise',
    });
  });
});

describe('a letter that asks for it', () => {
  const upload = (id: string, mark = '', size = 2_000) =>
    orders.certificates.uploadRevocationLetter(id, {
      content: letterFile('pdf', size, mark),
      sentBy: 'Li',
    });

  it('is drawn for the newest request, with the company of its order', async () => {
    const id = await certificate({ brand: 'globalsign' });
    const template = () => orders.certificates.revocationLetterTemplate(id);
    expect(await refusalOf(template())).toMatchObject({ code: 'NotFound' });
    const { revocationId } = await revoke(id);
    const { text } = await extractText(await getDocumentProxy(await template()), { mergePages: true });
    for (const part of ['证书吊销申请函', id, 'keyCompromise', COMPANY.fullName, MANAGER.name])
      expect(text.replace(/\s+/g, '')).toContain(part.replace(/\s+/g, ''));
    await end(revocationId, { state: 'refused', reason: 'no proof' });
    expect(await refusalOf(template())).toMatchObject({ code: 'RefusedInThisState' });
  });

  it('is not drawn where none is taken', async () => {
    const id = await certificate();
    await revoke(id);
    expect(await refusalOf(orders.certificates.revocationLetterTemplate(id))).toMatchObject({
      code: 'RefusedInThisState',
      message: expect.stringContaining('takes no letter') as string,
    });
  });

  it('is stored and told; the same bytes are the same letter; a newer one takes its place', async () => {
    const id = await certificate({ brand: 'globalsign' });
    expect(await revoke(id)).toMatchObject({ proof: 'letter' });
    const first = await upload(id);
    expect(first).toMatchObject({ version: 1, status: 'stored', sentBy: 'Li', signalled: true });
    expect(await upload(id)).toEqual(first);
    const second = await upload(id, 'other');
    expect((await orders.certificates.revocation(id)).letters).toMatchObject([
      { version: 1, status: 'superseded' },
      { version: 2, status: 'stored', sha256: second.sha256 },
    ]);
    await markHandedIn(database, second.letterId);
    expect(await refusalOf(upload(id, 'third'))).toMatchObject({ code: 'RefusedInThisState' });
    await markRejected(database, second.letterId, quoted('no stamp'));
    expect(await refusalOf(upload(id, 'other'))).toMatchObject({ code: 'RefusedInThisState' });
    expect(await upload(id, 'third')).toMatchObject({ version: 3 });
  });

  it('follows no other for SM2, unless the CA never took that', async () => {
    const id = await certificate({ brand: 'dnspod-sm2' });
    await revoke(id);
    const first = await upload(id);
    expect(await refusalOf(upload(id, 'other'))).toMatchObject({
      code: 'RefusedInThisState',
      message: expect.stringContaining('no second one') as string,
    });
    await markRefused(database, first.letterId, quoted('not readable'));
    expect(await upload(id, 'other')).toMatchObject({ version: 2 });
  });

  it.each([
    ['png', 'globalsign', undefined],
    ['gif', 'globalsign', 'InvalidInput'],
    ['gif', 'dnspod-sm2', undefined],
    ['png', 'dnspod-sm2', 'InvalidInput'],
    ['text', 'globalsign', 'InvalidInput'],
    ['pdf', 'wotrus', 'RefusedInThisState'],
    ['pdf', 'trustasia', 'RefusedInThisState'],
  ] as const)('as %s of %s: %s', async (kind, brand, code) => {
    const id = await certificate({ brand });
    await revoke(id);
    const asked = orders.certificates.uploadRevocationLetter(id, {
      content: letterFile(kind),
      sentBy: 'Li',
    });
    if (code === undefined) expect(await asked).toMatchObject({ version: 1 });
    else expect(await refusalOf(asked)).toMatchObject({ code });
  });

  it('too large, too small, from nobody, or after the end, is refused', async () => {
    const id = await certificate({ brand: 'globalsign' });
    const { revocationId } = await revoke(id);
    expect(await refusalOf(upload(id, '', 1_468_007))).toMatchObject({ field: 'content' });
    expect(await refusalOf(upload(id, '', 900))).toMatchObject({ field: 'content' });
    const letter = { content: letterFile('pdf'), sentBy: ' ' };
    expect(await refusalOf(orders.certificates.uploadRevocationLetter(id, letter))).toMatchObject({
      field: 'sentBy',
    });
    await end(revocationId, { state: 'refused', reason: 'too late' });
    expect(await refusalOf(upload(id))).toMatchObject({ code: 'RefusedInThisState' });
  });
});
