/** The files that one kind of server wants: bytes in, files out. */
import { createPrivateKey } from 'node:crypto';
import {
  fileNameOf,
  isKeyStore,
  PACK_FORMATS,
  PACK_LAYOUTS,
  SECRET_PARTS,
  type PackFiles,
  type PackFormat,
  type PackPart,
} from '../../../domain/certificates/download-packs.js';
import { readPem } from '../../../domain/certificates/pem.js';
import { Refusal } from '../../../domain/refusals.js';
import { jks } from './jks.js';
import { isKeyStorePassword, newKeyStorePassword, type KeyStoreEntry } from './key-store.js';
import { whyNoPack, type PackMaterial } from './material.js';
import { notesOn, withStop } from './notes.js';
import { pkcs12 } from './pkcs12.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { wordsOf } from '../../refusing.js';

export interface PackFile {
  /** Relative, of safe names and `/` alone. */
  readonly path: string;
  readonly content: Uint8Array;
  /** For its owner's eyes alone. */
  readonly secret: boolean;
}

export interface Pack {
  readonly certificateId: string;
  readonly files: readonly PackFile[];
  /** What is missing that one would look for, or is otherwise than expected, with the reason: sentences. */
  readonly notes: readonly string[];
  /** The same for people. */
  readonly notesInWords: readonly Bilingual[];
}

/** Made once for all formats of a pack. */
interface KeyStores {
  /** Null where it is the order's own. */
  readonly generatedPassword: string | null;
  readonly contents: Partial<Record<'pkcs12' | 'jks', Uint8Array>>;
}

/** Throws Refusal where the format can't be made of this certificate; `all` leaves those out, with a note. */
export async function makePack(material: PackMaterial, format: PackFormat | 'all'): Promise<Pack> {
  const { certificateId } = material.download;
  if (format !== 'all') {
    const reason = whyNoPack(format, material);
    if (reason) throw new Refusal(reason);
    const { files, notes } = await filesOf(material, [format]);
    return packOf(certificateId, files, notes);
  }
  // The tomcat pack contains the other.
  const wanted = PACK_FORMATS.filter((each) => each !== 'jks');
  const { files, notes } = await filesOf(
    material,
    wanted.filter((each) => !whyNoPack(each, material)),
  );
  const leftOut = wanted
    .flatMap((each) => whyNoPack(each, material) ?? [])
    .map((reason) => withStop(wordsOf(reason)))
    .map(({ zh, en }) => ({ zh: `未包含:${zh}`, en: `Left out: ${en}` }));
  return packOf(certificateId, files, [...notes, ...leftOut]);
}

function packOf(certificateId: string, files: readonly PackFile[], notes: readonly Bilingual[]): Pack {
  return { certificateId, files, notes: notes.map(({ en }) => en), notesInWords: notes };
}

async function filesOf(
  material: PackMaterial,
  formats: readonly PackFormat[],
): Promise<{ readonly files: readonly PackFile[]; readonly notes: readonly Bilingual[] }> {
  const stores = formats.some(isKeyStore) ? await keyStoresOf(material) : undefined;
  const layouts = formats.map((format) => layoutOf(format, material));
  const files = layouts
    .flatMap((layout) => Object.entries(layout))
    .flatMap(([path, part]) => {
      const content = contentOf(part, material, stores);
      return content ? [fileOf(path, part, content, material)] : [];
    });
  return { files, notes: notesOn(material, formats, stores?.generatedPassword ?? null) };
}

function layoutOf(format: PackFormat, { download }: PackMaterial): PackFiles {
  const { files, pairFiles } = PACK_LAYOUTS[format];
  return download.encryption ? (pairFiles ?? {}) : files;
}

function fileOf(path: string, part: PackPart, content: Uint8Array, { name }: PackMaterial): PackFile {
  return {
    path: path.replaceAll('{name}', fileNameOf(name)),
    content,
    secret: SECRET_PARTS.includes(part),
  };
}

/** Undefined, or empty, where this certificate has no such part. */
function contentOf(
  part: PackPart,
  { download, csrPem, rootPem }: PackMaterial,
  stores: KeyStores | undefined,
): Uint8Array | undefined {
  const { encryption } = download;
  switch (part) {
    case 'certificate':
      return octets(download.certificatePem);
    case 'issuers':
      return octets(download.chainPem);
    case 'bundle':
      return octets(download.fullchainPem);
    case 'private-key':
      return octets(download.privateKeyPem);
    case 'csr':
      return octets(csrPem);
    case 'root':
      return octets(rootPem);
    case 'pkcs12':
    case 'jks':
      return stores?.contents[part];
    case 'store-password':
      return octets(stores?.generatedPassword);
    case 'encryption-certificate':
      return octets(encryption?.certificatePem);
    case 'encryption-bundle':
      return octets(encryption?.fullchainPem);
    case 'encryption-private-key':
      return octets(encryption?.privateKeyPem);
    case 'encryption-key-envelope':
      return encryption?.envelopedKey ? Buffer.from(encryption.envelopedKey, 'base64') : undefined;
  }
}

function octets(text: string | null | undefined): Uint8Array | undefined {
  return text ? Buffer.from(text) : undefined;
}

/** Both kinds under one password: the order's own where key stores can have it, else one made for this download. */
async function keyStoresOf(material: PackMaterial): Promise<KeyStores> {
  const { keyPassword } = material;
  const usable = keyPassword !== null && isKeyStorePassword(keyPassword);
  const password = usable ? keyPassword : newKeyStorePassword();
  const entry = keyStoreEntry(material);
  try {
    const contents = { pkcs12: await pkcs12(entry, password), jks: jks(entry, password, material.madeAt) };
    return { generatedPassword: usable ? null : password, contents };
  } finally {
    entry.privateKey.fill(0);
  }
}

function keyStoreEntry({ download, name }: PackMaterial): KeyStoreEntry {
  return {
    alias: fileNameOf(name),
    privateKey: createPrivateKey(download.privateKeyPem ?? '').export({ type: 'pkcs8', format: 'der' }),
    chain: derOfEach(download.fullchainPem),
  };
}

/** Stored ones were read before: there is no problem with them. */
function derOfEach(pem: string): Buffer[] {
  const read = readPem(pem);
  return 'problem' in read ? [] : read.blocks.map(({ der }) => der);
}
