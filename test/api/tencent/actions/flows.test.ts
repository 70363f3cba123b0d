/** The flows of the reseller's guide, from purchase to the downloaded ZIP, by its actions alone: free, paid DV, OV and EV by letter, on public record, WoTrus, SM2. */
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileFolder } from '../../../../dev/web/file-folder.js';
import { join } from 'node:path';
import { letterFile } from '../../../support/letter-files.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { actUntilEnd, EVERYBODY, passWhenAsked } from '../../../support/organization-orders.js';
import { CREDIT_CODE } from '../../../support/organizations.js';
import { until } from '../../../support/until.js';
import {
  caller,
  codeOf,
  downloaded,
  NEW_ORGANIZATION,
  ORGANIZATION,
  PEOPLE,
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

const GMT_8 = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

interface Auth {
  readonly DvAuthKey: string;
  readonly DvAuthValue: string;
  readonly DvAuthDomain: string;
  readonly DvAuthPath: string;
  readonly DvAuthSubDomain: string;
  readonly DvAuthVerifyType: 'TXT' | 'CNAME' | 'FILE';
}

function authsOf(certificate: Answer): readonly Auth[] {
  return ((certificate.DvAuthDetail as Answer).DvAuths ?? []) as readonly Auth[];
}

/** As scripts do: records below the zone, files at path and key. */
async function publish(auths: readonly Auth[]): Promise<void> {
  expect(auths.length).toBeGreaterThan(0);
  const files = new FileFolder(join(world.dataDir, 'www'));
  for (const auth of auths) {
    if (auth.DvAuthVerifyType === 'FILE') {
      expect(auth.DvAuthPath).toMatch(/^\/.*\/$/);
      const place = files.placeOf(auth.DvAuthDomain, auth.DvAuthPath + auth.DvAuthKey);
      await files.write(place ?? '', Buffer.from(auth.DvAuthValue));
      continue;
    }
    expect(`${auth.DvAuthSubDomain}.${auth.DvAuthDomain}`).toBe(auth.DvAuthKey);
    await world.dns.zone.set(
      `${auth.DvAuthSubDomain}.${auth.DvAuthDomain}`,
      auth.DvAuthVerifyType,
      auth.DvAuthValue,
    );
  }
}

async function bought(productId: number, domainCount = 1): Promise<string> {
  const answer = await call('CreateCertificate', {
    ProductId: productId,
    DomainNum: domainCount,
    TimeSpan: 1,
  });
  const [id = ''] = answer.CertificateIds as string[];
  expect(id).toMatch(/^[A-Za-z0-9]{8}$/);
  expect(answer.DealIds).toEqual([expect.stringMatching(/^\d{20,}$/)]);
  expect(await call('DescribeCertificate', { CertificateId: id })).toMatchObject({
    Status: 5,
    PackageType: String(productId),
    IsVip: true,
    CertBeginTime: null,
    ValidityPeriod: '12',
    ProjectId: '0',
    OrderId: null,
    SubmittedData: null,
  });
  // Issued elsewhere before its information is in.
  expect(await codeOf(call('DownloadCertificate', { CertificateId: id }))).toBe(
    'FailedOperation.CertificateStatusNotAllowDownload',
  );
  return id;
}

/** What is issued, as both readings tell it. */
async function expectIssued(id: string, names: readonly string[]): Promise<Answer> {
  const short = await untilStatus(call, id, 1);
  expect(short).toMatchObject({
    CertificateId: id,
    Domain: names[0],
    StatusMsg: '',
    SubmittedData: null,
    Deployable: true,
    DvAuthDetail: { DvAuthKey: null, DvAuths: null, DvAuthKeySubDomain: '' },
  });
  expect([...(short.SubjectAltName as string[])].sort()).toEqual([...names].sort());
  expect(short.CertBeginTime).toMatch(GMT_8);
  const detail = await call('DescribeCertificateDetail', { CertificateId: id });
  expect([...(detail.SubjectAltName as string[])].sort()).toEqual(names.slice(1).sort());
  const leaf = new X509Certificate(String(detail.CertificatePublicKey));
  expect(detail.CertFingerprint).toBe(leaf.fingerprint.replaceAll(':', ''));
  expect(Date.parse(`${String(detail.CertEndTime).replace(' ', 'T')}+08:00`)).toBe(Date.parse(leaf.validTo));
  return detail;
}

describe('free', () => {
  it('by automatic DNS: applied for, issued, downloaded', async () => {
    const { CertificateId } = await call('ApplyCertificate', {
      DvAuthMethod: 'DNS_AUTO',
      DomainName: 'free-auto.example.com',
      CsrEncryptAlgo: 'ECC',
      CsrKeyParameter: 'prime256v1',
      Alias: 'shop',
      ProjectId: 42,
      ContactEmail: 'li@people.example',
    });
    const id = String(CertificateId);
    expect([1, 4]).toContain((await call('DescribeCertificate', { CertificateId: id })).Status);
    const detail = await expectIssued(id, ['free-auto.example.com']);
    expect(detail).toMatchObject({
      PackageType: '83',
      VerifyType: 'DNS_AUTO',
      ValidityPeriod: '3',
      Alias: 'shop',
      ProjectId: '42',
      IsVip: false,
      IsDv: true,
      CertType: 'DV',
      DomainType: 1,
      EncryptAlgorithm: 'ECC prime256v1',
      CertificatePrivateKey: expect.stringContaining('BEGIN PRIVATE KEY') as string,
    });
    const files = await downloaded(call, id);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'free-auto.example.com_nginx/free-auto.example.com_bundle.crt',
        'free-auto.example.com_nginx/free-auto.example.com.key',
        'free-auto.example.com_apache/root_bundle.crt',
        'free-auto.example.com_tomcat/free-auto.example.com.pfx',
        'free-auto.example.com_tomcat/keystorePass.txt',
      ]),
    );
    const bundle = files['free-auto.example.com_nginx/free-auto.example.com_bundle.crt'];
    expect(bundle?.toString()).toBe(detail.CertificatePublicKey);
  });

  it('by DNS of its own: the record stands in the answer, and the loop of the scripts ends', async () => {
    const { CertificateId } = await call('ApplyCertificate', {
      DvAuthMethod: 'DNS',
      DomainName: 'free-manual.example.com',
    });
    const id = String(CertificateId);
    const waiting = await call('DescribeCertificate', { CertificateId: id });
    expect(waiting).toMatchObject({
      Status: 0,
      StatusMsg: expect.stringMatching(/^PENDING-DCV|CA-REVIEWING$/) as string,
    });
    const auths = authsOf(waiting);
    expect(waiting.DvAuthDetail).toMatchObject({
      DvAuthKey: auths[0]?.DvAuthKey,
      DvAuthKeySubDomain: auths[0]?.DvAuthSubDomain,
    });
    expect(auths[0]?.DvAuthDomain).toBe('example.com');
    expect(await codeOf(call('DownloadCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateStatusNotAllowDownload',
    );
    const before = await call('CheckCertificateDomainVerification', { CertificateId: id });
    expect(before.VerificationResults).toEqual([
      expect.objectContaining({
        Domain: 'free-manual.example.com',
        VerifyType: 'DNS',
        LocalCheck: -1,
        CaCheck: -1,
        LocalCheckFailReason: 'txt record not found',
        Issued: false,
      }),
    ]);
    await publish(auths);
    await until('it is issued', async () => {
      await call('CompleteCertificate', { CertificateId: id }).catch(() => undefined);
      const checked = await call('CheckCertificateDomainVerification', { CertificateId: id });
      return (checked.VerificationResults as { Issued: boolean }[]).every(({ Issued }) => Issued);
    });
    await expectIssued(id, ['free-manual.example.com']);
    expect(
      (await call('CheckCertificateDomainVerification', { CertificateId: id })).VerificationResults,
    ).toEqual([expect.objectContaining({ LocalCheck: 1, CaCheck: 2, Issued: true })]);
    expect(await codeOf(call('CompleteCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.CertificateNotFoundOrAudited',
    );
    expect(Object.keys(await downloaded(call, id)).length).toBeGreaterThan(5);
  });
});

describe('paid', () => {
  it('DV by the old pair and a file: in pieces, committed once, committed again the same', async () => {
    const id = await bought(104);
    await call('SubmitCertificateInformation', {
      CertificateId: id,
      CsrType: 'online',
      CertificateDomain: 'paid-dv.example.com',
      IsDV: true,
    });
    await call('SubmitCertificateInformation', { CertificateId: id, VerifyType: 'FILE', KeyPassword: '' });
    expect(await call('DescribeCertificateDetail', { CertificateId: id })).toMatchObject({
      Status: 5,
      SubmittedData: {
        CsrType: 'online',
        CertificateDomain: 'paid-dv.example.com',
        VerifyType: 'FILE',
        KeyPassword: '',
      },
      CertificatePublicKey: null,
    });
    const committed = await call('CommitCertificateInformation', { CertificateId: id });
    expect(committed).toEqual({ OrderId: expect.any(String) as string, Status: 0 });
    expect(await call('CommitCertificateInformation', { CertificateId: id })).toEqual(committed);
    expect(await codeOf(call('SubmitCertificateInformation', { CertificateId: id, CsrType: 'online' }))).toBe(
      'FailedOperation.InvalidCertificateStatusCode',
    );
    const waiting = await call('DescribeCertificateDetail', { CertificateId: id });
    expect(waiting).toMatchObject({ VerifyType: 'FILE', OrderId: committed.OrderId });
    await publish(authsOf(waiting));
    await until('it is issued', async () => {
      await call('CompleteCertificate', { CertificateId: id }).catch(() => undefined);
      return (await call('DescribeCertificate', { CertificateId: id })).Status === 1;
    });
    await expectIssued(id, ['paid-dv.example.com']);
    expect(Object.keys(await downloaded(call, id)).length).toBeGreaterThan(5);
  });

  it('OV by letter and the new pair: 5, 8, 0, 1', async () => {
    const id = await bought(22, 3);
    await call('CertificateInfoSubmit', {
      CertId: id,
      GenCsrType: 'online',
      CertCommonName: 'letter.example.com',
      DnsNames: ['letter2.example.com'],
      CompanyType: 2,
      CompanyId: '0',
      ManagerId: '0',
      CsrEncryptAlgo: 'ECC',
      CsrKeyParameter: 'prime256v1',
      ...NEW_ORGANIZATION,
    });
    const submitted = await call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS_AUTO' });
    expect(submitted).toEqual({ OrderId: expect.any(String) as string, Status: 8, IsAudited: false });
    expect(await call('DescribeCertificate', { CertificateId: id })).toMatchObject({
      Status: 8,
      StatusName: 'Documents submitted, pending confirmation letter',
      SubmittedData: { OrganizationName: ORGANIZATION.OrganizationName, AdminLastName: '王' },
    });
    await expectLetterRefused(id, 'UploadConfirmLetter', 'ConfirmLetter');
    expect(await uploaded(id, 'pdf')).toEqual({ CertificateId: id, IsSuccess: true });
    await untilStatus(call, id, 0);
    await passWhenAsked(world, String(submitted.OrderId), 'letter');
    await untilStatus(call, id, 1);
    const detail = await expectIssued(id, ['letter.example.com', 'letter2.example.com']);
    expect(detail).toMatchObject({ CertType: 'OV', DomainType: 2, IsDv: false });
    expect(detail.CertificateExtra).toMatchObject({ DomainNumber: '3', CompanyType: 2 });
    expect(Object.keys(await downloaded(call, id)).length).toBeGreaterThan(5);
  });

  it('CFCA asks who people are', async () => {
    const id = await bought(98);
    const given = {
      CertId: id,
      GenCsrType: 'online',
      CertCommonName: 'cfca.example.com',
      CompanyType: 2,
      CompanyId: '0',
      ...NEW_ORGANIZATION,
    };
    await call('CertificateInfoSubmit', given);
    expect(await codeOf(call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS_AUTO' }))).toBe(
      'FailedOperation.InvalidParam',
    );
    await call('CertificateInfoSubmit', {
      ...given,
      OrgIdType: 'TYDMZ',
      OrgIdNumber: CREDIT_CODE,
      AdminIdType: 'HZ',
      AdminIdNumber: 'E00000001',
      TechIdType: 'HZ',
      TechIdNumber: 'E00000002',
    });
    expect(await call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS_AUTO' })).toMatchObject({
      Status: 8,
    });
  });

  it.each([
    ['GeoTrust OV, on public record', 9, 'geotrust'],
    ['SecureSite EV, on public record', 4, 'securesite'],
    ['WoTrus OV, two e-mails', 28, 'wotrus'],
    ['DNSPod OV, phone and mailbox', 43, 'dnspod'],
  ] as const)('%s: without a letter, 5, 0, 1', async (_what, product, label) => {
    const id = await bought(product);
    const name = `${label}.example.com`;
    await call('SubmitCertificateInformation', {
      CertificateId: id,
      CsrType: 'online',
      CertificateDomain: name,
      ...ORGANIZATION,
      OrganizationName: `${ORGANIZATION.OrganizationName} ${label}`,
      ...PEOPLE,
    });
    const { OrderId, Status } = await call('CommitCertificateInformation', {
      CertificateId: id,
      VerifyType: 'DNS_AUTO',
    });
    expect(Status).toBe(0);
    expect(await codeOf(uploaded(id, 'pdf'))).toBe('FailedOperation.UploadConfirmCertificateNotSupport');
    await actUntilEnd(world, String(OrderId), EVERYBODY);
    const names = label === 'dnspod' ? [name] : [name];
    await expectIssued(id, names);
    expect(Object.keys(await downloaded(call, id)).length).toBeGreaterThan(5);
  });

  it('SM2 OV: the form once, both halves of the pair in the ZIP', async () => {
    const id = await bought(51);
    await call('SubmitCertificateInformation', {
      CertificateId: id,
      CsrType: 'online',
      CertificateDomain: 'sm2.example.com',
      ...ORGANIZATION,
      OrganizationName: `${ORGANIZATION.OrganizationName} SM2`,
      ...PEOPLE,
    });
    const { OrderId, Status } = await call('CommitCertificateInformation', {
      CertificateId: id,
      VerifyType: 'DNS_AUTO',
    });
    expect(Status).toBe(8);
    await until('the form is waited for', () => uploaded(id, 'jpeg').catch(() => undefined));
    expect(await codeOf(uploaded(id, 'gif'))).toBe('FailedOperation.InvalidCertificateStatusCode');
    await untilStatus(call, id, 0, 1);
    await actUntilEnd(world, String(OrderId), EVERYBODY);
    const detail = await expectIssued(id, ['sm2.example.com']);
    expect(detail).toMatchObject({
      EncryptAlgorithm: 'SM2',
      EncryptCert: expect.stringContaining('BEGIN CERTIFICATE') as string,
      EncryptPrivateKey: expect.stringContaining('PRIVATE KEY') as string,
      CertificateExtra: { SMCert: 1 },
    });
    expect(Object.keys(await downloaded(call, id))).toEqual(
      expect.arrayContaining([
        'sm2.example.com_nginx/sm2.example.com_sign_bundle.crt',
        'sm2.example.com_nginx/sm2.example.com_encrypt_bundle.crt',
      ]),
    );
    expect(await codeOf(call('CompleteCertificate', { CertificateId: id }))).toBe(
      'FailedOperation.InvalidParam',
    );
  });
});

async function uploaded(id: string, kind: 'pdf' | 'jpeg' | 'gif'): Promise<Answer> {
  const content = Buffer.from(letterFile(kind, 2_000, id)).toString('base64');
  return await call('UploadConfirmLetter', { CertificateId: id, ConfirmLetter: content });
}

async function expectLetterRefused(id: string, action: string, field: string): Promise<void> {
  const asked = (content: Uint8Array | string) =>
    codeOf(
      call(action, {
        CertificateId: id,
        [field]: typeof content === 'string' ? content : Buffer.from(content).toString('base64'),
      }),
    );
  expect(await asked('no base64!')).toBe('FailedOperation.InvalidFileType');
  expect(await asked(letterFile('pdf', 900))).toBe('FailedOperation.ConfirmLetterTooSmall');
  expect(await asked(letterFile('pdf', 1_500_000))).toBe('FailedOperation.ConfirmLetterTooLarge');
  expect(await asked(letterFile('text', 2_000))).toBe('FailedOperation.InvalidConfirmLetterFormat');
  expect(await asked(letterFile('gif', 2_000))).toBe('FailedOperation.InvalidConfirmLetterFormat');
}
