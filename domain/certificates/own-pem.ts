/** What is handed in as a certificate from elsewhere, from text to certificates; and how it is refused. */
import { forbiddenCharacter } from '../characters.js';
import { Refusal } from '../refusals.js';
import { lengthOfDer, readPem, type PemBlock } from './pem.js';
import { readCertificate, type ReadCertificate } from './read-certificate.js';

/** The house's own limits: a chain of ten certificates with RSA 4096 keys fits four times. */
const MOST_CHARACTERS = 100_000;
const MOST_CERTIFICATES = 10;

export type OwnField = 'certificatePem' | 'chainPem' | 'privateKeyPem' | 'keyPassword';

const LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/** Blocks of other kinds are passed over. Throws Refusal. */
export function certificatesIn(field: OwnField, pem: unknown): ReadCertificate[] {
  const blocks = blocksIn(field, pem).filter(({ label }) => LABELS.includes(label));
  if (blocks.length === 0) throw refused(field, 'There is no certificate in it');
  if (blocks.length > MOST_CERTIFICATES)
    throw refused(field, `There are more than ${MOST_CERTIFICATES} certificates in it`);
  return blocks.map((block) => certificateOf(field, block));
}

/** Throws Refusal for what is too long, no text, or damaged PEM. */
export function blocksIn(field: OwnField, pem: unknown): readonly PemBlock[] {
  if (typeof pem !== 'string' || pem.length > MOST_CHARACTERS)
    throw refused(field, `It is no text of at most ${MOST_CHARACTERS} characters`);
  const read = readPem(pem);
  if ('problem' in read) throw refused(field, read.problem, read.accepted);
  return read.blocks;
}

/** What OpenSSL appends to a `TRUSTED CERTIFICATE` is no part of it; behind another, anything is too much. */
function certificateOf(field: OwnField, { label, der }: PemBlock): ReadCertificate {
  const length = lengthOfDer(der);
  const isWhole = length === der.length || (label === 'TRUSTED CERTIFICATE' && (length ?? 0) > 0);
  const read = isWhole ? readCertificate(der.subarray(0, length)) : undefined;
  if (!read)
    throw refused(
      field,
      'A certificate in it can’t be read: it is damaged, or has a key of an unknown kind',
      'certificates in PEM form, as they were issued',
    );
  // It will stand in lists and on terminals.
  const odd = forbiddenCharacter([read.facts.issuer, ...read.names].join(''), { lines: false });
  if (odd) throw refused(field, `A name in a certificate of it has the character ${odd.named}`);
  return read;
}

const ACCEPTED: Record<OwnField, string> = {
  certificatePem: 'a server certificate in PEM form, its chain with it or in chainPem',
  chainPem: 'the certificates that issued it, in PEM form, each once',
  privateKeyPem:
    'its private key in PEM form: PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY or ENCRYPTED PRIVATE KEY',
  keyPassword: 'the password that opens the private key',
};

/** Messages never repeat what was given. */
export function refused(field: OwnField, message: string, accepted = ACCEPTED[field]): Refusal {
  return new Refusal({ code: 'InvalidInput', field, message, accepted });
}
