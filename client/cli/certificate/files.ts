/** A download as files; the private key readable by its owner alone, and never over someone else's file mode. */
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeInWords } from '../../../domain/told.js';
import { makeFolder } from '../../../config/make-folder.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { CertificateDownload } from '../../certificates/download.js';
import type { Pack } from '../../certificates/downloads/pack.js';
import { zipOf } from '../../certificates/downloads/zip.js';
import type { EncryptionDownload } from '../../certificates/encryption-download.js';

export interface WrittenFiles {
  readonly certificateId: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly privateKeyMissing: string | null;
  /** Why the encryption half of an SM2 pair comes with an envelope rather than with its key. */
  readonly encryptionKeyMissing: string | null;
}

type FileToWrite = [name: string, content: string | Buffer, mode: number];

const PUBLIC = 0o644;
const OWNER_ONLY = 0o600;

/** Throws Refusal (`out`) where the folder can't be made or written to. Files of an earlier download are replaced. */
export function writeCertificateFiles(download: CertificateDownload, out: string): WrittenFiles {
  const folder = resolve(out);
  const { certificatePem, chainPem, fullchainPem, privateKeyPem } = download;
  const contents: FileToWrite[] = [
    ['certificate.pem', certificatePem, PUBLIC],
    ['chain.pem', chainPem, PUBLIC],
    ['fullchain.pem', fullchainPem, PUBLIC],
    ...secretFile('private-key.pem', privateKeyPem),
    ...(download.encryption ? filesOfEncryption(download.encryption) : []),
  ];
  try {
    makeFolder(folder);
    const files = contents.map(([name, content, mode]) => replaceFile(join(folder, name), content, mode));
    const { certificateId, privateKeyMissing, encryption } = download;
    return {
      certificateId,
      files,
      privateKeyMissing,
      encryptionKeyMissing: encryption?.privateKeyMissing ?? null,
    };
  } catch (error) {
    throw unusable(folder, error);
  }
}

export interface WrittenPack {
  readonly certificateId: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/** The pack's own folders are made in `out`. Throws Refusal (`out`); files of an earlier download are replaced. */
export function writePack({ certificateId, files, notes }: Pack, out: string): WrittenPack {
  const folder = resolve(out);
  try {
    const written = files.map(({ path, content, secret }) => {
      makeFolder(dirname(join(folder, path)));
      return replaceFile(join(folder, path), content, secret ? OWNER_ONLY : PUBLIC);
    });
    return { certificateId, files: written, notes };
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** One ZIP file, for its owner's eyes alone. Throws Refusal (`zip`); an earlier file is replaced. */
export function writePackZip({ certificateId, files, notes }: Pack, zip: string): WrittenPack {
  const path = resolve(zip);
  try {
    makeFolder(dirname(path));
    return { certificateId, files: [replaceFile(path, zipOf(files, new Date()), OWNER_ONLY)], notes };
  } catch (error) {
    throw unusable(path, error, 'zip');
  }
}

/** The names stand beside those of the signing half. */
function filesOfEncryption(half: EncryptionDownload): FileToWrite[] {
  return [
    ['encryption-certificate.pem', half.certificatePem, PUBLIC],
    ['encryption-fullchain.pem', half.fullchainPem, PUBLIC],
    ...secretFile('encryption-private-key.pem', half.privateKeyPem),
    ...secretFile(
      'encryption-key-envelope.der',
      half.envelopedKey && Buffer.from(half.envelopedKey, 'base64'),
    ),
  ];
}

function secretFile(name: string, content: string | Buffer | null): FileToWrite[] {
  return content === null || content === '' ? [] : [[name, content, OWNER_ONLY]];
}

/** Whole or not at all: a server that reloads meanwhile reads either file, never half of one. */
function replaceFile(path: string, content: string | Uint8Array, mode: number): string {
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, content, { mode });
    // The mode given above is subject to the umask, and ignored where the file is left from a crash.
    chmodSync(beside, mode);
    renameSync(beside, path);
    return path;
  } finally {
    // A disk that is full half-way keeps no half of a key.
    rmSync(beside, { force: true });
  }
}

function unusable(place: string, error: unknown, field: 'out' | 'zip' = 'out'): Refusal {
  const why = codeInWords(error);
  return new Refusal(
    refusalDetails('InvalidInput', {
      field,
      message: {
        zh: `文件无法写入 ${place}(${why.zh})`,
        en: `The files can't be written to ${place} (${why.en})`,
      },
      accepted: {
        zh: `可以创建并写入的${field === 'out' ? '文件夹' : '文件'}`,
        en: `a ${field === 'out' ? 'folder' : 'file'} that can be made and written to`,
      },
    }),
  );
}
