/** Which files each kind of server wants of a certificate, and under which names. */
import { createHash } from 'node:crypto';

export const PACK_FORMATS = ['pem', 'nginx', 'apache', 'tomcat', 'jks', 'iis', 'other', 'root'] as const;
export type PackFormat = (typeof PACK_FORMATS)[number];

/** What a file of a pack holds. */
export type PackPart =
  | 'certificate'
  /** The issuing certificates, leaf and root excluded. */
  | 'issuers'
  /** Certificate and issuers, leaf first. */
  | 'bundle'
  | 'private-key'
  | 'csr'
  | 'root'
  | 'pkcs12'
  | 'jks'
  /** The password of the key store beside it; a file only where the order has no key password. */
  | 'store-password'
  | 'encryption-certificate'
  | 'encryption-bundle'
  | 'encryption-private-key'
  /** In place of the encryption key where that can't be taken out here (GM/T 0009). */
  | 'encryption-key-envelope';

/** Path in the pack, `{name}` standing for the certificate's file name, to what the file holds. */
export type PackFiles = Readonly<Record<string, PackPart>>;

export interface PackLayout {
  readonly files: PackFiles;
  /** For an SM2 pair (signing and encryption certificate); null where no server of this kind takes one. */
  readonly pairFiles: PackFiles | null;
  readonly source: string;
}

const PEM_FILES: PackFiles = {
  '{name}_pem/certificate.pem': 'certificate',
  '{name}_pem/chain.pem': 'issuers',
  '{name}_pem/fullchain.pem': 'bundle',
  '{name}_pem/private-key.pem': 'private-key',
};

const ROOT_FILES: PackFiles = { '{name}_root/root.crt': 'root' };

const TOMCAT_FILES: PackFiles = {
  '{name}_tomcat/{name}.pfx': 'pkcs12',
  '{name}_tomcat/keystorePass.txt': 'store-password',
};

const JKS_FILES: PackFiles = {
  '{name}_jks/{name}.jks': 'jks',
  '{name}_jks/keystorePass.txt': 'store-password',
};

export const PACK_LAYOUTS: Readonly<Record<PackFormat, PackLayout>> = {
  pem: {
    files: PEM_FILES,
    pairFiles: {
      ...PEM_FILES,
      '{name}_pem/encryption-certificate.pem': 'encryption-certificate',
      '{name}_pem/encryption-fullchain.pem': 'encryption-bundle',
      '{name}_pem/encryption-private-key.pem': 'encryption-private-key',
      '{name}_pem/encryption-key-envelope.der': 'encryption-key-envelope',
    },
    source: 'ours: the names of a download without a format',
  },
  nginx: {
    files: {
      '{name}_nginx/{name}_bundle.crt': 'bundle',
      '{name}_nginx/{name}_bundle.pem': 'bundle',
      '{name}_nginx/{name}.key': 'private-key',
      '{name}_nginx/{name}.csr': 'csr',
    },
    pairFiles: {
      '{name}_nginx/{name}_sign_bundle.crt': 'bundle',
      '{name}_nginx/{name}_sign.key': 'private-key',
      '{name}_nginx/{name}_encrypt_bundle.crt': 'encryption-bundle',
      '{name}_nginx/{name}_encrypt.key': 'encryption-private-key',
      '{name}_nginx/{name}_encrypt_envelope.der': 'encryption-key-envelope',
      '{name}_nginx/{name}_sign.csr': 'csr',
    },
    source:
      'the reseller’s API, section 10, layout of 2021; of SM2 the names of its older layout, one key file for each half',
  },
  apache: {
    files: {
      '{name}_apache/{name}.crt': 'certificate',
      '{name}_apache/root_bundle.crt': 'issuers',
      '{name}_apache/{name}.key': 'private-key',
      '{name}_apache/{name}.csr': 'csr',
    },
    pairFiles: null,
    source: 'the reseller’s API, section 10, layout of 2021',
  },
  tomcat: {
    files: { ...TOMCAT_FILES, ...JKS_FILES },
    pairFiles: null,
    source: 'the reseller’s API, section 10, layout of 2021: its folders tomcat and jks together',
  },
  jks: { files: JKS_FILES, pairFiles: null, source: 'the reseller’s API, section 10, layout of 2021' },
  iis: {
    files: {
      '{name}_iis/{name}.pfx': 'pkcs12',
      '{name}_iis/keystorePass.txt': 'store-password',
    },
    pairFiles: null,
    source:
      'the reseller’s API, section 10, layout of 2021; the folder’s name is in doubt there: `.iis` or `_iis`',
  },
  other: {
    files: {
      '{name}_other/{name}.pem': 'bundle',
      '{name}_other/{name}.key': 'private-key',
      '{name}_other/{name}.csr': 'csr',
    },
    pairFiles: {
      '{name}_other/{name}_sign.pem': 'bundle',
      '{name}_other/{name}_sign.key': 'private-key',
      '{name}_other/{name}_encrypt.pem': 'encryption-bundle',
      '{name}_other/{name}_encrypt.key': 'encryption-private-key',
      '{name}_other/{name}_encrypt_envelope.der': 'encryption-key-envelope',
      '{name}_other/{name}_sign.csr': 'csr',
    },
    source: 'ours: what load balancers and CDNs take; the reseller documents the format without a layout',
  },
  root: {
    files: ROOT_FILES,
    pairFiles: ROOT_FILES,
    source: 'ours: the reseller documents the format without a layout',
  },
};

/** Only whoever runs the server may read them. */
export const SECRET_PARTS: readonly PackPart[] = [
  'private-key',
  'pkcs12',
  'jks',
  'store-password',
  'encryption-private-key',
  'encryption-key-envelope',
];

/** Key stores hold the private key, under a password. */
export function isKeyStore(format: PackFormat): boolean {
  return Object.values(PACK_LAYOUTS[format].files).some((part) => part === 'pkcs12' || part === 'jks');
}

/** Those that can do without a private key. */
export const FORMATS_WITHOUT_KEY: readonly PackFormat[] = PACK_FORMATS.filter(
  (format) => !isKeyStore(format),
);

/** Octets: 255 is the limit of common file systems, and the longest ending of the layouts takes 22. */
const LONGEST_FILE_NAME = 200;

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: taken, whatever follows the first dot. */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(\.|$)/;

/**
 * A certificate's name (A-labels, a wildcard, an IP address) as a part of file names that every system takes: ASCII, no
 * `*`, no path, nothing that Windows keeps for itself. A `_` in front tells what was changed there: host names have none,
 * so no two names of one account meet. `*.example.com` is `_wildcard.example.com`; section 10 leaves it open.
 */
export function fileNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/^\*\./, '_wildcard.')
    .replaceAll(':', '-')
    .replace(/[^a-z0-9._-]/g, '_')
    .replace(/^[.-]|\.$/g, '_')
    .replaceAll('..', '__');
  const named = WINDOWS_DEVICE.test(plain) || plain === '' ? `_${plain}` : plain;
  if (named.length <= LONGEST_FILE_NAME) return named;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${named.slice(0, LONGEST_FILE_NAME - digest.length - 1)}-${digest}`;
}
