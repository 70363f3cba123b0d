/** What an installation signs of a dossier, and how anybody checks that: Ed25519 (RFC 8032), with the public key beside it. */
import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../canonical-json.js';
import { DOSSIER_FORMAT, jsonIn, sha256 } from './manifest.js';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

const STATEMENT_SCHEMA = z.strictObject({
  format: z.literal(DOSSIER_FORMAT),
  account: z.string(),
  orderId: z.string(),
  manifestSha256: hex,
  /** Of the entries of the log as they stand in the archive. */
  logSha256: hex,
  /** Whose entries they are: the order, its certificate, requests to revoke that. All of them are there. */
  subjects: z.array(z.string()),
  /** The last of them: the dossier was made. The whole log was found as it was written, up to this one at least. */
  made: z.strictObject({ sequence: z.int().min(1), hash: hex }),
  /** ISO 8601, UTC. */
  signedAt: z.string(),
});
export type DossierStatement = Readonly<z.output<typeof STATEMENT_SCHEMA>>;

const SIGNATURE_SCHEMA = z.strictObject({
  statement: STATEMENT_SCHEMA,
  /** DER of SubjectPublicKeyInfo, base64. */
  publicKey: z.base64(),
  /** Base64. */
  signature: z.base64(),
});
export type DossierSignature = Readonly<z.output<typeof SIGNATURE_SCHEMA>>;

/** What is signed. */
export function signedBytes(statement: DossierStatement): Uint8Array {
  return new TextEncoder().encode(canonicalJson(statement));
}

/** By this a key is known: SHA-256 of its DER, lower-case hex. */
export function signerOf(publicKeyDer: Uint8Array): string {
  return sha256(publicKeyDer);
}

/** Undefined where it is none of this format. */
export function readSignature(content: Uint8Array): DossierSignature | undefined {
  return SIGNATURE_SCHEMA.safeParse(jsonIn(content)).data;
}

export function isSignedBySigner({ statement, publicKey, signature }: DossierSignature): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, signedBytes(statement), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
