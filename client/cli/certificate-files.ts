/** A download as files; the private key readable by its owner alone, and never over someone else's file mode. */
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from '../../domain/refusals.js';
import type { CertificateDownload } from '../certificates.js';
import type { EncryptionDownload } from '../encryption-download.js';

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
    mkdirSync(folder, { recursive: true });
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
function replaceFile(path: string, content: string | Buffer, mode: number): string {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, content, { mode });
  // The mode given above is subject to the umask, and ignored where the file is left from a crash.
  chmodSync(beside, mode);
  renameSync(beside, path);
  return path;
}

function unusable(folder: string, error: unknown): Refusal {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new Refusal({
    code: 'InvalidInput',
    field: 'out',
    message: `The files can't be written to ${folder} (${reason})`,
    accepted: 'a folder that can be made and written to',
  });
}
