// What becomes of orders and certificates beside the usual way: withdrawn, refused, refunded, re-issued, revoked, deleted, forgotten.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letter, newName, startDoubleWorld, submit, type DoubleWorld } from './double-world.js';

let world: DoubleWorld;
beforeAll(async () => {
  world = await startDoubleWorld();
});
afterAll(async () => {
  await world.stop();
  expect(world.problems).toEqual([]);
});

const codeOf = async (action: string, parameters: object) => (await world.tried(action, parameters)).code;
const balance = async () => Number((await world.control('GET', 'balance')).balance);

async function issuedDv(productId = 104, name = newName()): Promise<string> {
  const id = await world.buy(productId);
  await submit(world, id, name, { CompanyType: 1, ContactEmail: 'me@example-shop.com' });
  await world.prove(id);
  await world.call('CompleteCertificate', { CertificateId: id });
  await world.becomes(id, 1);
  return id;
}

async function issuedOv(name = newName()): Promise<string> {
  const id = await world.buy(9);
  await submit(world, id, name);
  await world.call('UploadConfirmLetter', { CertificateId: id, ConfirmLetter: letter() });
  await world.prove(id);
  await world.call('CompleteCertificate', { CertificateId: id });
  await world.desk(id, 'pass', { step: 'letter' });
  await world.becomes(id, 1);
  return id;
}

const POLLED = { timeout: 15_000, interval: 200 };

describe('what is not wanted any more', () => {
  it('is cancelled before it is submitted, refunded in the console, and stays refunded', async () => {
    const before = await balance();
    const id = await world.buy(9);
    expect(await balance()).toBeLessThan(before);
    expect(await codeOf('CancelAuditCertificate', { CertificateId: id })).toBe(
      'FailedOperation.CertificateNotFoundOrCantCancel',
    );
    expect(await world.control('POST', `certificates/${id}/refund`)).toMatchObject({
      error: { code: 'RefusedInThisState' },
    });
    await world.call('CancelCertificateOrder', { CertificateId: id });
    expect((await world.show(id)).Status).toBe(7);
    expect(await world.control('POST', `certificates/${id}/refund`)).toMatchObject({ status: 14 });
    expect(await balance()).toBe(before);
    expect((await world.show(id)).StatusName).toBe('证书已退款');
    expect(await codeOf('ModifyCertificateResubmit', { CertificateId: id })).toBe(
      'FailedOperation.CertificateStatusNotAllowResubmit',
    );
    expect(await codeOf('CancelCertificateOrder', { CertificateId: id })).toBe(
      'FailedOperation.CancelOrderFailed',
    );
  });

  it('is cancelled in review by way of 6, then opened anew and issued', async () => {
    await world.control('POST', 'dials', { cancellingSeconds: 3 });
    const id = await world.buy(104);
    const name = newName();
    await submit(world, id, name, { CompanyType: 1, ContactEmail: 'me@example-shop.com' });
    expect(await world.call('CancelAuditCertificate', { CertificateId: id })).toMatchObject({ Result: true });
    await world.control('POST', 'dials', { cancellingSeconds: 0 });
    expect((await world.show(id)).Status).toBe(6);
    expect(await codeOf('ModifyCertificateResubmit', { CertificateId: id })).toBe(
      'FailedOperation.CertificateStatusNotAllowResubmit',
    );
    await world.becomes(id, 7);
    await world.call('ModifyCertificateResubmit', { CertificateId: id });
    expect(await world.show(id)).toMatchObject({ Status: 5, SubmittedData: { CertificateDomain: name } });
    await world.call('CertificateOrderSubmit', { CertId: id });
    await world.prove(id);
    await world.call('CompleteCertificate', { CertificateId: id });
    await world.becomes(id, 1);
  });

  it('is refused by the CA, with the words of its desk, or of its review of names', async () => {
    const id = await world.buy(43);
    await submit(world, id, newName());
    await world.desk(id, 'reject', { reason: '企业已注销' });
    const failed = await world.becomes(id, 2);
    expect(failed).toMatchObject({ StatusName: '审核失败', StatusMsg: '订单审核失败：企业已注销' });
    await world.call('ModifyCertificateResubmit', { CertificateId: id });
    expect(await world.show(id)).toMatchObject({ Status: 5, StatusMsg: '' });
    await world.ca.hostile({ mode: 'refuse-name', times: 1 });
    await world.call('CertificateOrderSubmit', { CertId: id });
    expect((await world.becomes(id, 2)).StatusMsg).toBe('CA 审核失败：域名未通过安全审核');
  });

  it('fails when its names are not proven in time', async () => {
    const id = await world.buy(104);
    await submit(world, id, newName(), { CompanyType: 1, ContactEmail: 'me@example-shop.com' });
    world.now = new Date(Date.now() + 7.1 * 86_400_000);
    try {
      // The clock of the double is the one that signatures are held to.
      await expect
        .poll(async () => {
          const { certificates } = (await world.control('GET', 'certificates')) as {
            certificates: { id: string; status: number; statusMessage: string }[];
          };
          return certificates.find((each) => each.id === id);
        }, POLLED)
        .toMatchObject({ status: 2, statusMessage: '域名验证超时，订单已关闭，请重新申请' });
    } finally {
      world.now = undefined;
    }
  });
});

describe('another certificate of what was bought', () => {
  it('is a new one in 11, with the old one’s end, whose original is not re-issued beside it', async () => {
    const id = await issuedDv();
    const { CertEndTime } = await world.show(id);
    const asked = { CertificateId: id, ValidType: 'DNS', CsrType: 'online', CertCSREncryptAlgo: 'RSA' };
    const { CertificateId } = await world.call('ReplaceCertificate', asked);
    const reissue = String(CertificateId);
    expect(reissue).not.toBe(id);
    const shown = await world.show(reissue);
    expect(shown).toMatchObject({ Alias: `${id}的重颁发订单`, CertificateExtra: { ReplacedFor: id } });
    // What was proven a moment ago is proven still.
    const issued = await world.becomes(reissue, 1);
    expect(issued.CertEndTime).toBe(CertEndTime);
    expect((await world.show(id)).CertificateExtra).toMatchObject({ ReplacedBy: reissue });
    expect(await codeOf('RevokeCertificate', { CertificateId: reissue })).toBe(
      'FailedOperation.RevokeFailed',
    );
    await world.call('RevokeCertificate', { CertificateId: id });
    await world.prove(id);
    await world.becomes(id, 10);
    expect((await world.show(reissue)).Status).toBe(10);
  });

  it('stands in 11 until it is issued, and can’t be asked for twice', async () => {
    const id = await issuedDv();
    await world.ca.restart({ gently: true, issuanceDelayMs: 4_000 });
    const { CertificateId } = await world.call('ReplaceCertificate', { CertificateId: id, ValidType: 'DNS' });
    const reissue = String(CertificateId);
    expect(await world.show(reissue)).toMatchObject({ Status: 11, StatusMsg: 'WAIT-ISSUE' });
    expect(await codeOf('ReplaceCertificate', { CertificateId: id, ValidType: 'DNS' })).toBe(
      'FailedOperation.OrderAlreadyReplaced',
    );
    expect(await codeOf('CancelAuditCertificate', { CertificateId: reissue })).toBe(
      'FailedOperation.CertificateNotFoundOrCantCancel',
    );
    await world.ca.restart({ gently: true, issuanceDelayMs: 0 });
    await world.becomes(reissue, 1);
  });
});

describe('a revocation', () => {
  it('of a DV certificate wants control of its names shown', async () => {
    const id = await issuedDv();
    const { RevokeDomainValidateAuths } = await world.call('RevokeCertificate', {
      CertificateId: id,
      Reason: 'keyCompromise',
    });
    expect(RevokeDomainValidateAuths).toHaveLength(1);
    expect(await world.show(id)).toMatchObject({
      Status: 9,
      DvRevokeAuthDetail: [{ DvAuthVerifyType: 'TXT' }],
    });
    expect(await codeOf('DownloadCertificate', { CertificateId: id })).toBe(
      'FailedOperation.CertificateStatusNotAllowDownload',
    );
    await world.prove(id);
    await world.becomes(id, 10);
  });

  it('of an OV certificate wants a letter, whose rejection by the CA leaves it as it is', async () => {
    const id = await issuedOv();
    const asked = await world.call('RevokeCertificate', { CertificateId: id });
    expect(asked.RevokeDomainValidateAuths).toEqual([]);
    expect(await world.show(id)).toMatchObject({ Status: 12, StatusName: '待上传吊销确认函' });
    const revoking = { CertificateId: id, RevokeLetter: letter('revoke') };
    expect(await world.call('UploadRevokeLetter', revoking)).toMatchObject({ IsSuccess: true });
    expect((await world.show(id)).Status).toBe(9);
    const { certificates } = (await world.control('GET', 'certificates')) as {
      certificates: { id: string; reference: string }[];
    };
    const reference = certificates.find((each) => each.id === id)?.reference ?? '';
    await world.ca.control('POST', `/revocations/${reference}/refuse`, { reason: '印章不符', forGood: true });
    await world.becomes(id, 1);
    await world.call('RevokeCertificate', { CertificateId: id });
    await world.call('UploadRevokeLetter', { ...revoking, RevokeLetter: letter('revoke again') });
    await world.ca.control('POST', `/revocations/${reference}/approve`, {});
    await world.becomes(id, 10);
    expect(await world.call('DeleteCertificate', { CertificateId: id })).toMatchObject({
      DeleteResult: true,
    });
    expect(await codeOf('DescribeCertificate', { CertificateId: id })).toBe(
      'FailedOperation.CertificateNotFound',
    );
  });
});

describe('the double', () => {
  it('keeps everything over a restart: orders, money, companies, dials, and what people did meanwhile', async () => {
    const open = await world.buy(45, 3);
    const waiting = await world.buy(9);
    await submit(world, waiting, newName());
    await world.call('UploadConfirmLetter', { CertificateId: waiting, ConfirmLetter: letter() });
    await world.call('ModifyCertificateAlias', { CertificateId: open, Alias: '替身' });
    await world.control('POST', 'hostile', { mode: 'drop-before', action: 'CreateCertificate', times: 1 });
    const before = [await world.show(open), await balance()];
    await world.restart();
    expect([await world.show(open), await balance()]).toEqual([
      { ...(before[0] as object), RequestId: expect.any(String) as string },
      before[1],
    ]);
    expect((await world.control('GET', 'hostile')).hostile).toMatchObject({ mode: 'drop-before' });
    await world.control('DELETE', 'hostile');
    await world.prove(waiting);
    await world.call('CompleteCertificate', { CertificateId: waiting });
    await world.desk(waiting, 'pass', { step: 'letter' });
    await world.becomes(waiting, 1);
  });

  it('stays readable while the CA is away, and goes on after', async () => {
    const id = await world.buy(104);
    await submit(world, id, newName(), { CompanyType: 1, ContactEmail: 'me@example-shop.com' });
    await world.prove(id);
    await world.ca.hostile({ mode: 'server-error' });
    expect((await world.show(id)).Status).toBe(0);
    expect(await codeOf('CheckCertificateDomainVerification', { CertificateId: id })).toBe(
      'FailedOperation.CannotGetOrder',
    );
    await world.ca.control('DELETE', '/hostile');
    await world.call('CompleteCertificate', { CertificateId: id });
    await world.becomes(id, 1);
  });

  it('lists and logs what there is', async () => {
    const id = await issuedDv();
    const { TotalCount, Certificates } = await world.call('DescribeCertificates', { SearchKey: id });
    expect(TotalCount).toBe(1);
    expect(Certificates).toMatchObject([{ CertificateId: id, Status: 1, AllowDownload: true }]);
    const open = await world.buy(104);
    const wanted = { CertificateStatus: [5], Limit: 1000 };
    const { Certificates: toSubmit } = await world.call('DescribeCertificates', wanted);
    const listed = (toSubmit as { CertificateId: string; Status: number }[]).map(
      ({ CertificateId }) => CertificateId,
    );
    expect(listed).toContain(open);
    expect(listed).not.toContain(id);
    const { OperateLogs } = await world.call('DescribeCertificateOperateLogs', { Limit: 1000 });
    const ofIt = (OperateLogs as { CertId: string; Type: string }[]).filter(({ CertId }) => CertId === id);
    expect(ofIt.map(({ Type }) => Type)).toEqual([
      ...['issued', 'domainValidationPassed', 'submitInfo', 'applyVIP'],
    ]);
  });
});
