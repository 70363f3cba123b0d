/** All that packs are made of, and whether a pack can be made of it. */
import {
  FORMATS_WITHOUT_KEY,
  isKeyStore,
  PACK_LAYOUTS,
  type PackFormat,
} from '../../../domain/certificates/download-packs.js';
import { type RefusalDetails, refusalDetails } from '../../../domain/refusals.js';
import type { CertificateDownload } from '../download.js';
import { listed } from '../../refusing.js';
import type { Bilingual } from '../../../domain/bilingual.js';

export interface PackMaterial {
  readonly download: CertificateDownload;
  /** A-labels, wildcard or IP address: what the files are named after. */
  readonly name: string;
  readonly csrPem: string | null;
  readonly rootPem: string | null;
  /** The order's own, which key stores are protected with; null where the order has none or it was not given. */
  readonly keyPassword: string | null;
  /** A password was given with the download of an order that has none. */
  readonly needlessPassword: boolean;
  readonly madeAt: Date;
}

export function isLocked({ privateKeyPem }: CertificateDownload): boolean {
  return privateKeyPem?.includes('ENCRYPTED PRIVATE KEY') ?? false;
}

/** Undefined where the pack can be made. */
export function whyNoPack(
  format: PackFormat,
  { download, rootPem }: PackMaterial,
): RefusalDetails | undefined {
  if (download.encryption && !PACK_LAYOUTS[format].pairFiles) return notForPairs(format);
  if (format === 'root' && rootPem === null) return noRoot();
  if (!isKeyStore(format)) return undefined;
  if (download.privateKeyPem === null) return keyIsElsewhere(format, download.privateKeyMissingInWords);
  return isLocked(download) ? keyIsLocked(format) : undefined;
}

function notForPairs(format: PackFormat): RefusalDetails {
  return refusalDetails('RefusedInThisState', {
    field: 'format',
    message: {
      zh: `国密(SM2)双证书没有 ${format} 格式:Java、Windows 和 Apache httpd 都不能加载 SM2 私钥`,
      en: `An SM2 pair has no pack ${format}: neither Java nor Windows nor Apache httpd loads SM2 keys`,
    },
    accepted: listed(FORMATS_FOR_PAIRS),
  });
}

const FORMATS_FOR_PAIRS = FORMATS_WITHOUT_KEY.filter((format) => PACK_LAYOUTS[format].pairFiles !== null);

function noRoot(): RefusalDetails {
  return refusalDetails('RefusedInThisState', {
    field: 'format',
    message: { zh: 'CA 没有随这张证书提供根证书', en: 'The CA gave no root certificate with this one' },
    accepted: listed(FORMATS_WITHOUT_KEY.filter((format) => format !== 'root')),
  });
}

function keyIsElsewhere(format: PackFormat, reason: Bilingual | null): RefusalDetails {
  return refusalDetails('RefusedInThisState', {
    field: 'format',
    message: {
      zh: `${format} 格式包含私钥,而此处没有私钥可用。${reason?.zh ?? ''}`,
      en: `The pack ${format} holds the private key, and there is none to be had here. ${reason?.en ?? ''}`.trim(),
    },
    accepted: listed(FORMATS_WITHOUT_KEY),
  });
}

function keyIsLocked(format: PackFormat): RefusalDetails {
  return refusalDetails('InvalidInput', {
    field: 'keyPassword',
    message: {
      zh: `${format} 格式包含私钥,需要私钥密码`,
      en: `The pack ${format} holds the private key, and that one needs its key password`,
    },
    accepted: { zh: '下单时设置的私钥密码', en: 'the key password that was given with the order' },
  });
}
