/** The rest of the reseller's actions: lists, labels, notices, logs, uploads, chains, companies, managers, signing requests; foreign ids and wrong values. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../../api/tencent/actions/index.js';
import { instantOf, timeOf } from '../../../../api/tencent/actions/values.js';
import { fullName, nameParts } from '../../../../api/tencent/actions/order-form.js';
import { dvAuthsOf } from '../../../../api/tencent/actions/validation-view.js';
import { OrderClient } from '../../../../client/order-client.js';
import { readCsr } from '../../../../domain/certificates/csr.js';
import { openssl } from '../../../support/openssl.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { COMPANY, CONTACT, IDENTITY, REGISTRATION } from '../../../support/organizations.js';
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

async function issued(name: string): Promise<string> {
  const { CertificateId } = await call('ApplyCertificate', {
    DvAuthMethod: 'DNS_AUTO',
    DomainName: name,
    CsrEncryptAlgo: 'ECC',
    CsrKeyParameter: 'prime256v1',
  });
  await untilStatus(call, String(CertificateId), 1);
  return String(CertificateId);
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

describe('values', () => {
  it('times are in GMT+8, both ways', () => {
    expect(timeOf('2026-02-28T00:00:00.000Z')).toBe('2026-02-28 08:00:00');
    expect(timeOf('2026-05-28T23:59:59.000Z')).toBe('2026-05-29 07:59:59');
    expect(timeOf(null)).toBeNull();
    expect(instantOf('2026-02-28 08:00:00')).toBe(Date.parse('2026-02-28T00:00:00Z'));
    expect(instantOf('2026-02-28')).toBe(Date.parse('2026-02-27T16:00:00Z'));
    expect(instantOf('2026-02-28T08:00:00+08:00')).toBe(Date.parse('2026-02-28T00:00:00Z'));
    expect(instantOf('yesterday')).toBeUndefined();
  });

  it('names of people come apart and together', () => {
    for (const name of ['王小明', 'Ada Lovelace', 'Plato'])
      expect(fullName(nameParts(name).first, nameParts(name).last)).toBe(name);
    expect(nameParts('王小明')).toEqual({ last: '王', first: '小明' });
  });

  it('records stand below the zone that was registered, files at path and key', () => {
    const record = { type: 'TXT', name: '_dnsauth.a.shop.co.uk', value: 'v' } as const;
    const file = { url: 'http://a.example.com/.well-known/pki-validation/fileauth.txt', content: 'c' };
    expect(
      dvAuthsOf([
        { name: 'a.shop.co.uk', record },
        { name: 'a.example.com', file },
        { name: 'none.example.com' },
        { name: 'example.com', record: { ...record, name: 'example.com' } },
      ]),
    ).toEqual([
      {
        DvAuthKey: '_dnsauth.a.shop.co.uk',
        DvAuthValue: 'v',
        DvAuthDomain: 'shop.co.uk',
        DvAuthPath: '',
        DvAuthSubDomain: '_dnsauth.a',
        DvAuthVerifyType: 'TXT',
      },
      {
        DvAuthKey: 'fileauth.txt',
        DvAuthValue: 'c',
        DvAuthDomain: 'a.example.com',
        DvAuthPath: '/.well-known/pki-validation/',
        DvAuthSubDomain: '',
        DvAuthVerifyType: 'FILE',
      },
      expect.objectContaining({ DvAuthKey: 'example.com', DvAuthSubDomain: '@' }),
    ]);
  });
});

describe('the list', () => {
  it('pages by offset, counts all, cuts what is too large, and finds by id, alias, name, tag, project and status', async () => {
    const ids = [await bought(), await bought(9), await bought(51)];
    await call('ModifyCertificateAlias', { CertificateId: ids[0], Alias: 'Front door' });
    await call('ModifyCertificateProject', { CertificateIdList: [ids[1], 'nobody00'], ProjectId: 77 });
    await call('SubmitCertificateInformation', {
      CertificateId: ids[2],
      CertificateDomain: 'listed.example.com',
    });
    const of = async (input: Answer) => {
      const answer = await call('DescribeCertificates', { Limit: 100, ...input });
      return (answer.Certificates as Answer[]).map(({ CertificateId }) => CertificateId);
    };
    const all = await of({});
    expect(all.slice(0, 3)).toEqual([...ids].reverse());
    expect(await of({ Limit: 2, Offset: 1 })).toEqual(all.slice(1, 3));
    expect((await call('DescribeCertificates', { Limit: 1_000_000 })).TotalCount).toBe(all.length);
    expect(await of({ Limit: 0 })).toEqual([]);
    expect(await of({ SearchKey: 'FRONT' })).toEqual([ids[0]]);
    expect(await of({ SearchKey: ids[1] })).toEqual([ids[1]]);
    expect(await of({ ProjectId: 77 })).toEqual([ids[1]]);
    expect(await of({ CertificateStatus: [5] })).toEqual(expect.arrayContaining(ids));
    expect(await of({ CertificateStatus: [9] })).toEqual([]);
    expect(await of({ IsSM: 1 })).toEqual([ids[2]]);
    expect(await of({ CertIds: [ids[2], ids[0]] })).toEqual([ids[2], ids[0]]);
    expect(await of({ Upload: 1, SearchKey: 'front' })).toEqual([]);
    expect(await of({ CertificateType: 'CA' })).toEqual([]);
    expect(await codeOf(call('DescribeCertificates', { ExpirationSort: 'UP' }))).toBe(
      'InvalidParameterValue',
    );
    const [row] = (await call('DescribeCertificates', { CertIds: [ids[0]] })).Certificates as Answer[];
    expect(row).toMatchObject({
      Alias: 'Front door',
      Status: 5,
      CertBeginTime: '',
      CertEndTime: '',
      ValidationPassedTime: '--',
      AllowDownload: false,
      ProjectInfo: { ProjectId: '0', OwnerUin: expect.any(Number) },
    });
  });

  it('has what another door ordered, and that is handed in and submitted here as well', async () => {
    const { orderId } = await world.orders.create({ form: { brand: 'wotrus', type: 'dv' } });
    const { id } = (await world.orders.tencent.page({}, { limit: 1, offset: 0 })).items[0] ?? {};
    expect(await call('DescribeCertificate', { CertificateId: id })).toMatchObject({
      Status: 5,
      PackageType: '25',
      SubmittedData: null,
    });
    await call('SubmitCertificateInformation', {
      CertificateId: id,
      CertificateDomain: 'other-door.example.com',
      DomainList: ['other-door2.example.com'],
    });
    expect(await call('CommitCertificateInformation', { CertificateId: id, VerifyType: 'DNS_AUTO' })).toEqual(
      {
        OrderId: orderId,
        Status: expect.any(Number),
      },
    );
    expect(await untilStatus(call, id ?? '', 1)).toMatchObject({ PackageType: '26' });
  });

  it('speaks the caller’s language', async () => {
    const id = await bought();
    const chinese = caller({ client: world.orders, language: 'zh-CN' });
    expect((await chinese('DescribeCertificate', { CertificateId: id })).StatusName).toBe('企业证书，待提交');
    const told = await chinese('DownloadCertificate', { CertificateId: id }).catch((error: unknown) => error);
    expect((told as Error).message).toMatch(/\p{Script=Han}/u);
  });
});

describe('labels and notices', () => {
  it('an alias goes with the certificate once there is one, and may be taken away', async () => {
    const id = await issued('labelled.example.com');
    await call('ModifyCertificateAlias', { CertificateId: id, Alias: 'a' });
    expect(await call('DescribeCertificateDetail', { CertificateId: id })).toMatchObject({ Alias: 'a' });
    await call('ModifyCertificateAlias', { CertificateId: id, Alias: '' });
    expect(await call('DescribeCertificateDetail', { CertificateId: id })).toMatchObject({ Alias: '' });
    expect(await codeOf(call('ModifyCertificateAlias', { CertificateId: id, Alias: 'x'.repeat(201) }))).toBe(
      'InvalidParameterValue',
    );
    const switched = { CertificateIds: [id], SwitchStatus: 1 };
    expect(await call('ModifyCertificatesExpiringNotificationSwitch', switched)).toEqual({
      CertificateIds: [id],
    });
    const [row] = (await call('DescribeCertificates', { CertIds: [id] })).Certificates as Answer[];
    expect(row).toMatchObject({ IsIgnore: true, AllowDownload: true, Deployable: true });
  });

  it.each([
    [
      'InvalidParameter.CertificateIdNumberLimit',
      'ModifyCertificatesExpiringNotificationSwitch',
      { CertificateIds: [], SwitchStatus: 0 },
    ],
    [
      'InvalidParameter.CertificateIdNumberLimit',
      'ModifyCertificatesExpiringNotificationSwitch',
      { CertificateIds: many(51), SwitchStatus: 0 },
    ],
    [
      'InvalidParameterValue',
      'ModifyCertificatesExpiringNotificationSwitch',
      { CertificateIds: ['nobody00'], SwitchStatus: 2 },
    ],
    [
      'InvalidParameter.ContainsInvalidCertificateId',
      'ModifyCertificatesExpiringNotificationSwitch',
      { CertificateIds: ['nobody00'], SwitchStatus: 1 },
    ],
    [
      'InvalidParameter.CertificatesNumberExceeded',
      'ModifyCertificateProject',
      { CertificateIdList: many(101), ProjectId: 1 },
    ],
    ['InvalidParameter.CertificatesNumberExceeded', 'DeleteCertificates', { CertificateIds: many(101) }],
    ['InvalidParameterValue', 'DescribeDeleteCertificatesTaskResult', { TaskIds: [] }],
    ['InvalidParameterValue', 'DescribeCertificateOperateLogs', { StartTime: 'yesterday' }],
  ] as const)('%s by %s', async (code, action, input) => {
    expect(await codeOf(call(action, input))).toBe(code);
  });
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `id${String(at).padStart(6, '0')}`);
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

describe('logs', () => {
  it('tell what was done, newest first, within a time, of this account alone', async () => {
    const id = await bought();
    await call('ModifyCertificateAlias', { CertificateId: id, Alias: 'logged' });
    const { AllTotal, TotalCount, OperateLogs } = await call('DescribeCertificateOperateLogs', { Limit: 2 });
    expect(TotalCount).toBe(2);
    expect(AllTotal as number).toBeGreaterThan(2);
    expect(OperateLogs).toEqual([
      expect.objectContaining({ CertId: id, Type: 'updateAlias' }),
      expect.objectContaining({ CertId: id, Type: 'apply', Action: expect.stringContaining(id) }),
    ]);
    const past = { StartTime: '2020-01-01 00:00:00', EndTime: '2020-01-02 00:00:00' };
    expect(await call('DescribeCertificateOperateLogs', past)).toEqual({
      AllTotal: 0,
      TotalCount: 0,
      OperateLogs: [],
    });
    expect(await stranger('DescribeCertificateOperateLogs')).toMatchObject({ AllTotal: 0 });
  });
});

describe('companies and managers', () => {
  it('are what the account has saved, and are named in an order by their numbers', async () => {
    await world.orders.companies.add({ ...COMPANY, registration: REGISTRATION });
    const { id: personId } = await world.orders.contacts.add({ ...CONTACT, identity: IDENTITY });
    const { Companies, TotalCount } = await call('DescribeCompanies', { Limit: 0 });
    expect(TotalCount).toBe(1);
    const [company] = Companies as Answer[];
    expect(company).toMatchObject({
      CompanyName: COMPANY.fullName,
      IdType: 'TYDMZ',
      IdNumber: REGISTRATION.number,
    });
    const { CompanyId } = company ?? {};
    expect((await call('DescribeCompanies', { CompanyId: 1 })).TotalCount).toBe(0);
    const { Managers } = await call('DescribeManagers', { CompanyId });
    const [manager] = Managers as Answer[];
    expect(manager).toMatchObject({ ManagerLastName: '李', ManagerFirstName: '小红', Status: 'none' });
    const { ManagerId } = manager ?? {};
    expect((await call('DescribeManagers', { CompanyId, SearchKey: '李' })).TotalCount).toBe(1);
    expect((await call('DescribeManagers', { CompanyId, SearchKey: '王' })).TotalCount).toBe(0);
    expect((await call('DescribeManagers', { CompanyId, Status: 'ok' })).TotalCount).toBe(0);
    expect(await call('DescribeManagerDetail', { ManagerId })).toMatchObject({
      ManagerMail: CONTACT.email,
      ManagerIdType: 'HZ',
      CompanyId,
      CompanyInfo: { CompanyName: COMPANY.fullName },
    });
    const id = await bought(98);
    const wanted = {
      CertId: id,
      GenCsrType: 'online',
      CertCommonName: 'saved.example.com',
      CompanyType: 2,
      CompanyId: String(CompanyId),
      ManagerId: String(ManagerId),
    };
    expect(await codeOf(call('CertificateInfoSubmit', { ...wanted, CompanyId: '7' }))).toBe(
      'FailedOperation.InvalidParam',
    );
    expect(await codeOf(call('CertificateInfoSubmit', { ...wanted, ManagerId: '7' }))).toBe(
      'FailedOperation.ResourceNotFound.Manager',
    );
    await call('CertificateInfoSubmit', wanted);
    expect(await call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS_AUTO' })).toMatchObject({
      Status: 8,
    });
    for (const action of ['SubmitAuditManager', 'VerifyManager'])
      expect(await codeOf(call(action, { ManagerId }))).toBe('UnsupportedOperation');
    expect(await call('DeleteManager', { ManagerId })).toEqual({ ManagerId });
    expect(await codeOf(call('DescribeManagerDetail', { ManagerId }))).toBe(
      'FailedOperation.ResourceNotFound.Manager',
    );
    await expect(world.orders.contacts.get(personId)).rejects.toThrow();
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

describe('of another account', () => {
  it('nothing is told, and nothing is done: as if there were none', async () => {
    const id = await issued('ours.example.com');
    const draft = await bought();
    const input = { CertificateId: id, CertId: id, DvAuthMethod: 'DNS', DomainName: 'x.example.com' };
    const wanted: Readonly<Record<string, Answer>> = {
      CertificateInfoSubmit: {
        CertId: draft,
        GenCsrType: 'online',
        CertCommonName: 'x.example.com',
        CompanyType: 1,
        CompanyId: '0',
        ContactEmail: 'li@people.example',
      },
      CertificateOrderSubmit: { CertId: draft },
      SubmitCertificateInformation: { CertificateId: draft, CertificateDomain: 'x.example.com' },
      CommitCertificateInformation: { CertificateId: draft, VerifyType: 'DNS' },
      ReplaceCertificate: { ...input, ValidType: 'DNS' },
      UploadConfirmLetter: { ...input, ConfirmLetter: 'AAAA' },
      UploadRevokeLetter: { ...input, RevokeLetter: 'AAAA' },
      ModifyCertificateAlias: { ...input, Alias: 'mine' },
    };
    const named = [
      'CancelAuditCertificate',
      'CancelCertificateOrder',
      'CheckCertificateDomainVerification',
      'CompleteCertificate',
      'DeleteCertificate',
      'DescribeCertificate',
      'DescribeCertificateDetail',
      'DownloadCertificate',
      'ModifyCertificateResubmit',
      'RevokeCertificate',
    ];
    for (const action of [...named, ...Object.keys(wanted)])
      expect(await codeOf(stranger(action, wanted[action] ?? input)), action).toBe(
        'FailedOperation.CertificateNotFound',
      );
    expect(await stranger('DescribeCertificates')).toEqual({ TotalCount: 0, Certificates: [] });
    expect(await stranger('ModifyCertificateProject', { CertificateIdList: [id], ProjectId: 1 })).toEqual({
      SuccessCertificates: [],
      FailCertificates: [id],
    });
    expect(await call('DescribeCertificate', { CertificateId: id })).toMatchObject({ Status: 1, Alias: '' });
    expect(await call('DescribeCertificate', { CertificateId: draft })).toMatchObject({ Status: 5 });
  });

  it('every action is one that is tried in these tests', () => {
    expect(Object.keys(ACTIONS).sort()).toEqual(TRIED);
  });
});

const TRIED = [
  'ApplyCertificate',
  'BatchDeleteCSR',
  'CancelAuditCertificate',
  'CancelCertificateOrder',
  'CertificateInfoSubmit',
  'CertificateOrderSubmit',
  'CheckCertificateChain',
  'CheckCertificateDomainVerification',
  'CheckCertificateExist',
  'CommitCertificateInformation',
  'CompleteCertificate',
  'CreateCSR',
  'CreateCertificate',
  'CreateCertificateByPackage',
  'DeleteCertificate',
  'DeleteCertificates',
  'DeleteManager',
  'DescribeCSR',
  'DescribeCSRSet',
  'DescribeCertificate',
  'DescribeCertificateDetail',
  'DescribeCertificateOperateLogs',
  'DescribeCertificates',
  'DescribeCompanies',
  'DescribeDeleteCertificatesTaskResult',
  'DescribeManagerDetail',
  'DescribeManagers',
  'DescribePackages',
  'DownloadCertificate',
  'ModifyCSR',
  'ModifyCertificateAlias',
  'ModifyCertificateProject',
  'ModifyCertificateResubmit',
  'ModifyCertificatesExpiringNotificationSwitch',
  'ReplaceCertificate',
  'RevokeCertificate',
  'SubmitAuditManager',
  'SubmitCertificateInformation',
  'UploadCertificate',
  'UploadConfirmLetter',
  'UploadRevokeLetter',
  'VerifyManager',
];
