/** All that packs are made of, and whether a pack can be made of it. */
import {
  FORMATS_WITHOUT_KEY,
  isKeyStore,
  PACK_LAYOUTS,
  type PackFormat,
} from '../../../domain/certificates/download-packs.js';
import type { RefusalDetails } from '../../../domain/refusals.js';
import type { CertificateDownload } from '../download.js';

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
  if (download.privateKeyPem === null) return keyIsElsewhere(format, download.privateKeyMissing);
  return isLocked(download) ? keyIsLocked(format) : undefined;
}

function notForPairs(format: PackFormat): RefusalDetails {
  return {
    code: 'RefusedInThisState',
    field: 'format',
    message: `An SM2 pair has no pack ${format}: neither Java nor Windows nor Apache httpd loads SM2 keys`,
    accepted: FORMATS_FOR_PAIRS.join(', '),
  };
}

const FORMATS_FOR_PAIRS = FORMATS_WITHOUT_KEY.filter((format) => PACK_LAYOUTS[format].pairFiles !== null);

function noRoot(): RefusalDetails {
  return {
    code: 'RefusedInThisState',
    field: 'format',
    message: 'The CA gave no root certificate with this one',
    accepted: FORMATS_WITHOUT_KEY.filter((format) => format !== 'root').join(', '),
  };
}

function keyIsElsewhere(format: PackFormat, reason: string | null): RefusalDetails {
  return {
    code: 'RefusedInThisState',
    field: 'format',
    message: `The pack ${format} holds the private key, which is not here. ${reason ?? ''}`.trim(),
    accepted: FORMATS_WITHOUT_KEY.join(', '),
  };
}

function keyIsLocked(format: PackFormat): RefusalDetails {
  return {
    code: 'InvalidInput',
    field: 'keyPassword',
    message: `The pack ${format} holds the private key, and that one needs its key password`,
    accepted: 'the key password that was given with the order',
  };
}
