// Orders from purchase to certificate by the official client, brand by brand, with people of the development CA at its desks.
import { X509Certificate } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CFCA_IDS, letter, newName, startDoubleWorld, submit, type DoubleWorld } from './double-world.js';

let world: DoubleWorld;
beforeAll(async () => {
  world = await startDoubleWorld();
});
afterAll(async () => {
  await world.stop();
  expect(world.problems).toEqual([]);
});

const upload = (id: string, mark?: string) =>
  world.call('UploadConfirmLetter', { CertificateId: id, ConfirmLetter: letter(mark) });
const complete = (id: string) => world.call('CompleteCertificate', { CertificateId: id });
const detail = (id: string) => world.call('DescribeCertificateDetail', { CertificateId: id });

async function issuedNames(id: string): Promise<string> {
  const { CertificatePublicKey } = await detail(id);
  return new X509Certificate(String(CertificatePublicKey)).subjectAltName ?? '';
}

describe('a free certificate', () => {
  it('is validated at once when it is asked for, and downloaded with its key', async () => {
    const name = newName();
    const asked = { DvAuthMethod: 'DNS', DomainName: name, ContactEmail: 'me@example-shop.com' };
    const { CertificateId } = await world.call('ApplyCertificate', asked);
    const id = String(CertificateId);
    expect(id).toMatch(/^[A-Za-z0-9]{8}$/);
    const shown = await world.show(id);
    expect(shown).toMatchObject({ Status: 0, PackageType: '83', ValidityPeriod: '3', Domain: name });
    expect(shown.DvAuthDetail).toMatchObject({
      DvAuths: [
        {
          DvAuthKey: `_dnsauth.${name}`,
          DvAuthDomain: name.replace('shop.', ''),
          DvAuthSubDomain: '_dnsauth.shop',
          DvAuthVerifyType: 'TXT',
        },
      ],
    });
    const early = await world.tried('DownloadCertificate', { CertificateId: id });
    expect(early.code).toBe('FailedOperation.CertificateStatusNotAllowDownload');
    const before = await world.call('CheckCertificateDomainVerification', { CertificateId: id });
    expect(before.VerificationResults).toMatchObject([
      {
        Domain: name,
        LocalCheck: -1,
        CaCheck: -1,
        LocalCheckFailReason: 'txt record not found',
        Issued: false,
      },
    ]);
    await world.prove(id);
    await complete(id);
    const issued = await world.becomes(id, 1);
    expect(issued).toMatchObject({ StatusName: '已颁发', StatusMsg: '', SubmittedData: null });
    expect(String(issued.CertBeginTime)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await issuedNames(id)).toBe(`DNS:${name}`);
    const after = await world.call('CheckCertificateDomainVerification', { CertificateId: id });
    expect(after.VerificationResults).toMatchObject([{ LocalCheck: 1, CaCheck: 2, Issued: true }]);
    const { Content, ContentType } = await world.call('DownloadCertificate', { CertificateId: id });
    expect(ContentType).toBe('application/zip');
    expect(Object.keys(unzipSync(Buffer.from(String(Content), 'base64')))).toContain(`Nginx/2_${name}.key`);
    const again = await world.tried('CompleteCertificate', { CertificateId: id });
    expect(again.code).toBe('FailedOperation.CertificateNotFoundOrAudited');
  });

  it('is validated by itself with DNS_AUTO, its record taken away where that was asked for', async () => {
    const name = newName();
    const asked = { DvAuthMethod: 'DNS_AUTO', DomainName: name, DeleteDnsAutoRecord: true };
    await world.ca.hostile({ mode: 'server-error', path: 'validate' });
    const { CertificateId } = await world.call('ApplyCertificate', asked);
    expect((await world.show(String(CertificateId))).Status).toBe(4);
    expect(world.ca.dns.zone.list(`_dnsauth.${name}`)).toHaveLength(1);
    await world.ca.control('DELETE', '/hostile');
    await world.becomes(String(CertificateId), 1);
    expect(world.ca.dns.zone.list(`_dnsauth.${name}`)).toEqual([]);
  });
});

describe('a paid DV certificate', () => {
  it('by the old pair, handed in piece by piece, proven by a file', async () => {
    const name = newName();
    const id = await world.buy(104);
    expect(await world.show(id)).toMatchObject({ Status: 5, SubmittedData: null });
    await world.call('SubmitCertificateInformation', { CertificateId: id, CsrType: 'online', IsDV: true });
    const early = await world.tried('CommitCertificateInformation', { CertificateId: id });
    expect(early.code).toBe('FailedOperation.InvalidParam');
    await world.call('SubmitCertificateInformation', { CertificateId: id, CertificateDomain: name });
    const { SubmittedData } = await world.show(id);
    expect(SubmittedData).toMatchObject({ CsrType: 'online', CertificateDomain: name });
    const asked = { CertificateId: id, VerifyType: 'FILE' };
    const committed = await world.call('CommitCertificateInformation', asked);
    expect(committed).toMatchObject({ Status: 0, OrderId: expect.stringMatching(/^\d{10}$/) as string });
    const shown = await world.show(id);
    expect(shown.DvAuthDetail).toMatchObject({ DvAuthPath: '/.well-known/pki-validation/' });
    await world.prove(id);
    await complete(id);
    await world.becomes(id, 1);
  });

  it('of DNSPod is looked at by itself, and takes no request for it', async () => {
    const id = await world.buy(48);
    const { Status } = await submit(world, id, newName(), {
      CompanyType: 1,
      ContactEmail: 'me@example-shop.com',
    });
    expect(Status).toBe(0);
    expect((await world.show(id)).StatusMsg).toBe('PENDING-DCV');
    expect((await world.tried('CompleteCertificate', { CertificateId: id })).code).toBe(
      'FailedOperation.InvalidParam',
    );
    await world.prove(id);
    await world.becomes(id, 1);
  });
});

describe('GeoTrust OV', () => {
  it('wants a letter after the commit, another one after a rejection, then control of its names', async () => {
    const name = newName();
    const id = await world.buy(9);
    const { Status, IsAudited } = await submit(world, id, name);
    expect([Status, IsAudited]).toEqual([8, false]);
    const waiting = await world.show(id);
    expect(waiting).toMatchObject({
      StatusName: '待上传确认函',
      StatusMsg: '',
      DvAuthDetail: { DvAuths: null },
    });
    expect(await upload(id)).toMatchObject({ IsSuccess: true });
    expect((await world.show(id)).Status).toBe(0);
    await world.desk(id, 'return', { step: 'letter', reason: '公章不清晰' });
    const rejected = await world.becomes(id, 8);
    expect(rejected.StatusMsg).toContain('CA 驳回了资料');
    expect(rejected.StatusMsg).toContain('公章不清晰');
    await upload(id, 'another');
    expect(await world.show(id)).toMatchObject({ Status: 0, StatusMsg: 'PENDING-DCV' });
    await upload(id, 'a third one, during review');
    await world.prove(id);
    await complete(id);
    await expect
      .poll(async () => (await world.show(id)).StatusMsg, { interval: 200, timeout: 15_000 })
      .toBe('CA-REVIEWING');
    await world.desk(id, 'pass', { step: 'letter' });
    await world.becomes(id, 1);
    expect(await issuedNames(id)).toContain(name);
  });

  it('takes no letter where letters have ended, and is phoned', async () => {
    await world.control('POST', 'dials', { lettersEnded: true });
    const id = await world.buy(9);
    // Of a company that nobody has checked yet.
    const { Status } = await submit(world, id, newName(), { OrgOrganization: '另一家科技有限公司' });
    await world.control('POST', 'dials', { lettersEnded: false });
    expect(Status).toBe(0);
    await world.prove(id);
    await complete(id);
    await expect
      .poll(async () => (await world.show(id)).StatusMsg, { interval: 200, timeout: 15_000 })
      .toBe('LEGAL-REVIEWING');
    await world.desk(id, 'pass', { desk: 'phone' });
    await world.becomes(id, 1);
  });
});

it('WoTrus OV is pre-reviewed, shows then what proves its names, and is asked back by mail and phone', async () => {
  await world.control('POST', 'dials', { preReviewSeconds: 1 });
  const id = await world.buy(28);
  const { Status } = await submit(world, id, newName());
  await world.control('POST', 'dials', { preReviewSeconds: 0 });
  expect(Status).toBe(0);
  const first = await world.show(id);
  expect(first).toMatchObject({
    StatusMsg: 'PRE-REVIEWING',
    From: 'wosign',
    DvAuthDetail: { DvAuths: null },
  });
  expect(
    (await world.tried('UploadConfirmLetter', { CertificateId: id, ConfirmLetter: letter() })).code,
  ).toBe('FailedOperation.UploadConfirmCertificateNotSupport');
  await expect
    .poll(async () => (await world.show(id)).StatusMsg, { interval: 200, timeout: 15_000 })
    .toBe('PENDING-DCV');
  expect((await world.show(id)).DvAuthDetail).toMatchObject({ DvAuths: [{ DvAuthVerifyType: 'CNAME' }] });
  await world.prove(id);
  await expect
    .poll(async () => (await world.show(id)).StatusMsg, { interval: 200, timeout: 10_000 })
    .toBe('LEGAL-REVIEWING');
  await world.desk(id, 'phone-call');
  for (const step of ['email-1', 'email-2', 'phone-call']) await world.desk(id, 'pass', { step });
  await world.becomes(id, 1);
});

it('CFCA OV wants numbers of company and manager, and a letter', async () => {
  const id = await world.buy(98);
  await expect(submit(world, id, newName())).rejects.toThrow('MissingParameter');
  const { Status } = await submit(world, id, newName(), CFCA_IDS);
  expect(Status).toBe(8);
  await upload(id);
  await world.prove(id);
  await complete(id);
  await world.desk(id, 'pass', { step: 'letter' });
  await world.becomes(id, 1);
});

describe('an audited manager', () => {
  const audited = async () => {
    const company = await world.control('POST', 'companies', {
      fullName: '已审核科技有限公司',
      country: 'CN',
      province: '广东省',
      city: '深圳市',
      address: '示例路 2 号',
      landline: { areaCode: '0755', number: '87654321' },
    });
    const manager = await world.control('POST', 'managers', {
      ...{ companyId: company.id, name: '李四', department: '信息部', position: '经理' },
      ...{ phone: '13900000000', email: 'li@example-shop.com' },
    });
    expect(await world.call('SubmitAuditManager', { ManagerId: manager.id })).toMatchObject({
      ManagerId: manager.id,
    });
    await world.control('POST', `managers/${String(manager.id)}/verdict`, { status: 'ok' });
    const { Managers } = await world.call('DescribeManagers', { CompanyId: company.id });
    expect(Managers).toMatchObject([{ ManagerId: manager.id, Status: 'ok', ManagerLastName: '李' }]);
    const { CompanyInfo } = await world.call('DescribeManagerDetail', { ManagerId: manager.id });
    expect(CompanyInfo).toMatchObject({ CompanyId: company.id, CompanyName: '已审核科技有限公司' });
    return { ManagerId: String(manager.id), CompanyId: String(company.id) };
  };

  it('makes a letter needless, but for GlobalSign', async () => {
    const saved = await audited();
    const secureSite = await world.buy(6);
    expect(await submit(world, secureSite, newName(), saved)).toMatchObject({ Status: 0, IsAudited: true });
    await world.prove(secureSite);
    await complete(secureSite);
    await world.becomes(secureSite, 1);
    const globalSign = await world.buy(18);
    expect(await submit(world, globalSign, newName(), saved)).toMatchObject({ Status: 8, IsAudited: false });
    await upload(globalSign);
    await world.prove(globalSign);
    await complete(globalSign);
    await world.desk(globalSign, 'pass', { step: 'letter' });
    await world.becomes(globalSign, 1);
    expect((await world.tried('DeleteManager', { ManagerId: Number(saved.ManagerId) })).code).toBe(
      'FailedOperation.ManagerCanNotDeleteCert',
    );
  });
});

it('DNSPod OV has phone and mailbox checked', async () => {
  const id = await world.buy(43);
  const { Status } = await submit(world, id, newName());
  expect(Status).toBe(0);
  await world.prove(id);
  for (const step of ['phone-call', 'mailbox']) await world.desk(id, 'pass', { step });
  await world.becomes(id, 1);
});

it('DNSPod SM2 OV takes one letter, is reviewed by hand, and comes as a pair with the keys of both', async () => {
  const name = newName();
  const id = await world.buy(51);
  const { Status } = await submit(world, id, name, { CsrEncryptAlgo: 'SM2', CsrKeyParameter: 'SM2' });
  expect(Status).toBe(8);
  await upload(id);
  expect((await world.show(id)).Status).toBe(0);
  const again = await world.tried('UploadConfirmLetter', { CertificateId: id, ConfirmLetter: letter('two') });
  expect(again.code).toBe('FailedOperation.InvalidCertificateStatusCode');
  await world.prove(id);
  await expect
    .poll(async () => (await world.show(id)).StatusMsg, { interval: 200, timeout: 10_000 })
    .toBe('CA-REVIEWING');
  await world.desk(id, 'pass', { step: 'manual-review' });
  await world.becomes(id, 1);
  const told = await detail(id);
  expect(told).toMatchObject({ EncryptAlgorithm: 'SM2', CertificateExtra: { SMCert: 1 } });
  for (const field of ['CertificatePublicKey', 'EncryptCert'])
    expect(String(told[field])).toContain('BEGIN CERTIFICATE');
  for (const field of ['CertificatePrivateKey', 'EncryptPrivateKey'])
    expect(String(told[field])).toContain('BEGIN PRIVATE KEY');
  const { Content } = await world.call('DownloadCertificate', { CertificateId: id });
  expect(Object.keys(unzipSync(Buffer.from(String(Content), 'base64'))).sort()).toEqual([
    `Nginx/1_${name}_sign_bundle.crt`,
    `Nginx/2_${name}_encrypt_bundle.crt`,
    `Nginx/3_${name}.key`,
    `${name}_sign.csr`,
  ]);
});
