/** Certificates as files, in one ZIP with a folder for each kind of server (tencent-ssl-api, section 10, its original layout). */
import { zipSync } from 'fflate';
import { fileNameOf } from '../../../domain/certificates/download-packs.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { failed, named, type DoubleAction, type DoubleCall } from '../call.js';
import { statusOf } from '../status.js';
import { namesOf, type Issued, type PlacedOrder } from '../stored-certificate.js';
import { chained } from './describing.js';

export const DOWNLOADING: Readonly<Record<string, DoubleAction>> = {
  DownloadCertificate: downloadCertificate,
};

async function downloadCertificate(call: DoubleCall) {
  const { account, clock } = call.counter;
  const certificate = await named(call);
  const { issued, order } = certificate;
  if (statusOf(certificate, clock()) !== TENCENT_STATUS.issued || !issued || !order)
    throw failed(call, 'CertificateStatusNotAllowDownload', {
      zh: '证书当前的状态不能下载。',
      en: 'The certificate does not stand where it can be downloaded.',
    });
  const [name = ''] = namesOf(certificate);
  const files = issued.encryption
    ? sm2Files(fileNameOf(name), order, issued)
    : usualFiles(fileNameOf(name), order, issued);
  const entries = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  await account.note('download', certificate.id, '下载', clock());
  return {
    Content: Buffer.from(zipSync(Object.fromEntries(entries))).toString('base64'),
    ContentType: 'application/zip',
  };
}

/** Keys are there where the double made them; PFX and JKS, which only it could protect, it does not make. */
function usualFiles(name: string, { csrPem, privateKeyPem }: PlacedOrder, issued: Issued) {
  const { certificatePem, chainPem } = issued;
  return {
    [`${name}.csr`]: csrPem,
    'Apache/1_root_bundle.crt': chainPem,
    [`Apache/2_${name}.crt`]: certificatePem,
    [`Nginx/1_${name}_bundle.crt`]: chained(certificatePem, chainPem),
    ...(privateKeyPem !== undefined && {
      [`Apache/3_${name}.key`]: privateKeyPem,
      [`Nginx/2_${name}.key`]: privateKeyPem,
    }),
  };
}

function sm2Files(name: string, { csrPem, privateKeyPem }: PlacedOrder, issued: Issued) {
  const { certificatePem, chainPem, encryption } = issued;
  return {
    [`${name}_sign.csr`]: csrPem,
    [`Nginx/1_${name}_sign_bundle.crt`]: chained(certificatePem, chainPem),
    [`Nginx/2_${name}_encrypt_bundle.crt`]: chained(encryption?.certificatePem ?? '', chainPem),
    ...(privateKeyPem !== undefined && { [`Nginx/3_${name}.key`]: privateKeyPem }),
  };
}
