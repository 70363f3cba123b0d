/** Certificates as files: a ZIP with a folder for each kind of server (tencent-ssl-api, section 10). */
import type { Pack } from '../../../client/certificates/downloads/pack.js';
import { zipOf } from '../../../client/certificates/downloads/zip.js';
import type { TencentCertificate } from '../../../client/tencent/index.js';
import type { PackFormat } from '../../../domain/certificates/download-packs.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { named } from './named.js';
import { asTold, wrongStatus } from './refusing.js';
import { textIn } from '../../../domain/tencent/wire/fields.js';

export const DOWNLOADING: Readonly<Record<string, TencentAction>> = {
  DownloadCertificate: downloadCertificate,
  DescribeDownloadCertificateUrl: describeDownloadCertificateUrl,
};

async function downloadCertificate(call: TencentCall) {
  const certificate = await named(call);
  const id = downloadable(call, certificate);
  const pack = await asTold(call, DOWNLOAD_CODES, () => call.client.certificates.pack(id, { format: 'all' }));
  const content = zipOf(pack.files, new Date(call.now()));
  return { Content: content.toString('base64'), ContentType: 'application/zip' };
}

/** The files are made once already: whatever they would be refused for is told here, and not to whoever opens the address. */
async function describeDownloadCertificateUrl(call: TencentCall) {
  const certificate = await named(call);
  const certificateId = downloadable(call, certificate);
  const format = FORMATS[textIn(call.input, 'ServiceType') ?? 'nginx'] ?? 'nginx';
  const pack = await asTold(call, DOWNLOAD_CODES, () =>
    call.client.certificates.pack(certificateId, { format }),
  );
  return {
    DownloadCertificateUrl: await call.downloadAddress({ id: certificate.id, format }),
    DownloadFilename: archiveNameOf(pack),
  };
}

/** Section 4.3; the contract lets no other through. */
const FORMATS: Readonly<Record<string, PackFormat>> = {
  nginx: 'nginx',
  tomcat: 'tomcat',
  apache: 'apache',
  iis: 'iis',
  jks: 'jks',
  other: 'other',
  root: 'root',
};

/** After the folder in it: `www.example.com_nginx.zip`. */
export function archiveNameOf({ files }: Pick<Pack, 'files'>): string {
  return `${files[0]?.path.split('/', 1)[0] ?? 'certificate'}.zip`;
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
