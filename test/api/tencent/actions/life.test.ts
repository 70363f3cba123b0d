/** What becomes of a certificate of the reseller's API: cancelled, opened anew, reissued, revoked, deleted. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterFile } from '../../../support/letter-files.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { passWhenAsked } from '../../../support/organization-orders.js';
import { pastedCsr, P256 } from '../../../support/pasted-csr.js';
import { revocationAt, revocationEnd } from '../../../support/revocations.js';
import {
  caller,
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

async function boughtAs(input: Answer): Promise<string> {
  const { CertificateIds } = await call('CreateCertificate', input);
  return (CertificateIds as string[])[0] ?? '';
}

async function issued(name: string): Promise<string> {
  const id = await ordered(name);
  await untilStatus(call, id, 1);
  return id;
}

async function statusOf(id: string): Promise<unknown> {
  return (await call('DescribeCertificate', { CertificateId: id })).Status;
}

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
      TaskId: expect.stringMatching(/^\d+$/) as string,
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
      Fail: [{ CertId: 'nobody00', Msg: expect.any(String) as string }],
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
