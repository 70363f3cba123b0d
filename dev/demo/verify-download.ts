/** Does the downloaded certificate chain up to the CA's root? By openssl where it is on PATH, else by Node. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWER_BYTES } from '../../domain/answer-limits.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { readUpTo, textOf } from '../../domain/limited-reading.js';
import { verifiedByOpenssl, verifiedHere } from './chain-verdict.js';
import { foreignKey, notNaming, rootNotHad } from './problem.js';
import { VERDICTS } from './texts.js';
import { verifySm2Pair } from './verify-sm2-pair.js';

const CERTIFICATE = { zh: '证书', en: 'the certificate' };
const KEY = { zh: '私钥', en: 'the private key' };

export interface VerifiedDownload {
  /** The common name of who issued it. */
  readonly issuer: string;
  /** What was found good, in one line. */
  readonly verdict: Bilingual;
}

/** `folder` holds what `certificate download` wrote; the root is fetched from `caUrl`. Throws, naming what is not good. */
export async function verifyDownload(folder: string, name: string, caUrl: string): Promise<VerifiedDownload> {
  const isPair = existsSync(join(folder, 'encryption-certificate.pem'));
  writeFileSync(join(folder, 'root.pem'), await fetchRoot(caUrl, isPair ? 'sm2-root.pem' : 'root.pem'));
  const leaf = new X509Certificate(readFileSync(join(folder, 'certificate.pem')));
  const verdict = isPair ? await verifySm2Pair(folder, name) : await verifyUsual(leaf, folder, name);
  return { issuer: /^CN=(.*)$/m.exec(leaf.issuer)?.[1] ?? leaf.issuer, verdict };
}

async function verifyUsual(leaf: X509Certificate, folder: string, name: string): Promise<Bilingual> {
  const at = (file: string) => join(folder, file);
  if (leaf.checkHost(name) === undefined) throw notNaming(CERTIFICATE, name);
  if (!leaf.checkPrivateKey(createPrivateKey(readFileSync(at('private-key.pem')))))
    throw foreignKey(KEY, CERTIFICATE, name);
  const files = ['-CAfile', 'root.pem', '-untrusted', 'chain.pem', 'certificate.pem'];
  const word = await verifiedByOpenssl(folder, '-purpose', 'sslserver', ...files);
  return VERDICTS.fits(word ? VERDICTS.byOpenssl(word) : verifiedHere(folder, 'certificate.pem'));
}

async function fetchRoot(caUrl: string, file: string): Promise<string> {
  const response = await fetch(new URL(`/certificates/${file}`, caUrl), {
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw rootNotHad(response.status);
  return textOf(await readUpTo(response.body, ANSWER_BYTES.ca));
}
