/** Which right of ours an action asks for before anything is looked at; whatever it does then is asked once more at the client's door. */
import type { OrderClient } from '../../client/order-client.js';
import type { Principal } from '../../domain/accounts/principal.js';
import { mayDo } from '../../domain/accounts/rights.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

/** By the client's operation that the action is there for. An action without a row nobody may call. */
export const ACTION_RIGHTS: Readonly<Record<string, string>> = {
  ApplyCertificate: 'tencent.buy',
  CreateCertificate: 'tencent.buy',
  CreateCertificateByPackage: 'tencent.buy',
  DescribePackages: 'tencent.page',
  SubmitCertificateInformation: 'tencent.giveInformation',
  CertificateInfoSubmit: 'tencent.giveInformation',
  CommitCertificateInformation: 'tencent.submit',
  CertificateOrderSubmit: 'tencent.submit',
  CompleteCertificate: 'check',
  CheckCertificateDomainVerification: 'check',
  UploadConfirmLetter: 'letters.upload',
  UploadRevokeLetter: 'certificates.uploadRevocationLetter',
  CancelAuditCertificate: 'tencent.cancel',
  CancelCertificateOrder: 'tencent.cancel',
  ModifyCertificateResubmit: 'tencent.openAnew',
  ReplaceCertificate: 'certificates.reissue',
  RevokeCertificate: 'certificates.revoke',
  DescribeCertificate: 'tencent.show',
  DescribeCertificateDetail: 'tencent.show',
  DescribeCertificates: 'tencent.page',
  DescribeCertificateOperateLogs: 'operations.page',
  DownloadCertificate: 'certificates.pack',
  DescribeDownloadCertificateUrl: 'certificates.pack',
  ModifyCertificateAlias: 'setLabels',
  ModifyCertificateProject: 'setLabels',
  ModifyCertificatesExpiringNotificationSwitch: 'certificates.setExpiryNotices',
  UploadCertificate: 'certificates.upload',
  DeleteCertificate: 'tencent.remove',
  DeleteCertificates: 'tencent.remove',
  DescribeDeleteCertificatesTaskResult: 'tencent.deletions',
  CheckCertificateChain: 'tencent.show',
  CheckCertificateExist: 'tencent.findByFingerprint',
  DescribeCompanies: 'companies.page',
  DescribeManagers: 'contacts.page',
  DescribeManagerDetail: 'contacts.page',
  DeleteManager: 'contacts.remove',
  SubmitAuditManager: 'contacts.edit',
  VerifyManager: 'contacts.edit',
  CreateCSR: 'signingRequests.add',
  ModifyCSR: 'signingRequests.edit',
  DescribeCSR: 'signingRequests.show',
  DescribeCSRSet: 'signingRequests.list',
  BatchDeleteCSR: 'signingRequests.remove',
  DescribeResourceTags: 'tencent.show',
  ModifyResourceTags: 'setLabels',
};

/**
 * Throws Refusal `NotAllowed`. The client's own door refuses, so that it stands in the account's log as everywhere: nothing is handed
 * to an operation that may be done.
 */
export async function refuseUnlessAllowed(
  action: string,
  { role }: Pick<Principal, 'role'>,
  client: OrderClient,
): Promise<void> {
  const right = ACTION_RIGHTS[action];
  if (right !== undefined && mayDo(role, right)) return;
  if (right !== undefined) await operationOf(client, right)?.();
  throw new Refusal(
    refusalDetails('NotAllowed', { message: { zh: '无权执行该操作', en: 'This may not be done' } }),
  );
}

function operationOf(client: OrderClient, path: string): (() => Promise<unknown>) | undefined {
  const found = path
    .split('.')
    .reduce<unknown>((part, name) => (isObject(part) ? Reflect.get(part, name) : undefined), client);
  return isOperation(found) ? found : undefined;
}

function isObject(part: unknown): part is object {
  return typeof part === 'object' && part !== null;
}

function isOperation(found: unknown): found is () => Promise<unknown> {
  return typeof found === 'function';
}
