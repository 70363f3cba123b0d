/** Pasted CSRs: what is read from good ones, and the clear refusal of each kind of bad one. */
import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkPastedCsr, readCsr, type CsrExpectations } from '../../../domain/certificates/csr.js';
import { Refusal } from '../../../domain/refusals.js';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../../domain/certificates/x509-engine.js';
import { openssl } from '../../support/openssl.js';
import { makeSm2Csr } from '../../support/sm2-csr.js';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const rsa = (modulusLength: number, exponent = [1, 0, 1], hash = 'SHA-256') => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: new Uint8Array(exponent),
  hash,
});
type Algorithm = typeof P256 | ReturnType<typeof rsa>;

interface CsrPlan {
  readonly algorithm?: Algorithm;
  readonly commonName?: string;
  readonly names?: readonly string[];
  readonly other?: { readonly type: 'email' | 'ip'; readonly value: string };
}

async function makeCsr({ algorithm = P256, commonName, names = [], other }: CsrPlan): Promise<string> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const items = [...names.map((value) => ({ type: 'dns' as const, value })), ...(other ? [other] : [])];
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: commonName === undefined ? '' : `CN=${commonName}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: items.length > 0 ? [new SubjectAlternativeNameExtension(items)] : [],
  });
  return csr.toString('pem');
}

const expected: CsrExpectations = {
  names: ['www.example.com'],
  certificateNames: ['www.example.com', 'example.com'],
  keyAlgorithms: ['rsa-2048', 'ecc-p256'],
};

async function refusalOf(pem: string, expectations = expected): Promise<Refusal> {
  const outcome = await checkPastedCsr(pem, expectations).catch((error: unknown) => error);
  if (!(outcome instanceof Refusal)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  expect(outcome).toMatchObject({ code: 'InvalidInput', field: 'csr' });
  expect(outcome.accepted).toBeTruthy();
  return outcome;
}

describe('a CSR that fits its order', () => {
  it('is read: names once and normalized, key, hash of the public key', async () => {
    const pem = await makeCsr({ commonName: 'WWW.Example.com', names: ['www.example.com', 'example.com'] });
    const facts = await checkPastedCsr(pem, expected);
    expect(facts.names).toEqual(['www.example.com', 'example.com']);
    expect(facts.keyAlgorithm).toBe('ecc-p256');
    expect(facts.spkiSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(facts.pem).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n/);
  });

  it('may leave out the complimentary name, and may have only a common name', async () => {
    await expect(
      checkPastedCsr(await makeCsr({ names: ['www.example.com'] }), expected),
    ).resolves.toBeTruthy();
    await expect(
      checkPastedCsr(await makeCsr({ commonName: 'www.example.com' }), expected),
    ).resolves.toBeTruthy();
  });

  it('may have Windows line endings, blank lines around it and the older label', async () => {
    const pem = await makeCsr({ names: ['www.example.com'] });
    const older = `\r\n${pem.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST').replaceAll('\n', '\r\n')}\r\n`;
    const facts = await checkPastedCsr(older, expected);
    expect(facts.pem.trim()).toBe(pem.trim());
  });

  it('of RSA 2048 passes every check of weak keys', async () => {
    const pem = await makeCsr({ algorithm: rsa(2048), names: ['www.example.com'] });
    await expect(checkPastedCsr(pem, expected)).resolves.toMatchObject({ keyAlgorithm: 'rsa-2048' });
  });
});

describe('a CSR with other names is refused', () => {
  it.each([
    [{ names: ['www.example.com', 'shop.example.com'] }, /"shop\.example\.com", which was not ordered/],
    [{ names: ['example.com'] }, /lacks "www\.example\.com"/],
    [{ commonName: 'other.example.net', names: ['www.example.com'] }, /"other\.example\.net"/],
    [{ names: ['*.example.com', 'www.example.com'] }, /"\*\.example\.com"/],
    [{ names: ['localhost', 'www.example.com'] }, /can’t be on a certificate/],
    [{ names: ['www.example.com'], other: { type: 'ip', value: '8.8.8.8' } }, /"8\.8\.8\.8"/],
    [{ names: ['www.example.com'], other: { type: 'email', value: 'a@example.com' } }, /type email/],
    [{}, /lacks "www\.example\.com"/],
  ] satisfies [CsrPlan, RegExp][])('%j', async (plan, message) => {
    expect((await refusalOf(await makeCsr(plan))).message).toMatch(message);
  });
});

describe('a CSR with an unfit key is refused', () => {
  it('RSA 1024', async () => {
    const pem = await makeCsr({ algorithm: rsa(1024), names: ['www.example.com'] });
    expect(await refusalOf(pem)).toMatchObject({
      message: 'The key of the CSR is RSA 1024, which this product does not take',
      accepted: 'a new CSR with a key of rsa-2048, ecc-p256',
    });
  });

  it('the public exponent 3', async () => {
    const pem = await makeCsr({ algorithm: rsa(2048, [3]), names: ['www.example.com'] });
    expect((await refusalOf(pem)).message).toBe('The key of the CSR has the public exponent 3');
  });

  it('a size or curve that the product does not offer', async () => {
    const pem = await makeCsr({
      algorithm: { ...P256, namedCurve: 'P-384', hash: 'SHA-384' },
      names: ['www.example.com'],
    });
    expect((await refusalOf(pem)).message).toMatch(/ECC secp384r1/);
  });

  it('a curve that no product takes', async () => {
    expect((await refusalOf(SECP256K1_CSR)).message).toMatch(/ECC secp256k1/);
  });

  it('a key type that no product takes', async () => {
    expect((await refusalOf(ED25519_CSR)).message).toMatch(/ed25519/);
  });
});

describe('a CSR that proves nothing is refused', () => {
  it('an altered one', async () => {
    const pem = await makeCsr({ names: ['www.example.com'] });
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const at = der.indexOf('www.example.com');
    der.write('wwv.example.com', at);
    expect((await refusalOf(pemOf(der))).message).toMatch(/signature of the CSR is wrong/);
  });

  it('one signed with SHA-1', async () => {
    const pem = await makeCsr({ algorithm: rsa(2048, [1, 0, 1], 'SHA-1'), names: ['www.example.com'] });
    expect((await refusalOf(pem)).accepted).toMatch(/SHA-256/);
  });

  it('one signed with MD5', async () => {
    const wide = { ...expected, keyAlgorithms: ['rsa-2048'] as const };
    expect((await refusalOf(MD5_CSR, wide)).accepted).toMatch(/SHA-256/);
  });
});

describe('text that is not one PEM block is refused', () => {
  it('without repeating a private key pasted by mistake', async () => {
    const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
    const body = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
    const csr = await makeCsr({ names: ['www.example.com'] });
    const refusal = await refusalOf(
      `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n${csr}`,
    );
    expect(refusal.message).toMatch(/holds a private key/);
    expect(JSON.stringify([refusal.message, refusal.accepted])).not.toContain(body.slice(0, 16));
  });

  it.each([
    ['two blocks', (pem: string) => `${pem}\n${pem}`, /more than one PEM block/],
    ['text after it', (pem: string) => `${pem}\nthanks`, /not a PEM/],
    ['rubbish inside', (pem: string) => pem.replace('\n', '\n%%%'), /not a PEM/],
    ['another label', (pem: string) => pem.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE'), /not a PEM/],
    ['nothing', () => '', /not a PEM/],
    ['one that is cut off', (pem: string) => pem.replace(/\n[^\n]+\n-----END/, '\n-----END'), /cut off/],
    ['DER of something else', () => pemOf(Buffer.from('3003020101', 'hex')), /can’t be read/],
    [
      'bytes after the CSR',
      (pem: string) => pemOf(Buffer.concat([derOf(pem), Buffer.from([5, 0])])),
      /follows/,
    ],
  ])('%s', async (_what, spoil, message) => {
    const pem = await makeCsr({ names: ['www.example.com'] });
    expect((await refusalOf(spoil(pem))).message).toMatch(message);
  });
});

it('reading needs no order', async () => {
  const facts = await readCsr(await makeCsr({ algorithm: rsa(1024), names: ['b.example.com'] }));
  expect(facts).toMatchObject({ key: 'RSA 1024', keyAlgorithm: undefined, names: ['b.example.com'] });
});

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}

function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}

// Made with `openssl req -new`, since webcrypto makes none of these.
const MD5_CSR = `-----BEGIN CERTIFICATE REQUEST-----
MIICXTCCAUUCAQAwGDEWMBQGA1UEAwwNYS5leGFtcGxlLmNvbTCCASIwDQYJKoZI
hvcNAQEBBQADggEPADCCAQoCggEBALEX9mjI44F0ltleCi8saRMGO88WOaFOtqYS
nMFJiwgoSyICJOYkE4UF7DgUUNNmTg4nShbAn/StldxVpB/03rpJIgBhIMGHc1Uz
XSDl6szPpcG6mFhafZhkLw/MMK7vIZ5FlZp+aKNhlPcPvaELa/M9cqRcsruQgG06
iAh5AE7pfPhpUYodeelcOYM6/svr/894LxxZ83KdhqcCn8fHGMv5EK7lnSY6bOtx
bSnf/0DZa6ZPvlvOMrIETvUwGHqK6/zDJ5iJC6UF+aF/HcHPHCL+hWBF5bAt8oq/
fPv13Pb8czZJnof2FRWHLQFLy9ujK7nHy+0kJiyC0q9loiYBOR8CAwEAAaAAMA0G
CSqGSIb3DQEBBAUAA4IBAQBNeI5tbGDPaNTM8QRgBfjQRcM3+mricfUNAPmYtQwT
7k/pj5SIotCqmxfQcg+FllD0p2ZXwb1EcxIFp71kWs6tJpKody20TufoPLEo3kLs
Yic6RCgHnOGsTDNAzLW53Oka43D/vNUIOlM5G1rjTp26nzroxWI+nEfxrSSo/nrv
1qpbaMsnpXCueseL4PHOhQATFO6aUEwEMZo3BdflszmWeaEbcmH8Av0TWVqwCJzF
eKBLoxQ8xsxFVDj7Kc2ZgsaKgosqMCMUmLHMLNnZDvTkQkSy4ONzj2CW4RTXim65
WdDzaA2Ev+gLR7pBiW987HDkJSGqWWkpaTWBGo9nYLEW
-----END CERTIFICATE REQUEST-----`;
const SECP256K1_CSR = `-----BEGIN CERTIFICATE REQUEST-----
MIHPMHcCAQAwGDEWMBQGA1UEAwwNYS5leGFtcGxlLmNvbTBWMBAGByqGSM49AgEG
BSuBBAAKA0IABO/HM/P8q1b5JmSZCQCwBwemn0T4OInXMXXBFjn/dctCn+A6AfID
Ftcp0h7p8GvXokYq89EJdVyIBwX6xPbriTugADAKBggqhkjOPQQDAgNIADBFAiEA
4DMzJtCyCdIqSqNza3B0/RYLo9p9PBkROBh1YN9iSzsCIFtSfl9RykBP3Cifjv0N
Gdhc0kVdqSzerTKEr/L8bN0Z
-----END CERTIFICATE REQUEST-----`;
const ED25519_CSR = `-----BEGIN CERTIFICATE REQUEST-----
MIGXMEsCAQAwGDEWMBQGA1UEAwwNYS5leGFtcGxlLmNvbTAqMAUGAytlcAMhALHK
yWuXtiW2TtfQkrI4kWAN8YaS4XY9x2p7i+qDHN6soAAwBQYDK2VwA0EAmAwuQQzs
QoGQXwoflEXGmxSl9fTsio8lodUm4qY/JGiiSEOz99xdd6D3OTNAPiS6wcPc2NjX
5b0u/T/3TDUGDg==
-----END CERTIFICATE REQUEST-----`;

describe('a CSR of SM2', () => {
  const forSm2: CsrExpectations = { ...expected, keyAlgorithms: ['sm2'] };
  const names = ['www.example.com'];

  it('is read where SM2 is what the product takes, and refused elsewhere', async () => {
    const { pem } = await makeSm2Csr(names);
    expect(await checkPastedCsr(pem, forSm2)).toMatchObject({ keyAlgorithm: 'sm2', key: 'SM2', names });
    expect((await refusalOf(pem)).message).toMatch(/is SM2, which this product does not take/);
    expect((await refusalOf(await makeCsr({ names }), forSm2)).message).toMatch(/is ECC prime256v1/);
  });

  it('made by OpenSSL is read; signed by it with another id it is refused', async () => {
    const key = await openssl(['ecparam', '-name', 'SM2', '-genkey', '-noout'], {});
    const request = (id: string) =>
      openssl(
        ['req', '-new', '-sm3', '-key', '{key}', '-sigopt', `distid:${id}`, '-subj', '/CN=www.example.com'],
        { key },
      );
    expect(await checkPastedCsr(await request('1234567812345678'), forSm2)).toMatchObject({ names });
    const refusal = await refusalOf(await request('8765432187654321'), forSm2);
    expect(refusal.message).toMatch(/with another id/);
    expect(refusal.accepted).toMatch(/signed with the id 1234567812345678/);
  });

  it('with a bit flipped, in its signature or before it, is refused', async () => {
    const { pem } = await makeSm2Csr(names);
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    for (const at of [der.indexOf('www.example.com') + 2, der.length - 1]) {
      const altered = Buffer.from(der);
      altered[at] = (altered[at] ?? 0) ^ 1;
      const body = altered.toString('base64');
      const text = `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----\n`;
      expect((await refusalOf(text, forSm2)).message).toMatch(/signature of the CSR is wrong/);
    }
  });
});
