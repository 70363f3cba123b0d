/** From pasted text to the one PEM block it must be (RFC 7468), or a refusal that repeats nothing of it. */
import { Refusal } from '../refusals.js';

const ONE_PEM_BLOCK =
  'one PEM block, from -----BEGIN CERTIFICATE REQUEST----- to -----END CERTIFICATE REQUEST-----, and nothing else';

const BLOCK =
  /^-----BEGIN ((?:NEW )?CERTIFICATE REQUEST)-----\r?\n([A-Za-z0-9+/=\s]+)-----END ((?:NEW )?CERTIFICATE REQUEST)-----$/;

/** The DER bytes of the text's only block. Throws Refusal (field `csr`). */
export function readCsrPem(text: string): Buffer {
  if (/PRIVATE KEY-----/.test(text)) throw privateKeyPasted();
  if ((text.match(/-----BEGIN /g) ?? []).length > 1)
    throw refuseCsr('The text has more than one PEM block', ONE_PEM_BLOCK);
  const [, begin, body, end] = BLOCK.exec(text.trim()) ?? [];
  if (body === undefined || begin !== end)
    throw refuseCsr('The text is not a PEM certificate signing request', ONE_PEM_BLOCK);
  const der = Buffer.from(body, 'base64');
  if (der.length !== lengthOfDer(der))
    throw refuseCsr('The CSR is cut off, or something follows it', ONE_PEM_BLOCK);
  return der;
}

/** A refusal of the field `csr`; messages never repeat what was pasted. */
export function refuseCsr(message: string, accepted: string): Refusal {
  return new Refusal({ code: 'InvalidInput', field: 'csr', message, accepted });
}

function privateKeyPasted(): Refusal {
  return refuseCsr(
    'The text holds a private key. It was not stored; but a key that has been pasted somewhere should be replaced by a new one',
    'the certificate signing request alone: the private key stays with you',
  );
}

/** How many bytes the outermost DER value takes (X.690, section 8.1.3); a CSR has at most three length octets. */
function lengthOfDer(der: Buffer): number | undefined {
  const first = der[1];
  if (der[0] !== 0x30 || first === undefined) return undefined;
  if (first < 0x80) return first + 2;
  const octets = first & 0x7f;
  if (octets === 0 || octets > 3 || der.length < 2 + octets) return undefined;
  return der.readUIntBE(2, octets) + 2 + octets;
}
