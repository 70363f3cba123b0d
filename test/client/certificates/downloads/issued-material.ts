/** Certificates with keys for the packs, made by the `openssl` on PATH: root, issuing CA, leaf. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackMaterial } from '../../../../client/certificates/downloads/material.js';

export const KINDS = { rsa: ['RSA', 'rsa_keygen_bits:2048'], ec: ['EC', 'ec_paramgen_curve:P-256'] } as const;
const SM2 = ['EC', 'ec_paramgen_curve:SM2'] as const;

/** GB/T 32918: the id that SM2 signatures are made under. */
const AS_SM2 = ['-sm3', '-sigopt', 'distid:1234567812345678'];
const VERIFIED_AS_SM2 = ['-vfyopt', 'distid:1234567812345678'];

export interface TestIssuer {
  readonly rootPem: string;
  /** A certificate for the names, the first one being what files are named after. */
  issue(kind: keyof typeof KINDS, names: readonly string[]): PackMaterial;
  issueSm2Pair(name: string): PackMaterial;
}

/** `folder` takes its files. */
export function createTestIssuer(folder: string): TestIssuer {
  const ca = authority(folder, 'ca', KINDS.ec, []);
  return {
    rootPem: ca.rootPem,
    issue: (kind, names) => {
      const leaf = issued(folder, ca, KINDS[kind], names, []);
      return materialOf(ca, names[0] ?? '', leaf);
    },
    issueSm2Pair: (name) => {
      const sm2 = authority(folder, 'sm2', SM2, AS_SM2);
      const signing = materialOf(sm2, name, issued(folder, sm2, SM2, [name], AS_SM2));
      const half = issued(folder, sm2, SM2, [name], AS_SM2);
      const encryption = {
        certificatePem: half.certificatePem,
        fullchainPem: half.certificatePem + sm2.chainPem,
        privateKeyPem: half.keyPem,
        privateKeyMissing: null,
        privateKeyMissingInWords: null,
        envelopedKey: null,
      };
      return { ...signing, download: { ...signing.download, encryption } };
    },
  };
}

interface Authority {
  readonly prefix: string;
  readonly rootPem: string;
  readonly chainPem: string;
}

interface Leaf {
  readonly certificatePem: string;
  readonly keyPem: string;
  readonly csrPem: string;
}

function materialOf(ca: Authority, name: string, leaf: Leaf): PackMaterial {
  return {
    download: {
      certificateId: 'crt_1',
      certificatePem: leaf.certificatePem,
      chainPem: ca.chainPem,
      fullchainPem: leaf.certificatePem + ca.chainPem,
      privateKeyPem: leaf.keyPem,
      privateKeyMissing: null,
      privateKeyMissingInWords: null,
      encryption: null,
    },
    name,
    csrPem: leaf.csrPem,
    rootPem: ca.rootPem,
    keyPassword: null,
    needlessPassword: false,
    madeAt: new Date('2026-11-23T12:00:00Z'),
  };
}

type Key = readonly [algorithm: string, option: string];

function authority(folder: string, prefix: string, key: Key, sign: readonly string[]): Authority {
  const at = (name: string) => join(folder, `${prefix}-${name}`);
  const isCa = ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign,cRLSign'].flatMap((extension) => [
    '-addext',
    extension,
  ]);
  newKey(at('root.key'), key);
  newKey(at('issuing.key'), key);
  const root = ['req', '-x509', '-key', at('root.key'), '-subj', `/CN=${prefix} root`, '-days', '30'];
  run([...root, ...isCa, ...sign, '-out', at('root.pem')]);
  writeFileSync(at('ca.ext'), 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n');
  const csr = ['req', '-new', '-key', at('issuing.key'), '-subj', `/CN=${prefix} issuing`];
  run([...csr, ...sign, '-out', at('issuing.csr')]);
  signed(at('issuing.csr'), at('root'), at('ca.ext'), sign, at('issuing.pem'));
  return {
    prefix,
    rootPem: readFileSync(at('root.pem'), 'utf8'),
    chainPem: readFileSync(at('issuing.pem'), 'utf8'),
  };
}

function issued(
  folder: string,
  { prefix }: Authority,
  key: Key,
  names: readonly string[],
  sign: readonly string[],
): Leaf {
  const at = (name: string) => join(folder, `${prefix}-${name}`);
  newKey(at('leaf.key'), key);
  run(['req', '-new', '-key', at('leaf.key'), '-subj', '/CN=leaf', ...sign, '-out', at('leaf.csr')]);
  const alternatives = names.map((name) => `${name.includes(':') ? 'IP' : 'DNS'}:${name}`).join(',');
  writeFileSync(at('leaf.ext'), `basicConstraints=CA:FALSE\nsubjectAltName=${alternatives}\n`);
  signed(at('leaf.csr'), at('issuing'), at('leaf.ext'), sign, at('leaf.pem'));
  return {
    certificatePem: readFileSync(at('leaf.pem'), 'utf8'),
    keyPem: readFileSync(at('leaf.key'), 'utf8'),
    csrPem: readFileSync(at('leaf.csr'), 'utf8'),
  };
}

function signed(csr: string, issuer: string, extensions: string, sign: readonly string[], out: string): void {
  const verified = sign.length > 0 ? VERIFIED_AS_SM2 : [];
  const by = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', '30'];
  run(['x509', '-req', '-in', csr, ...by, '-extfile', extensions, ...sign, ...verified, '-out', out]);
}

function newKey(path: string, [algorithm, option]: Key): void {
  run(['genpkey', '-algorithm', algorithm, '-pkeyopt', option, '-out', path]);
}

function run(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
