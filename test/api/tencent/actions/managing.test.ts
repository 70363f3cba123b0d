/** The rest of the reseller's actions: lists, labels, notices, logs, companies, managers; and what a stranger learns. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../../api/tencent/actions/index.js';
import { OrderClient } from '../../../../client/order-client.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { COMPANY, CONTACT, IDENTITY, REGISTRATION } from '../../../support/organizations.js';
import { caller, codeOf, untilStatus, type Answer, type Call } from './calling.js';

let world: OrderWorld;
let call: Call;
let stranger: Call;

beforeAll(async () => {
  world = await createOrderWorld();
  call = caller({ client: world.orders });
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  const client = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'other' });
  stranger = caller({ client, account: 'other' });
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
      ProjectInfo: { ProjectId: '0', OwnerUin: expect.any(Number) as number },
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
        Status: expect.any(Number) as number,
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

describe('logs', () => {
  it('tell what was done, newest first, within a time, of this account alone', async () => {
    const id = await bought();
    await call('ModifyCertificateAlias', { CertificateId: id, Alias: 'logged' });
    const { AllTotal, TotalCount, OperateLogs } = await call('DescribeCertificateOperateLogs', { Limit: 2 });
    expect(TotalCount).toBe(2);
    expect(AllTotal as number).toBeGreaterThan(2);
    expect(OperateLogs).toEqual([
      expect.objectContaining({ CertId: id, Type: 'updateAlias' }),
      expect.objectContaining({ CertId: id, Type: 'apply', Action: expect.stringContaining(id) as string }),
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
      'DescribeDownloadCertificateUrl',
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
  'DescribeDownloadCertificateUrl',
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
