/** Certificates from elsewhere and signing requests by the reseller's actions. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../../client/order-client.js';
import { readCsr } from '../../../../domain/certificates/csr.js';
import { openssl } from '../../../support/openssl.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { createOwnChain, type OwnChain } from '../../../support/own-chains.js';
import { caller, codeOf, untilStatus, type Answer, type Call } from './calling.js';

let world: OrderWorld;
let call: Call;
let stranger: Call;
let chain: OwnChain;

beforeAll(async () => {
  world = await createOrderWorld();
  call = caller({ client: world.orders });
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  const client = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'other' });
  stranger = caller({ client, account: 'other' });
  chain = await createOwnChain('ecc', Date.now());
}, 120_000);
afterAll(() => world.stop());

async function bought(productId = 104): Promise<string> {
  const { CertificateIds } = await call('CreateCertificate', {
    ProductId: productId,
    DomainNum: 1,
    TimeSpan: 1,
  });
  return String((CertificateIds as string[])[0]);
}

async function fromElsewhere(name: string): Promise<{ pem: string; key: string }> {
  const { certificatePem, privateKeyPem } = await chain.issue({
    names: [name],
    commonName: name,
    notBefore: Date.now() - 86_400_000,
    days: 90,
  });
  return { pem: `${certificatePem}\n${chain.issuingPem}`, key: privateKeyPem };
}

describe('uploads', () => {
  it('are issued at once, told without a null, repeated or found by their fingerprint, deleted by a task', async () => {
    const { pem, key } = await fromElsewhere('elsewhere.example.org');
    expect(await call('CheckCertificateExist', { CertificatePublicKey: pem })).toEqual({ RepeatCertId: '' });
    const upload = { CertificatePublicKey: pem, CertificatePrivateKey: key, Alias: 'bought', ProjectId: 0 };
    const { CertificateId, RepeatCertId } = await call('UploadCertificate', upload);
    expect(RepeatCertId).toBe('');
    const detail = await call('DescribeCertificateDetail', { CertificateId });
    expect(detail).toMatchObject({
      From: 'upload',
      Status: 1,
      Alias: 'bought',
      CertificateType: 'SVR',
      ProjectId: '0',
      PackageType: null,
      ProductZhName: '',
      Domain: 'elsewhere.example.org',
      OrderId: null,
      DvAuthDetail: null,
      ValidityPeriod: '3',
    });
    for (const field of ['CertificatePublicKey', 'CertBeginTime', 'CertEndTime', 'InsertTime'])
      expect(detail[field], field).not.toBeNull();
    expect(await call('UploadCertificate', { ...upload, Repeatable: false })).toEqual({
      CertificateId,
      RepeatCertId: CertificateId,
    });
    expect((await call('UploadCertificate', upload)).CertificateId).not.toBe(CertificateId);
    expect(await call('CheckCertificateExist', { CertificatePublicKey: pem })).toEqual({
      RepeatCertId: CertificateId,
    });
    for (const [action, input] of [
      ['RevokeCertificate', {}],
      ['ReplaceCertificate', { ValidType: 'DNS' }],
      ['CompleteCertificate', {}],
      ['CancelAuditCertificate', {}],
      ['CancelCertificateOrder', {}],
    ] as const)
      expect(await codeOf(call(action, { CertificateId, ...input })), action).toBe(
        'FailedOperation.InvalidCertificateSource',
      );
    const { DeleteResult, TaskId } = await call('DeleteCertificate', {
      CertificateId,
      IsCheckResource: true,
    });
    expect(DeleteResult).toBe(true);
    expect(await call('DescribeDeleteCertificatesTaskResult', { TaskIds: [TaskId, '123'] })).toEqual({
      DeleteTaskResult: [expect.objectContaining({ TaskId, CertId: CertificateId, Status: 1 })],
    });
    expect(await stranger('DescribeDeleteCertificatesTaskResult', { TaskIds: [TaskId] })).toEqual({
      DeleteTaskResult: [],
    });
    expect(await codeOf(call('DescribeCertificate', { CertificateId }))).toBe(
      'FailedOperation.CertificateNotFound',
    );
  });

  it('are refused by what is wrong with them, and nothing is stored', async () => {
    const { pem, key } = await fromElsewhere('refused.example.org');
    const { key: other } = await fromElsewhere('other.example.org');
    const before = (await call('DescribeCertificates')).TotalCount;
    const upload = (input: Answer) => codeOf(call('UploadCertificate', input));
    expect(await upload({ CertificatePublicKey: pem })).toBe('MissingParameter');
    expect(await upload({ CertificatePublicKey: pem, CertificateType: 'CA' })).toBe('InvalidParameterValue');
    expect(await upload({ CertificatePublicKey: 'no', CertificatePrivateKey: key })).toBe(
      'FailedOperation.CertificateInvalid',
    );
    expect(await upload({ CertificatePublicKey: pem, CertificatePrivateKey: other })).toBe(
      'FailedOperation.CertificateMismatch',
    );
    expect(await codeOf(call('CheckCertificateExist', { CertificatePublicKey: 'no' }))).toBe(
      'FailedOperation.CertificateParseError',
    );
    expect((await call('DescribeCertificates')).TotalCount).toBe(before);
  });

  it('have their chains judged', async () => {
    const { pem } = await fromElsewhere('chained.example.org');
    const check = (text: string) => call('CheckCertificateChain', { CertificateChain: text });
    expect(await check(`${pem}\n${chain.rootPem}`)).toEqual({
      IsValid: true,
      IsTrustedCA: false,
      Chains: ['chained.example.org', expect.any(String), expect.any(String)],
    });
    expect(await check(pem)).toMatchObject({ IsValid: false, IsTrustedCA: false });
    const stray = await createOwnChain('ecc', Date.now(), 'Stray');
    expect(await check(`${pem}\n${chain.rootPem}\n${stray.rootPem}`)).toMatchObject({ IsValid: false });
    expect(await codeOf(check('no chain'))).toBe('FailedOperation.CertificateParseError');
  });
});

describe('signing requests', () => {
  const given = {
    Domain: 'csr.example.com',
    Organization: 'Example',
    Department: 'IT',
    Email: 'li@people.example',
    Province: 'Beijing',
    City: 'Beijing',
    Country: 'CN',
    EncryptAlgo: 'ECC',
    KeyParameter: 'prime256v1',
  };

  it('are drafted, changed, made once with their key, listed and deleted', async () => {
    const { Id } = await call('CreateCSR', { ...given, Generate: false, Remark: 'first' });
    expect(await call('DescribeCSR', { CSRId: Id })).toMatchObject({
      Status: 0,
      CSR: null,
      PrivateKey: null,
    });
    await call('ModifyCSR', { CSRId: Id, Generate: true, Organization: 'Sample' });
    const made = await call('DescribeCSR', { CSRId: Id });
    expect(made).toMatchObject({ Status: 1, Organization: 'Sample', Remarks: 'first', KeyPassword: null });
    const csr = await readCsr(String(made.CSR));
    expect(csr).toMatchObject({ names: ['csr.example.com'], keyAlgorithm: 'ecc-p256' });
    expect(
      await openssl(['req', '-in', '{csr}', '-noout', '-subject', '-verify'], {
        csr: Buffer.from(String(made.CSR)),
      }),
    ).toBeTruthy();
    expect(createPrivateKey(String(made.PrivateKey)).asymmetricKeyType).toBe('ec');
    expect(await codeOf(call('ModifyCSR', { CSRId: Id, Generate: false, City: 'Xi’an' }))).toBe(
      'FailedOperation.GenCSRFail',
    );
    expect(await call('DescribeCSRSet', { Domain: 'csr.example' })).toMatchObject({ Total: 1 });
    expect(await call('DescribeCSRSet', { EncryptAlgo: 'RSA' })).toEqual({ Total: 0, Set: [] });
    expect(await stranger('DescribeCSRSet')).toEqual({ Total: 0, Set: [] });
    expect(await codeOf(stranger('DescribeCSR', { CSRId: Id }))).toBe('FailedOperation.InvalidParam');
    expect(await stranger('BatchDeleteCSR', { CSRIds: [Id] })).toEqual({ Success: [] });
    expect(await call('BatchDeleteCSR', { CSRIds: [Id, 7] })).toEqual({ Success: [Id] });
    expect(await codeOf(call('DescribeCSR', { CSRId: Id }))).toBe('FailedOperation.InvalidParam');
  });

  it('with a password have their key protected by it, and an order takes them', async () => {
    const PASSWORD = 'Csr-password-of-tests-9';
    world.orders.keyPasswords.add(PASSWORD);
    const { Id } = await call('CreateCSR', {
      ...given,
      Domain: 'pasted.example.com',
      Generate: true,
      KeyPassword: PASSWORD,
    });
    const { CSR, PrivateKey, KeyPassword } = await call('DescribeCSR', { CSRId: Id });
    expect(KeyPassword).toBe('******');
    expect(String(PrivateKey)).toContain('ENCRYPTED PRIVATE KEY');
    const id = await bought();
    await call('SubmitCertificateInformation', {
      CertificateId: id,
      CsrType: 'parse',
      CsrContent: CSR,
      CertificateDomain: 'pasted.example.com',
    });
    await call('CommitCertificateInformation', { CertificateId: id, VerifyType: 'DNS_AUTO' });
    await untilStatus(call, id, 1);
    const { CertificatePublicKey } = await call('DescribeCertificateDetail', { CertificateId: id });
    const key = createPrivateKey({ key: String(PrivateKey), passphrase: PASSWORD });
    expect(new X509Certificate(String(CertificatePublicKey)).checkPrivateKey(key)).toBe(true);
  });

  it.each([
    { Domain: 'no_name' },
    { Organization: 'x'.repeat(65) },
    { Email: 'nobody' },
    { Country: 'China' },
    { EncryptAlgo: 'SM2', KeyParameter: undefined },
    { KeyParameter: 'secp384r1' },
    { EncryptAlgo: 'RSA', KeyParameter: '1024' },
    { KeyPassword: 'short' },
  ])('with %j are refused', async (wrong) => {
    expect(await codeOf(call('CreateCSR', { ...given, Generate: true, ...wrong }))).toBe(
      'InvalidParameterValue',
    );
  });
});
