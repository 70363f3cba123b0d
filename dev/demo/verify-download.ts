/** Does the downloaded certificate chain up to the CA's root? By openssl where it is on PATH, else by Node. */
import { spawn } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * `folder` holds what `certificate download` wrote; the root is fetched from `caUrl`. Returns what was found good, in one
 * line. Throws, naming what is not.
 */
export async function verifyDownload(folder: string, name: string, caUrl: string): Promise<string> {
  const at = (file: string) => join(folder, file);
  writeFileSync(at('root.pem'), await fetchRoot(caUrl));
  const leaf = new X509Certificate(readFileSync(at('certificate.pem')));
  if (leaf.checkHost(name) === undefined) throw new Error(`the certificate does not name ${name}`);
  if (!leaf.checkPrivateKey(createPrivateKey(readFileSync(at('private-key.pem')))))
    throw new Error(`the private key does not belong to the certificate of ${name}`);
  const by = (await verifiedByOpenssl(folder)) ?? verifiedByNode(leaf, at('chain.pem'), at('root.pem'));
  return `${by}; name and key fit`;
}

async function fetchRoot(caUrl: string): Promise<string> {
  const response = await fetch(new URL('/certificates/root.pem', caUrl), {
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`the CA's root certificate could not be had: status ${response.status}`);
  return await response.text();
}

/** Undefined where there is no openssl. */
async function verifiedByOpenssl(folder: string): Promise<string | undefined> {
  const files = ['-CAfile', 'root.pem', '-untrusted', 'chain.pem', 'certificate.pem'];
  const openssl = spawn('openssl', ['verify', '-purpose', 'sslserver', ...files], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => {
    openssl.once('error', () => resolve(-1));
    openssl.once('close', resolve);
  });
  const [code, output, errors] = await Promise.all([exit, text(openssl.stdout), text(openssl.stderr)]);
  if (code === -1) return undefined;
  if (code !== 0) throw new Error(`openssl verify: ${(errors || output).trim()}`);
  return `openssl verify: ${output.trim()}`;
}

function verifiedByNode(leaf: X509Certificate, chainFile: string, rootFile: string): string {
  const path = [leaf, ...certificatesIn(chainFile), ...certificatesIn(rootFile)];
  const now = Date.now();
  path.forEach((certificate, index) => {
    const issuer = path[index + 1] ?? certificate;
    const isIssued = issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
    const isInTime = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
    if (!isIssued || !isInTime) throw new Error(`the chain breaks at ${certificate.subject}`);
  });
  return `chain verified by Node up to ${(path.at(-1) ?? leaf).subject.replaceAll('\n', ', ')}`;
}

function certificatesIn(file: string): X509Certificate[] {
  const pems = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return (pems ?? []).map((pem) => new X509Certificate(pem));
}
