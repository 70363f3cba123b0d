/** Every action of the reseller's API: which roles may call it beside those who order, by which input, and what a stranger is told. */
import { expect } from 'vitest';
import { letterFile } from '../../support/letter-files.js';
import type { Answer } from './actions/calling.js';

export interface Ids {
  readonly issued: string;
  readonly draft: string;
  readonly company: number;
  readonly manager: number;
  readonly csr: number;
  /** A certificate from elsewhere with its key. */
  readonly upload: Answer;
}

export const CSR = {
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
const LETTER = Buffer.from(letterFile('pdf', 2_000, 'rights')).toString('base64');

export interface Row {
  /** Of auditor (A), approver (P) and letters (L), those who may; owners and orderers may all. */
  readonly also: string;
  readonly input: (of: Ids) => Answer;
  /** What another account's owner is told for these ids; absent: the action names nothing of anybody's. */
  readonly foreign?: string | ((response: Answer, of: Ids) => void);
}

const NOT_FOUND = 'FailedOperation.CertificateNotFound';
const byId = ({ issued }: Ids): Answer => ({ CertificateId: issued });
const byDraft = ({ draft }: Ids): Answer => ({ CertificateId: draft });
const none =
  (field: string) =>
  (response: Answer): void =>
    expect(response[field]).toEqual([]);

/** Of the account's own log alone. */
const nothingOf = (response: Answer, { issued }: Ids): void =>
  expect(JSON.stringify(response)).not.toContain(issued);

export const ROWS: Readonly<Record<string, Row>> = {
  ApplyCertificate: {
    also: '',
    input: ({ issued }) => ({
      DvAuthMethod: 'DNS',
      DomainName: 'other.example.com',
      OldCertificateId: issued,
    }),
    foreign: NOT_FOUND,
  },
  CreateCertificate: { also: '', input: () => ({ ProductId: 104, DomainNum: 1, TimeSpan: 1 }) },
  CreateCertificateByPackage: {
    also: '',
    input: () => ({ ProductPid: 1014028, DomainCount: '1', Period: 1, PackageIds: ['pack'] }),
  },
  DescribePackages: { also: 'AP', input: () => ({}) },
  SubmitCertificateInformation: {
    also: '',
    input: (of) => ({ ...byDraft(of), CertificateDomain: 'mine.example.com' }),
    foreign: NOT_FOUND,
  },
  CommitCertificateInformation: { also: '', input: byDraft, foreign: NOT_FOUND },
  CertificateInfoSubmit: {
    also: '',
    input: ({ draft }) => ({
      CertId: draft,
      GenCsrType: 'online',
      CertCommonName: 'mine.example.com',
      CompanyType: 1,
      CompanyId: '0',
      ContactEmail: 'li@people.example',
    }),
    foreign: NOT_FOUND,
  },
  CertificateOrderSubmit: { also: '', input: ({ draft }) => ({ CertId: draft }), foreign: NOT_FOUND },
  CompleteCertificate: { also: '', input: byDraft, foreign: NOT_FOUND },
  CheckCertificateDomainVerification: { also: '', input: byDraft, foreign: NOT_FOUND },
  UploadConfirmLetter: {
    also: '',
    input: (of) => ({ ...byDraft(of), ConfirmLetter: LETTER }),
    foreign: NOT_FOUND,
  },
  UploadRevokeLetter: {
    also: '',
    input: (of) => ({ ...byId(of), RevokeLetter: LETTER }),
    foreign: NOT_FOUND,
  },
  CancelAuditCertificate: { also: '', input: byDraft, foreign: NOT_FOUND },
  CancelCertificateOrder: { also: '', input: byDraft, foreign: NOT_FOUND },
  ModifyCertificateResubmit: { also: '', input: byDraft, foreign: NOT_FOUND },
  ReplaceCertificate: { also: '', input: (of) => ({ ...byId(of), ValidType: 'DNS' }), foreign: NOT_FOUND },
  RevokeCertificate: { also: '', input: byId, foreign: NOT_FOUND },
  DescribeCertificate: { also: 'AP', input: byId, foreign: NOT_FOUND },
  DescribeCertificateDetail: { also: 'AP', input: byId, foreign: NOT_FOUND },
  DescribeCertificates: {
    also: 'AP',
    input: ({ issued }) => ({ CertIds: [issued] }),
    foreign: none('Certificates'),
  },
  DescribeCertificateOperateLogs: { also: 'A', input: () => ({}), foreign: nothingOf },
  DownloadCertificate: { also: 'AP', input: byId, foreign: NOT_FOUND },
  DescribeDownloadCertificateUrl: { also: 'AP', input: byId, foreign: NOT_FOUND },
  ModifyCertificateAlias: { also: '', input: (of) => ({ ...byId(of), Alias: 'mine' }), foreign: NOT_FOUND },
  ModifyCertificateProject: {
    also: '',
    input: ({ issued }) => ({ CertificateIdList: [issued], ProjectId: 7 }),
    foreign: none('SuccessCertificates'),
  },
  ModifyCertificatesExpiringNotificationSwitch: {
    also: '',
    input: ({ issued }) => ({ CertificateIds: [issued], SwitchStatus: 1 }),
    foreign: 'InvalidParameter.ContainsInvalidCertificateId',
  },
  UploadCertificate: { also: '', input: ({ upload }) => upload },
  DeleteCertificate: { also: '', input: byDraft, foreign: NOT_FOUND },
  DeleteCertificates: {
    also: '',
    input: ({ draft, issued }) => ({ CertificateIds: [draft, issued] }),
    foreign: none('Success'),
  },
  DescribeDeleteCertificatesTaskResult: {
    also: 'AP',
    input: () => ({ TaskIds: ['123'] }),
    foreign: none('DeleteTaskResult'),
  },
  CheckCertificateChain: {
    also: 'AP',
    input: ({ upload }) => ({ CertificateChain: upload.CertificatePublicKey }),
  },
  CheckCertificateExist: {
    also: 'AP',
    input: ({ upload }) => ({ CertificatePublicKey: upload.CertificatePublicKey }),
  },
  DescribeCompanies: { also: 'A', input: () => ({}), foreign: none('Companies') },
  DescribeManagers: {
    also: 'A',
    input: ({ company }) => ({ CompanyId: company }),
    foreign: 'FailedOperation.InvalidParam',
  },
  DescribeManagerDetail: {
    also: 'A',
    input: ({ manager }) => ({ ManagerId: manager }),
    foreign: 'FailedOperation.ResourceNotFound.Manager',
  },
  DeleteManager: {
    also: '',
    input: ({ manager }) => ({ ManagerId: manager }),
    foreign: 'FailedOperation.ResourceNotFound.Manager',
  },
  SubmitAuditManager: {
    also: '',
    input: ({ manager }) => ({ ManagerId: manager }),
    foreign: 'FailedOperation.ResourceNotFound.Manager',
  },
  VerifyManager: {
    also: '',
    input: ({ manager }) => ({ ManagerId: manager }),
    foreign: 'FailedOperation.ResourceNotFound.Manager',
  },
  CreateCSR: { also: '', input: () => ({ ...CSR, Generate: false }) },
  ModifyCSR: {
    also: '',
    input: ({ csr }) => ({ CSRId: csr, Generate: false, City: 'mine' }),
    foreign: 'FailedOperation.InvalidParam',
  },
  DescribeCSR: { also: 'A', input: ({ csr }) => ({ CSRId: csr }), foreign: 'FailedOperation.InvalidParam' },
  DescribeCSRSet: { also: 'A', input: () => ({}), foreign: none('Set') },
  BatchDeleteCSR: { also: '', input: ({ csr }) => ({ CSRIds: [csr] }), foreign: none('Success') },
  DescribeResourceTags: {
    also: 'AP',
    input: ({ issued }) => ({ ServiceType: 'ssl', ResourcePrefix: 'certificate', ResourceId: issued }),
    foreign: none('Rows'),
  },
  ModifyResourceTags: {
    also: '',
    input: ({ issued }) => ({
      Resource: `qcs::ssl::uin/:certificate/${issued}`,
      ReplaceTags: [{ TagKey: 'team', TagValue: 'mine' }],
    }),
    foreign: 'InvalidParameterValue.ResourceDescriptionError',
  },
};
