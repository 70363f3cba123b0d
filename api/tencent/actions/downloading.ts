/** Certificates as files: a ZIP with a folder for each kind of server (tencent-ssl-api, section 10). */
import type { TencentCertificate } from '../../../client/tencent/index.js';
import { zipOf } from '../../../client/certificates/downloads/zip.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { named } from './named.js';
import { asTold, wrongStatus } from './refusing.js';

export const DOWNLOADING: Readonly<Record<string, TencentAction>> = {
  DownloadCertificate: downloadCertificate,
};

async function downloadCertificate(call: TencentCall) {
  const certificate = await named(call);
  const id = downloadable(call, certificate);
  const pack = await asTold(call, DOWNLOAD_CODES, () => call.client.certificates.pack(id, { format: 'all' }));
  const content = zipOf(pack.files, new Date(call.now()));
  return { Content: content.toString('base64'), ContentType: 'application/zip' };
}

const DOWNLOAD_CODES = {
  RefusedInThisState: 'FailedOperation.CertificateNotAllowDownload',
  fields: { format: 'FailedOperation.CertificateDownloadServiceTypeNotSupport' },
} as const;

/** An issued one, an expired one too; not while it is being revoked. Throws TencentError. */
export function downloadable(call: TencentCall, { certificateId, status }: TencentCertificate): string {
  const may: readonly number[] = [TENCENT_STATUS.issued, TENCENT_STATUS.expired];
  if (certificateId === null || !may.includes(status))
    throw wrongStatus(call, 'CertificateStatusNotAllowDownload');
  return certificateId;
}
