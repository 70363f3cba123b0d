/** What becomes of a certificate of the reseller's API: bought twice or once, cancelled, opened anew, reissued, revoked, deleted. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerLeft } from '../../../../api/tencent/actions/delivery.js';
import { ACTIONS } from '../../../../api/tencent/actions/index.js';
import { OrderClient } from '../../../../client/order-client.js';
import { letterFile } from '../../../support/letter-files.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { passWhenAsked } from '../../../support/organization-orders.js';
import { pastedCsr, P256 } from '../../../support/pasted-csr.js';
import { revocationAt, revocationEnd } from '../../../support/revocations.js';
import {
  caller,
  callFor,
  codeOf,
  downloaded,
  NEW_ORGANIZATION,
  untilStatus,
  type Answer,
  type Call,
} from './calling.js';

let world: OrderWorld;
let call: Call;

beforeAll(async () => {
  world = await createOrderWorld();
  call = caller({ client: world.orders });
}, 120_000);
afterAll(() => world.stop());

const DV = { ProductId: 104, DomainNum: 1, TimeSpan: 1 };

/** Bought, handed in and submitted; resolves to its id. */
async function ordered(name: string, verify: 'DNS_AUTO' | 'DNS' = 'DNS_AUTO'): Promise<string> {
  const id = await boughtAs({ ...DV, Tags: [{ TagKey: 'name', TagValue: name }] });
  await call('CertificateInfoSubmit', {
    CertId: id,
    GenCsrType: 'online',
    CsrEncryptAlgo: 'ECC',
    CsrKeyParameter: 'prime256v1',
    CertCommonName: name,
    CompanyType: 1,
    CompanyId: '0',
    ContactEmail: 'li@people.example',
  });
  await call('CertificateOrderSubmit', { CertId: id, VerifyType: verify });
  return id;
}

async function boughtAs(input: Answer, key = 'AKIDtests', outcome?: 'delivered' | 'lost'): Promise<string> {
  const made = callFor({ client: world.orders, key }, input);
  const answer = await ACTIONS.CreateCertificate?.(made);
  if (outcome) await answerLeft(made, outcome);
  return (answer?.CertificateIds as string[])[0] ?? '';
}

async function issued(name: string): Promise<string> {
  const id = await ordered(name);
  await untilStatus(call, id, 1);
  return id;
}

async function statusOf(id: string): Promise<unknown> {
  return (await call('DescribeCertificate', { CertificateId: id })).Status;
}

describe('a purchase', () => {
  const wanted = { ProductId: 9, DomainNum: 1, TimeSpan: 2, Tags: [{ TagKey: 'team', TagValue: 'web' }] };

  it('that is repeated after its answer was lost is the same order, until an answer is delivered', async () => {
    const first = await boughtAs(wanted, 'AKIDa', 'lost');
    expect(await boughtAs(wanted, 'AKIDa', 'lost')).toBe(first);
    expect(await boughtAs(wanted, 'AKIDa', 'delivered')).toBe(first);
    expect(await boughtAs(wanted, 'AKIDa', 'delivered')).not.toBe(first);
  });

  it('of the same beside it, of another key, and of something else, is another one', async () => {
    const beside = await Promise.all([1, 2, 3].map(() => boughtAs(wanted, 'AKIDb')));
    expect(new Set(beside).size).toBe(3);
    const lost = await boughtAs(wanted, 'AKIDc', 'lost');
    expect(await boughtAs(wanted, 'AKIDd')).not.toBe(lost);
    expect(await boughtAs({ ...wanted, TimeSpan: 1 }, 'AKIDc')).not.toBe(lost);
    expect(await boughtAs(wanted, 'AKIDc')).toBe(lost);
  });

  it('that nobody heard of after its process died is the same order; after ten minutes it is another one', async () => {
    const { database } = world.dependencies;
    const age = async (key: string, what: string) => {
      await database.query(
        `update tencent_purchases set asked_at = asked_at - interval '${what}' where asked_by = $1`,
        [key],
      );
    };
    const died = await boughtAs(wanted, 'AKIDe');
    await age('AKIDe', '6 seconds');
    expect(await boughtAs(wanted, 'AKIDe')).toBe(died);
    await age('AKIDe', '11 minutes');
    expect(await boughtAs(wanted, 'AKIDe')).not.toBe(died);
  });

  it('that died between its order and its row is the same order, whole', async () => {
    const { database } = world.dependencies;
    const id = await boughtAs(wanted, 'AKIDf', 'lost');
    await database.query('delete from tencent_certificates where root_order_id = $1', [
      (await world.orders.tencent.show(id)).rootId,
    ]);
    expect(await boughtAs(wanted, 'AKIDf')).toBe(id);
    expect(await call('DescribeCertificate', { CertificateId: id })).toMatchObject({
      PackageType: '9',
      ValidityPeriod: '24',
      Tags: [{ TagKey: 'team', TagValue: 'web' }],
    });
  });

  it.each([
    ['InvalidParameterValue', { ...DV, ProductId: 1 }],
    ['InvalidParameterValue', { ...DV, ProductId: 83 }],
    ['InvalidParameterValue', { ...DV, ProductId: 105 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, DomainNum: 0 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, DomainNum: 2 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, ProductId: 11, DomainNum: 1 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, ProductId: 11, DomainNum: 101 }],
    ['InvalidParameter.PeriodInvalid', { ...DV, TimeSpan: 0 }],
    ['InvalidParameter.PeriodInvalid', { ...DV, TimeSpan: 3 }],
    ['InvalidParameterValue', { ...DV, Tags: [{ TagKey: '', TagValue: '' }] }],
  ] as const)('%s for %j, and nothing is stored', async (code, input) => {
    const before = await counts();
    expect(await codeOf(call('CreateCertificate', input))).toBe(code);
    expect(await counts()).toEqual(before);
  });

  it('by points finds none', async () => {
    const input = { ProductPid: 1014028, DomainCount: '1', Period: 1 };
    expect(await codeOf(call('CreateCertificateByPackage', { ...input, PackageIds: ['pack'] }))).toBe(
      'FailedOperation.PackageNotFound',
    );
    expect(await codeOf(call('CreateCertificateByPackage', { ...input, PackageIds: [] }))).toBe(
      'InvalidParameter.PackageIdsInvalid',
    );
    expect(await call('DescribePackages')).toEqual({ Packages: [], TotalCount: 0, TotalBalance: 0 });
  });
});

/** Orders for free certificates that wait for ever. */
async function takePlaces(account: string, count: number, domain: string): Promise<void> {
  const { database } = world.dependencies;
  const ids = `'place_' || $3::text || i`;
  await database.query(
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, started_at, names, plan_id)
     select ${ids}, $1, '', 'trustasia', 'dv-free', 'validating', now(), array['n' || i || '.' || $3::text], ${ids}
       from generate_series(1, $2) i`,
    [account, count, domain],
  );
  await database.query(
    `insert into free_places (order_id, account, registrable_domain, taken_at)
     select ${ids}, $1, $3, now() from generate_series(1, $2) i`,
    [account, count, domain],
  );
}

async function counts(): Promise<unknown> {
  const { rows } = await world.dependencies.database.query(
    `select (select count(*) from orders) as orders, (select count(*) from tencent_purchases) as purchases,
            (select count(*) from tencent_certificates) as certificates`,
  );
  return rows[0];
}

describe('a free certificate', () => {
  const free = { DvAuthMethod: 'DNS', DomainName: 'refused.example.com' };

  it.each([
    ['InvalidParameterValue', { ...free, DvAuthMethod: 'MAIL' }],
    ['InvalidParameterValue', { ...free, PackageType: '2' }],
    ['InvalidParameterValue', { ...free, ValidityPeriod: '12' }],
    ['InvalidParameterValue', { ...free, CsrEncryptAlgo: 'ECC' }],
    ['InvalidParameterValue', { ...free, CsrEncryptAlgo: 'DSA' }],
    ['InvalidParameterValue', { ...free, CsrKeyParameter: '4096' }],
    ['InvalidParameterValue.CertificateEmailParseInvalid', { ...free, ContactEmail: 'nobody' }],
    ['FailedOperation.InvalidParam', { ...free, DnsNames: ['b.example.com'] }],
    ['FailedOperation.InvalidParam', { ...free, DomainName: '*.example.com' }],
    ['FailedOperation.InvalidParam', { ...free, DomainName: 'localhost' }],
    ['FailedOperation.InvalidParam', { ...free, DomainName: 'school.edu.cn' }],
    ['FailedOperation.InvalidParam', { ...free, CsrKeyPassword: 'short' }],
    ['FailedOperation.InvalidParam', { ...free, Alias: 'x'.repeat(201) }],
    ['FailedOperation.CertificateNotFound', { ...free, OldCertificateId: 'nobody00' }],
  ] as const)('%s for %j, and nothing is stored', async (code, input) => {
    const before = await counts();
    expect(await codeOf(call('ApplyCertificate', input))).toBe(code);
    expect(await counts()).toEqual(before);
  });

  it('is one of so many of a domain, and of an account', async () => {
    await takePlaces('default', 20, 'quota-test.com');
    const more = { ...free, DomainName: 'one-more.quota-test.com' };
    expect(await codeOf(call('ApplyCertificate', more))).toBe(
      'FailedOperation.MainDomainCertificateCountLimit',
    );
    const { temporal, taskQueue, dependencies } = world;
    const { database, masterKeys } = dependencies;
    const client = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'crowded' });
    const crowded = caller({ client, account: 'crowded' });
    for (let domain = 0; domain < 5; domain += 1) await takePlaces('crowded', 10, `crowd-${domain}.com`);
    expect(await codeOf(crowded('ApplyCertificate', { ...free, DomainName: 'other.example.com' }))).toBe(
      'FailedOperation.ExceedsFreeLimit',
    );
    expect((await crowded('DescribeCertificates')).TotalCount).toBe(50);
  });

  it('is not deleted within an hour, nor while it is valid', async () => {
    const { CertificateId } = await call('ApplyCertificate', {
      DvAuthMethod: 'DNS',
      DomainName: 'young.example.com',
    });
    expect(await codeOf(call('DeleteCertificate', { CertificateId }))).toBe(
      'FailedOperation.CannotBeDeletedWithinHour',
    );
    await call('CancelAuditCertificate', { CertificateId });
    expect(await codeOf(call('DeleteCertificate', { CertificateId }))).toBe(
      'FailedOperation.CannotBeDeletedWithinHour',
    );
    const later = caller({ client: world.orders, now: () => Date.now() + 3_700_000 });
    expect(await later('DeleteCertificate', { CertificateId })).toEqual({ DeleteResult: true, TaskId: '' });
    expect(await codeOf(call('ModifyCertificateResubmit', { CertificateId }))).toBe(
      'FailedOperation.CertificateNotFound',
    );
  });
});

describe('cancelled', () => {
  it('in review: 0, 7, opened anew as 5 with what was handed in, and ordered again under its id', async () => {
    const id = await ordered('cancelled.example.com', 'DNS');
    await call('ModifyCertificateAlias', { CertificateId: id, Alias: 'kept' });
    expect(await call('CancelAuditCertificate', { CertificateId: id })).toEqual({ Result: true });
    await untilStatus(call, id, 7);
    expect(await codeOf(call('CancelAuditCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateNotFoundOrCantCancel',
    );
    expect(await call('ModifyCertificateResubmit', { CertificateId: id })).toEqual({ CertificateId: id });
    expect(await call('DescribeCertificate', { CertificateId: id })).toMatchObject({
      Status: 5,
      Alias: 'kept',
      SubmittedData: { CertificateDomain: 'cancelled.example.com' },
    });
    expect(await codeOf(call('ModifyCertificateResubmit', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateStatusNotAllowResubmit',
    );
    await call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS_AUTO' });
    await untilStatus(call, id, 1);
    const listed = await call('DescribeCertificates', { SearchKey: 'cancelled.example.com' });
    expect((listed.Certificates as Answer[]).map(({ CertificateId }) => CertificateId)).toEqual([id]);
  });

  it('before its information is in, and again without harm', async () => {
    const id = await boughtAs({ ...DV, ProductId: 48 });
    expect(await call('CancelCertificateOrder', { CertificateId: id })).toEqual({ CertificateId: id });
    await untilStatus(call, id, 7);
    expect(await call('CancelCertificateOrder', { CertificateId: id })).toEqual({ CertificateId: id });
    expect(await call('DeleteCertificate', { CertificateId: id, IsCheckResource: true })).toEqual({
      DeleteResult: true,
      TaskId: expect.stringMatching(/^\d+$/),
    });
    expect(await codeOf(call('DescribeCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateNotFound',
    );
  });

  it('is none that is issued', async () => {
    const id = await issued('not-cancelled.example.com');
    expect(await codeOf(call('CancelAuditCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateNotFoundOrCantCancel',
    );
    expect(await codeOf(call('CancelCertificateOrder', { CertificateId: id }))).toBe(
      'FailedOperation.CancelOrderFailed',
    );
    expect(await codeOf(call('ModifyCertificateResubmit', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateStatusNotAllowResubmit',
    );
    expect(await codeOf(call('DeleteCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.CannotBeDeletedIssued',
    );
  });
});

describe('reissued', () => {
  it('by a new key: a new certificate that names the old one, once', async () => {
    const id = await issued('reissued.example.com');
    const { CertificateId } = await call('ReplaceCertificate', {
      CertificateId: id,
      ValidType: 'DNS_AUTO',
      CsrType: 'online',
      CertCSREncryptAlgo: 'RSA',
      CertCSRKeyParameter: '2048',
    });
    const next = String(CertificateId);
    expect(next).not.toBe(id);
    expect([11, 1]).toContain(await statusOf(next));
    const answer = await untilStatus(call, next, 1);
    expect(answer.CertificateExtra).toMatchObject({ ReplacedFor: id, OriginCertificateId: '' });
    const before = await call('DescribeCertificateDetail', { CertificateId: id });
    expect(before.CertificateExtra).toMatchObject({ ReplacedBy: next });
    const after = await call('DescribeCertificateDetail', { CertificateId: next });
    expect(after.EncryptAlgorithm).toBe('RSA 2048');
    expect(after.CertFingerprint).not.toBe(before.CertFingerprint);
    expect(await codeOf(call('ReplaceCertificate', { CertificateId: id, ValidType: 'DNS_AUTO' }))).toBe(
      'FailedOperation.OrderAlreadyReplaced',
    );
  });

  it('by a CSR of the subscriber: no key is here, and its ZIP has none', async () => {
    const id = await issued('uploaded-csr.example.com');
    const { pem } = await pastedCsr({ names: ['uploaded-csr.example.com'], algorithm: P256 });
    const { CertificateId } = await call('ReplaceCertificate', {
      CertificateId: id,
      ValidType: 'DNS_AUTO',
      CsrType: 'upload',
      CsrContent: pem,
    });
    const next = String(CertificateId);
    await untilStatus(call, next, 1);
    const files = Object.keys(await downloaded(call, next));
    expect(files.filter((path) => /\.(key|pfx|jks)$/.test(path))).toEqual([]);
    expect(files).toContain('uploaded-csr.example.com_nginx/uploaded-csr.example.com_bundle.crt');
    expect(await call('DescribeCertificateDetail', { CertificateId: next })).toMatchObject({
      CertificatePrivateKey: null,
    });
  });

  it.each([
    ['InvalidParameterValue', { ValidType: 'MAIL' }],
    ['InvalidParameterValue', { CsrType: 'none' }],
    ['MissingParameter', { CsrType: 'upload' }],
    ['FailedOperation.CertificateCsrParseFailed', { CsrType: 'upload', CsrContent: '-----BEGIN X' }],
    ['InvalidParameterValue', { CsrType: 'online', CertCSREncryptAlgo: 'DSA' }],
    ['InvalidParameterValue', { CsrType: 'online', CertCSREncryptAlgo: 'RSA', CertCSRKeyParameter: '1024' }],
  ] as const)('%s for %j', async (code, input) => {
    const list = await call('DescribeCertificates', { CertificateStatus: [1], Limit: 100 });
    const found = (list.Certificates as Answer[]).find(
      ({ Domain }) => Domain === 'not-cancelled.example.com',
    );
    const id = String(found?.CertificateId);
    expect(
      await codeOf(call('ReplaceCertificate', { CertificateId: id, ValidType: 'DNS_AUTO', ...input })),
    ).toBe(code);
    expect(await statusOf(id)).toBe(1);
  });

  it('is none that is not issued', async () => {
    const id = await boughtAs({ ...DV, ProductId: 12 });
    expect(await codeOf(call('ReplaceCertificate', { CertificateId: id, ValidType: 'DNS' }))).toBe(
      'FailedOperation.InvalidCertificateStatusCode',
    );
    expect(await codeOf(call('ReplaceCertificate', { CertificateId: 'nobody00', ValidType: 'DNS' }))).toBe(
      'FailedOperation.CertificateNotFound',
    );
  });
});

describe('revoked', () => {
  it('DV by the proof that the answer tells: 1, 9, 10, then deleted', async () => {
    const id = await issued('revoked.example.com');
    const { orderId } = await world.orders.tencent.show(id);
    const answer = await call('RevokeCertificate', { CertificateId: id, Reason: 'key compromise' });
    expect([9, 10]).toContain(await statusOf(id));
    if ((await statusOf(id)) === 9)
      expect(answer.RevokeDomainValidateAuths).toEqual([
        expect.objectContaining({ DomainValidateAuthDomain: 'revoked.example.com' }),
      ]);
    expect(await codeOf(call('DownloadCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateStatusNotAllowDownload',
    );
    expect(await call('DescribeCertificateDetail', { CertificateId: id })).toMatchObject({
      CertificatePrivateKey: null,
      CertificatePublicKey: null,
    });
    expect(await codeOf(call('RevokeCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.InvalidCertificateStatusCode',
    );
    expect(await revocationEnd(world, orderId ?? '')).toMatchObject({
      state: 'revoked',
      reason: 'keyCompromise',
    });
    await untilStatus(call, id, 10);
    expect(await call('DeleteCertificates', { CertificateIds: [id, 'nobody00'] })).toEqual({
      Success: [id],
      Fail: [{ CertId: 'nobody00', Msg: expect.any(String) }],
      CertTaskIds: [],
    });
    expect((await call('DescribeCertificates', { CertIds: [id] })).TotalCount).toBe(0);
  });

  it('OV by letter: 12, 9, 10', async () => {
    const id = await boughtAs({ ...DV, ProductId: 18 });
    await call('CertificateInfoSubmit', {
      CertId: id,
      GenCsrType: 'online',
      CertCommonName: 'revoked-ov.example.com',
      CompanyType: 2,
      CompanyId: '0',
      ...NEW_ORGANIZATION,
    });
    const { OrderId } = await call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS_AUTO' });
    const orderId = String(OrderId);
    const letter = (mark: string) => Buffer.from(letterFile('pdf', 2_000, mark)).toString('base64');
    await call('UploadConfirmLetter', { CertificateId: id, ConfirmLetter: letter('confirm') });
    await passWhenAsked(world, orderId, 'letter');
    await untilStatus(call, id, 1);
    expect(await codeOf(call('UploadRevokeLetter', { CertificateId: id, RevokeLetter: letter('r') }))).toBe(
      'FailedOperation.InvalidCertificateStatusCode',
    );
    expect(await call('RevokeCertificate', { CertificateId: id })).toEqual({ RevokeDomainValidateAuths: [] });
    await revocationAt(world, orderId, 'subscriber-revocation-letter');
    expect(await statusOf(id)).toBe(12);
    expect(await codeOf(call('UploadRevokeLetter', { CertificateId: id, RevokeLetter: 'AAAA' }))).toBe(
      'FailedOperation.ConfirmLetterTooSmall',
    );
    expect(await call('UploadRevokeLetter', { CertificateId: id, RevokeLetter: letter('r') })).toEqual({
      CertificateId: id,
      IsSuccess: true,
    });
    await untilStatus(call, id, 9);
    await revocationAt(world, orderId, 'reviewer-revocation');
    await world.caControls.passRevocation(orderId);
    await world.orders.certificates.checkRevocation(orderId);
    await untilStatus(call, id, 10);
  });
});

describe('a key password', () => {
  const PASSWORD = 'Tencent-key-password-7!';

  it('is kept sealed until the key is made, protects it, and is told by nobody', async () => {
    world.orders.keyPasswords.add(PASSWORD);
    const id = await boughtAs({ ...DV, ProductId: 27 });
    await call('SubmitCertificateInformation', {
      CertificateId: id,
      CsrType: 'online',
      CertificateDomain: '*.keyed.example.com',
      KeyPassword: PASSWORD,
    });
    const shown = await call('DescribeCertificate', { CertificateId: id });
    expect(shown.SubmittedData).toMatchObject({ KeyPassword: '******' });
    expect(JSON.stringify(shown)).not.toContain(PASSWORD);
    await call('CommitCertificateInformation', { CertificateId: id, VerifyType: 'DNS_AUTO' });
    await untilStatus(call, id, 1);
    const files = await downloaded(call, id);
    const key = files['_wildcard.keyed.example.com_nginx/_wildcard.keyed.example.com.key'];
    expect(key?.toString()).toContain('ENCRYPTED PRIVATE KEY');
    const { orderId } = await world.orders.tencent.show(id);
    const open = await world.orders.certificates.download(orderId ?? '', { keyPassword: PASSWORD });
    const leaf = new X509Certificate(open.certificatePem);
    expect(leaf.checkPrivateKey(createPrivateKey(open.privateKeyPem ?? ''))).toBe(true);
  });
});
