/** Do both halves of a downloaded SM2 pair chain up to the CA's root, and fit their keys? (ordering rules, section 10) */
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../../domain/bilingual.js';
import { readSm2Pkcs8, sm2PublicKeyIn } from '../../domain/sm2/keys.js';
import { PemConverter, X509Certificate } from '../../domain/certificates/x509-engine.js';
import { verifiedByOpenssl, verifiedHere } from './chain-verdict.js';
import { foreignKey, notNaming } from './problem.js';
import { COMMA, joined, verbatim, VERDICTS } from './texts.js';

/** Signatures of SM2 carry the id of who signs: the default one. */
const DISTINGUISHING_ID = ['-vfyopt', 'distid:1234567812345678'];

const HALVES = [
  { certificate: 'certificate.pem', key: 'private-key.pem' },
  { certificate: 'encryption-certificate.pem', key: 'encryption-private-key.pem' },
] as const;

/** Returns what was found good, in one line. Throws, naming what is not. */
export async function verifySm2Pair(folder: string, name: string): Promise<Bilingual> {
  for (const { certificate, key } of HALVES) {
    const pem = readFileSync(join(folder, certificate), 'utf8');
    if (new NodeCertificate(pem).checkHost(name) === undefined) throw notNaming(verbatim(certificate), name);
    if (!fits(pem, readFileSync(join(folder, key), 'utf8')))
      throw foreignKey(verbatim(key), verbatim(certificate), name);
  }
  const halves = HALVES.map(({ certificate }) => certificate);
  const word = await chainByOpenssl(folder, halves);
  const here = () =>
    joined(
      halves.map((half) => verifiedHere(folder, half)),
      COMMA,
    );
  return VERDICTS.pairFits(word ? VERDICTS.byOpensslSm2(word) : here());
}

/** OpenSSL hands the id to the certificate it is asked about and to none above it: each link is a question of its own. */
async function chainByOpenssl(folder: string, halves: readonly string[]): Promise<string | undefined> {
  const link = (issuer: string, certificates: readonly string[]) =>
    verifiedByOpenssl(folder, ...DISTINGUISHING_ID, '-partial_chain', '-trusted', issuer, ...certificates);
  await link('root.pem', ['chain.pem']);
  return await link('chain.pem', halves);
}

function fits(certificatePem: string, keyPem: string): boolean {
  const certified = sm2PublicKeyIn(Buffer.from(new X509Certificate(certificatePem).publicKey.rawData));
  const { publicKey } = readSm2Pkcs8(new Uint8Array(PemConverter.decodeFirst(keyPem)));
  return certified?.equals(publicKey) ?? false;
}
