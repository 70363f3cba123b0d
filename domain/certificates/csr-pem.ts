/** From pasted text to the one PEM block it must be (RFC 7468), or a refusal that repeats nothing of it. */
import { lengthOfDer, readPem } from './pem.js';
import { Refusal } from '../refusals.js';

const ONE_PEM_BLOCK =
  'one PEM block, from -----BEGIN CERTIFICATE REQUEST----- to -----END CERTIFICATE REQUEST-----; text may stand before it';

/** The older one is Microsoft's and Netscape's. */
const LABELS = ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'];

/** Labels that may be repeated: anything else behind BEGIN is the text's own. */
const KNOWN_LABELS = ['CERTIFICATE', 'PUBLIC KEY', 'RSA PUBLIC KEY', 'EC PARAMETERS', 'PKCS7', 'X509 CRL'];

/** The DER bytes of the text's only block. Throws Refusal (field `csr`). */
export function readCsrPem(text: string): Buffer {
  if (/PRIVATE KEY-----/.test(text.replaceAll('\0', ''))) throw privateKeyPasted();
  const read = readPem(text);
  if ('problem' in read)
    throw refuseCsr(`The text is not a PEM certificate signing request. ${read.problem}`, read.accepted);
  const [block, another] = read.blocks;
  if (another) throw refuseCsr('The text has more than one PEM block', ONE_PEM_BLOCK);
  if (!block || !LABELS.includes(block.label)) throw notACsr(block?.label);
  if (read.hasTextAfter)
    throw refuseCsr(
      'The text is not a PEM certificate signing request alone: something follows its END line',
      ONE_PEM_BLOCK,
    );
  if (block.der.length !== lengthOfDer(block.der))
    throw refuseCsr('The CSR is cut off, or something follows it', ONE_PEM_BLOCK);
  return block.der;
}

/** A refusal of the field `csr`; messages never repeat what was pasted. */
export function refuseCsr(message: string, accepted: string): Refusal {
  return new Refusal({ code: 'InvalidInput', field: 'csr', message, accepted });
}

function notACsr(label: string | undefined): Refusal {
  const found = KNOWN_LABELS.find((known) => known === label);
  const instead = found === undefined ? '' : `: it is a ${found}`;
  return refuseCsr(`The text is not a PEM certificate signing request${instead}`, ONE_PEM_BLOCK);
}

function privateKeyPasted(): Refusal {
  return refuseCsr(
    'The text holds a private key. It was not stored; but a key that has been pasted somewhere should be replaced by a new one',
    'the certificate signing request alone: the private key stays with you',
  );
}
