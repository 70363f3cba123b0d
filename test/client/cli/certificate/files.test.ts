/** A download as files: what is public, what only the owner reads, what is there when the key is not. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeCertificateFiles } from '../../../../client/cli/certificate/files.js';
import { Refusal } from '../../../../domain/refusals.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { inBoth } from '../../../../domain/bilingual.js';

const folder = temporaryFolder();
const DOWNLOAD = {
  certificateId: 'c-1',
  certificatePem: 'LEAF\n',
  chainPem: 'CHAIN\n',
  fullchainPem: 'LEAF\nCHAIN\n',
  privateKeyPem: 'KEY\n',
  privateKeyMissing: null,
  privateKeyMissingInWords: null,
  encryption: null,
};

it('makes the folder; the private key is the owner’s alone', () => {
  const out = join(folder, 'a', 'b');
  const { files } = writeCertificateFiles(DOWNLOAD, out);
  expect(readdirSync(out).sort()).toEqual([
    'certificate.pem',
    'chain.pem',
    'fullchain.pem',
    'private-key.pem',
  ]);
  expect(files).toContain(join(out, 'fullchain.pem'));
  expect(readFileSync(join(out, 'fullchain.pem'), 'utf8')).toBe('LEAF\nCHAIN\n');
  expect(statSync(join(out, 'private-key.pem')).mode & 0o777).toBe(0o600);
});

it('replaces an earlier download, and a file mode that was too wide', () => {
  const out = join(folder, 'again');
  mkdirSync(out);
  writeFileSync(join(out, 'private-key.pem'), 'OLD', { mode: 0o644 });
  writeCertificateFiles(DOWNLOAD, out);
  expect(readFileSync(join(out, 'private-key.pem'), 'utf8')).toBe('KEY\n');
  expect(statSync(join(out, 'private-key.pem')).mode & 0o777).toBe(0o600);
});

it('writes the rest where the key is not here, and says why', () => {
  const out = join(folder, 'pasted');
  const written = writeCertificateFiles(
    {
      ...DOWNLOAD,
      privateKeyPem: null,
      privateKeyMissing: 'pasted',
      privateKeyMissingInWords: inBoth('pasted'),
    },
    out,
  );
  expect(readdirSync(out).sort()).toEqual(['certificate.pem', 'chain.pem', 'fullchain.pem']);
  expect(written.privateKeyMissing).toBe('pasted');
});

it('writes both halves of an SM2 pair: the key where it is here, the envelope where it is not', () => {
  const half = { certificatePem: 'ENCRYPTION\n', fullchainPem: 'ENCRYPTION\nCHAIN\n' };
  const open = {
    ...half,
    privateKeyPem: 'KEY\n',
    privateKeyMissing: null,
    privateKeyMissingInWords: null,
    envelopedKey: null,
  };
  const out = join(folder, 'pair');
  const written = writeCertificateFiles({ ...DOWNLOAD, encryption: open }, out);
  expect(written.encryptionKeyMissing).toBeNull();
  expect(readFileSync(join(out, 'encryption-fullchain.pem'), 'utf8')).toBe('ENCRYPTION\nCHAIN\n');
  expect(statSync(join(out, 'encryption-private-key.pem')).mode & 0o777).toBe(0o600);

  const closed = {
    ...half,
    privateKeyPem: null,
    privateKeyMissing: 'sealed',
    privateKeyMissingInWords: inBoth('sealed'),
    envelopedKey: 'AAEC',
  };
  const sealed = writeCertificateFiles({ ...DOWNLOAD, encryption: closed }, join(folder, 'sealed'));
  expect(sealed.encryptionKeyMissing).toBe('sealed');
  expect(readFileSync(join(folder, 'sealed', 'encryption-key-envelope.der'))).toEqual(Buffer.from([0, 1, 2]));
  expect(readdirSync(join(folder, 'sealed'))).not.toContain('encryption-private-key.pem');
});

it('refuses a folder that is a file', () => {
  const path = join(folder, 'file');
  writeFileSync(path, '');
  expect(() => writeCertificateFiles(DOWNLOAD, path)).toThrow(Refusal);
});
