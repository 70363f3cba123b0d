// What the reseller does not allow is refused, under its codes, and changes nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCsr } from '../ca/ca-world.js';
import { letter, newName, startDoubleWorld, submit, type DoubleWorld } from './double-world.js';

let world: DoubleWorld;
/** Bought and not submitted, DV and OV; in review without and with a letter. */
let openDv = '';
let openOv = '';
let reviewed = '';
let letterMissing = '';

beforeAll(async () => {
  world = await startDoubleWorld();
  [openDv, openOv, reviewed, letterMissing] = [
    await world.buy(104),
    await world.buy(9),
    await world.buy(104),
    await world.buy(9),
  ];
  await submit(world, reviewed, newName(), { CompanyType: 1, ContactEmail: 'me@example-shop.com' });
  await submit(world, letterMissing, newName());
});
afterAll(async () => {
  await world.stop();
  expect(world.problems).toEqual([]);
});

const codeOf = async (action: string, parameters: object = {}) =>
  (await world.tried(action, parameters)).code;

const INFO = {
  GenCsrType: 'online',
  CertCommonName: 'info.double-refused.com',
  CompanyType: 1,
  CompanyId: '0',
  ContactEmail: 'me@example-shop.com',
  CsrEncryptAlgo: 'RSA',
  CsrKeyParameter: '2048',
};
const FREE = { DvAuthMethod: 'DNS', DomainName: 'free.double-refused.com' };

describe('a call', () => {
  it.each<[string, object, string]>([
    ['NoSuchThing', {}, 'InvalidAction'],
    ['DescribeHostCdnInstanceList', {}, 'UnsupportedOperation'],
    ['DescribeCertificate', {}, 'MissingParameter'],
    ['DescribeCertificate', { CertificateId: 'Nothing1' }, 'FailedOperation.CertificateNotFound'],
    ['DescribeCertificate', { CertificateId: 'Nothing1', More: 1 }, 'UnknownParameter'],
    ['DescribeCertificate', { CertificateId: 7 }, 'InvalidParameter'],
    ['CompleteCertificate', { CertificateId: 'Nothing1' }, 'FailedOperation.CertificateNotFoundOrAudited'],
    [
      'CancelAuditCertificate',
      { CertificateId: 'Nothing1' },
      'FailedOperation.CertificateNotFoundOrCantCancel',
    ],
    ['DescribeManagerDetail', { ManagerId: 1 }, 'ResourceNotFound.Manager'],
  ])('%s %o is %s', async (action, parameters, code) => {
    expect(await codeOf(action, parameters)).toBe(code);
  });
});

describe('a purchase', () => {
  it.each<[string, object, string]>([
    ['of no product', { ProductId: 1, DomainNum: 1, TimeSpan: 1 }, 'FailedOperation.InvalidParam'],
    ['of the free product', { ProductId: 83, DomainNum: 1, TimeSpan: 1 }, 'FailedOperation.InvalidParam'],
    [
      'of several names for one',
      { ProductId: 11, DomainNum: 1, TimeSpan: 1 },
      'FailedOperation.InvalidParam',
    ],
    ['of one name for two', { ProductId: 104, DomainNum: 2, TimeSpan: 1 }, 'FailedOperation.InvalidParam'],
    [
      'of years that are not sold',
      { ProductId: 104, DomainNum: 1, TimeSpan: 2 },
      'FailedOperation.InvalidParam',
    ],
    ['without its years', { ProductId: 104, DomainNum: 1 }, 'MissingParameter'],
  ])('%s', async (_what, parameters, code) => {
    expect(await codeOf('CreateCertificate', parameters)).toBe(code);
  });

  it('of more than the balance, and by an account that is not verified', async () => {
    const before = await world.control('GET', 'balance');
    await world.control('POST', 'balance', { balance: 100 });
    const wanted = { ProductId: 9, DomainNum: 1, TimeSpan: 1 };
    expect(await codeOf('CreateCertificate', wanted)).toBe('FailedOperation.TradeError');
    expect(await world.control('GET', 'balance')).toMatchObject({ balance: 100 });
    await world.control('POST', 'balance', { balance: before.balance });
    await world.control('POST', 'dials', { realName: false });
    expect(await codeOf('CreateCertificate', wanted)).toBe('FailedOperation.NoRealNameAuth');
    expect(await codeOf('ApplyCertificate', FREE)).toBe('FailedOperation.NoRealNameAuth');
    await world.control('POST', 'dials', { realName: true });
  });
});

describe('a free certificate', () => {
  it.each<[string, object, string]>([
    ['of another product', { PackageType: '2' }, 'InvalidParameterValue'],
    ['for a year', { ValidityPeriod: '12' }, 'InvalidParameterValue'],
    ['with a wildcard', { DomainName: '*.double-refused.com' }, 'FailedOperation.InvalidParam'],
    [
      'for an ending that gets none',
      { DomainName: 'shop.double-refused.org' },
      'FailedOperation.InvalidParam',
    ],
    ['with an ECC key of no curve', { CsrEncryptAlgo: 'ECC' }, 'MissingParameter'],
    ['with a key of 4096 bits', { CsrKeyParameter: '4096' }, 'FailedOperation.InvalidParam'],
    ['by no method of theirs', { DvAuthMethod: 'MAIL' }, 'InvalidParameterValue'],
    [
      'for a name of 65 characters',
      { DomainName: `${'a'.repeat(61)}.com` },
      'InvalidParameterValue.CertificateDomainMaxLengthInvalid',
    ],
    [
      'renewing one that is not issued',
      { OldCertificateId: 'Nothing1' },
      'FailedOperation.CertificateNotFound',
    ],
    [
      'with an address that is none',
      { ContactEmail: 'nobody' },
      'InvalidParameterValue.CertificateEmailParseInvalid',
    ],
  ])('%s', async (_what, differing, code) => {
    expect(await codeOf('ApplyCertificate', { ...FREE, ...differing })).toBe(code);
  });

  it('beyond twenty of one domain', async () => {
    for (let number = 0; number < 20; number += 1)
      await world.call('ApplyCertificate', {
        ...FREE,
        DomainName: `n${number}.double-many.com`,
        CsrEncryptAlgo: 'ECC',
        CsrKeyParameter: 'prime256v1',
      });
    expect(await codeOf('ApplyCertificate', { ...FREE, DomainName: 'n20.double-many.com' })).toBe(
      'FailedOperation.MainDomainCertificateCountLimit',
    );
  }, 60_000);
});

describe('information', () => {
  it.each<[string, object, string]>([
    ['of a person for OV', { CertId: 'ov' }, 'InvalidParameterValue'],
    ['of a company that is missing', { CertId: 'ov', CompanyType: 2 }, 'MissingParameter'],
    ['of a company that nobody made', { CompanyId: '9' }, 'FailedOperation.InvalidParam'],
    ['of a manager that nobody made', { ManagerId: '9' }, 'ResourceNotFound.Manager'],
    ['without an address', { ContactEmail: '' }, 'FailedOperation.CertificateInfoSubmitContactEmailEmpty'],
    [
      'with an address that is none',
      { ContactEmail: 'nobody' },
      'FailedOperation.CertificatePreVerifyEmailInvalid',
    ],
    ['of no key', { CsrKeyParameter: '' }, 'MissingParameter'],
    [
      'of a key that is not for sale',
      { CsrEncryptAlgo: 'SM2', CsrKeyParameter: 'SM2' },
      'FailedOperation.InvalidParam',
    ],
    ['without its CSR', { GenCsrType: 'parse' }, 'MissingParameter'],
    [
      'with a CSR of another name',
      { GenCsrType: 'parse', Csr: 'made' },
      'FailedOperation.CertificateCsrParseFailed',
    ],
    ['with what is no CSR', { GenCsrType: 'parse', Csr: 'x' }, 'FailedOperation.CertificateCsrParseFailed'],
    [
      'of a wildcard where none was bought',
      { CertCommonName: '*.double-refused.com' },
      'FailedOperation.CertificateInfoSubmitDomainInvalid',
    ],
    [
      'of more names than were bought',
      { DnsNames: ['b.double-refused.com'] },
      'FailedOperation.CertificateInfoSubmitDomainInvalid',
    ],
    [
      'of an address where none is certified',
      { CertCommonName: '203.0.113.7' },
      'FailedOperation.CertificateInfoSubmitDomainInvalid',
    ],
    [
      'of a name that repeats',
      { DnsNames: [INFO.CertCommonName] },
      'FailedOperation.CertificateInfoSubmitDomainInvalid',
    ],
    ['of what is in review', { CertId: 'reviewed' }, 'FailedOperation.CertificateInfoSubmitStatusInvalid'],
  ])('%s', async (_what, differing, code) => {
    const { CertId: which = 'dv', Csr: csr, ...rest } = differing as { CertId?: string; Csr?: string };
    const CertId = { dv: openDv, ov: openOv, reviewed }[which];
    const Csr = csr === 'made' ? await makeCsr() : csr;
    expect(
      await codeOf('CertificateInfoSubmit', { ...INFO, ...rest, CertId, ...(Csr !== undefined && { Csr }) }),
    ).toBe(code);
    expect((await world.show(openDv)).Status).toBe(5);
  });
});

describe('what comes at the wrong time', () => {
  it.each<[string, () => object, string]>([
    ['CertificateOrderSubmit', () => ({ CertId: openDv }), 'FailedOperation.InvalidParam'],
    [
      'CertificateOrderSubmit',
      () => ({ CertId: reviewed }),
      'FailedOperation.CertificateOrderSubmitProcessing',
    ],
    [
      'CommitCertificateInformation',
      () => ({ CertificateId: reviewed }),
      'FailedOperation.InvalidCertificateStatusCode',
    ],
    [
      'SubmitCertificateInformation',
      () => ({ CertificateId: reviewed, CsrType: 'online' }),
      'FailedOperation.InvalidCertificateStatusCode',
    ],
    [
      'SubmitCertificateInformation',
      () => ({ CertificateId: openOv, IsDV: true }),
      'FailedOperation.InvalidParam',
    ],
    [
      'UploadConfirmLetter',
      () => ({ CertificateId: reviewed, ConfirmLetter: letter() }),
      'FailedOperation.UploadConfirmCertificateNotSupportDV',
    ],
    [
      'UploadConfirmLetter',
      () => ({ CertificateId: openOv, ConfirmLetter: letter() }),
      'FailedOperation.InvalidCertificateStatusCode',
    ],
    [
      'UploadRevokeLetter',
      () => ({ CertificateId: letterMissing, RevokeLetter: letter() }),
      'FailedOperation.InvalidCertificateStatusCode',
    ],
    [
      'CompleteCertificate',
      () => ({ CertificateId: openDv }),
      'FailedOperation.CertificateNotFoundOrAudited',
    ],
    [
      'CompleteCertificate',
      () => ({ CertificateId: letterMissing }),
      'FailedOperation.CertificateNotFoundOrAudited',
    ],
    [
      'CheckCertificateDomainVerification',
      () => ({ CertificateId: letterMissing }),
      'FailedOperation.CertificateStatusNotAllowVerify',
    ],
    [
      'CheckCertificateDomainVerification',
      () => ({ CertificateId: openDv }),
      'FailedOperation.CertificateStatusNotAllowVerify',
    ],
    ['CancelCertificateOrder', () => ({ CertificateId: reviewed }), 'FailedOperation.CancelOrderFailed'],
    [
      'ModifyCertificateResubmit',
      () => ({ CertificateId: reviewed }),
      'FailedOperation.CertificateStatusNotAllowResubmit',
    ],
    [
      'ReplaceCertificate',
      () => ({ CertificateId: reviewed, ValidType: 'DNS' }),
      'FailedOperation.InvalidCertificateStatusCode',
    ],
    ['RevokeCertificate', () => ({ CertificateId: openDv }), 'FailedOperation.InvalidCertificateStatusCode'],
    [
      'DownloadCertificate',
      () => ({ CertificateId: reviewed }),
      'FailedOperation.CertificateStatusNotAllowDownload',
    ],
    [
      'DeleteCertificate',
      () => ({ CertificateId: reviewed }),
      'FailedOperation.InvalidCertificateStatusCode',
    ],
  ])('%s', async (action, parameters, code) => {
    expect(await codeOf(action, parameters())).toBe(code);
  });
});

describe('a letter', () => {
  it.each<[string, string, string]>([
    ['that is no Base64', 'not base64!', 'FailedOperation.InvalidFileType'],
    ['of half a kilobyte', letter('small', 'pdf', 512), 'FailedOperation.ConfirmLetterTooSmall'],
    ['of two megabytes', letter('large', 'pdf', 2_000_000), 'FailedOperation.ConfirmLetterTooLarge'],
    ['of a kind that is not taken', letter('gif', 'gif'), 'FailedOperation.InvalidConfirmLetterFormat'],
  ])('%s', async (_what, ConfirmLetter, code) => {
    expect(await codeOf('UploadConfirmLetter', { CertificateId: letterMissing, ConfirmLetter })).toBe(code);
    expect((await world.show(letterMissing)).Status).toBe(8);
  });
});
