/** Damaged certificates, keys and CSRs: taken, or refused in our words; never an error of a library. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refuseUnreadable } from '../../../activities/ca/readable-chain.js';
import { checkPastedCsr } from '../../../domain/certificates/csr.js';
import { compareIssued } from '../../../domain/certificates/issued.js';
import { readOwnCertificate } from '../../../domain/certificates/own.js';
import { pemOf } from '../../../domain/certificates/pem.js';
import { OrderFailure } from '../../../domain/failures.js';
import { Refusal } from '../../../domain/refusals.js';
import { createOwnChain } from '../../support/own-chains.js';
import { MUTATION_SEED, mutationsOf } from '../../support/mutated.js';
import { createTestCa } from '../../support/test-chain.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');

const handedIn = (name: string) => readFileSync(new URL(`handed-in/${name}`, import.meta.url), 'utf8');
const derOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
const asPem = (label: string) => (der: Buffer) => pemOf(label, der);
const asText = (bytes: Buffer) => bytes.toString('utf8');

/** What each came to, by kind of outcome. Whatever is no Refusal of bad input is thrown on. */
async function outcomesOf(inputs: readonly string[], take: (input: string) => unknown) {
  const outcomes = { taken: 0, refused: 0 };
  for (const input of inputs) {
    try {
      await take(input);
      outcomes.taken += 1;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'InvalidInput') throw error;
      outcomes.refused += 1;
    }
  }
  return outcomes;
}

describe(`150 mutations each (seed ${MUTATION_SEED}) are taken or refused`, () => {
  const csr = handedIn('plain.csr');
  const check = (pem: string) => {
    const names = ['bugs1.example.com'];
    return checkPastedCsr(pem, { names, certificateNames: names, keyAlgorithms: ['ecc-p256'] });
  };

  it.each([
    ['of a CSR', mutationsOf(derOf(csr)).map(asPem('CERTIFICATE REQUEST'))],
    ['of a CSR’s text', mutationsOf(Buffer.from(csr)).map(asText)],
  ])('%s', async (_what, inputs) => {
    const { refused } = await outcomesOf(inputs, check);
    expect(refused).toBeGreaterThan(50);
  });

  const read = (certificatePem: string) => readOwnCertificate({ certificatePem }, NOW);

  it.each(['leaf.pem', 'intv1.pem', 'ss.pem', 'v1root.pem'])('of %s, and of its text', async (name) => {
    const pem = handedIn(name);
    const damaged = mutationsOf(derOf(pem)).map(asPem('CERTIFICATE'));
    expect((await outcomesOf(damaged, read)).refused).toBeGreaterThan(20);
    await outcomesOf(mutationsOf(Buffer.from(pem)).map(asText), read);
    await outcomesOf(damaged, (chainPem) =>
      readOwnCertificate({ certificatePem: handedIn('leaf.pem'), chainPem }, NOW),
    );
  });

  it('of a private key', async () => {
    const chain = await createOwnChain('rsa', NOW);
    const { certificatePem, privateKeyPem } = await chain.issue({
      names: ['a.example.com'],
      notBefore: NOW,
      days: 90,
    });
    const damaged = mutationsOf(derOf(privateKeyPem));
    const inputs = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'].flatMap(
      (label) => damaged.map(asPem(label)),
    );
    const open = (pem: string) =>
      readOwnCertificate({ certificatePem, privateKeyPem: pem, keyPassword: 'secret1' }, NOW);
    expect((await outcomesOf(inputs, open)).refused).toBeGreaterThan(300);
  });
});

it(`150 mutations of what a CA issued (seed ${MUTATION_SEED}) are its broken protocol, or compared`, async () => {
  const ca = await createTestCa(new Date(NOW));
  const leaf = await ca.issue({ names: ['a.example.com'], notBefore: new Date(NOW), days: 90 });
  const issued = { certificatePem: leaf.certificatePem, chainPem: ca.chainPem, rootPem: ca.rootPem };
  const ordered = {
    names: ['a.example.com'],
    spkiSha256: leaf.spkiSha256,
    certificateType: 'dv',
    maxDaysAt: () => 100,
    now: new Date(NOW),
  } as const;
  expect(compareIssued(issued, ordered)).toEqual([]);
  const outcomes = { broken: 0, compared: 0 };
  for (const part of ['certificatePem', 'chainPem', 'rootPem'] as const)
    for (const der of mutationsOf(derOf(issued[part]))) {
      const damaged = { ...issued, [part]: pemOf('CERTIFICATE', der) };
      // Whatever it says, it says so, and throws nothing.
      const problems = compareIssued(damaged, ordered);
      try {
        refuseUnreadable({ name: 'some CA' }, damaged);
        outcomes.compared += 1;
        expect(problems.map(({ en }) => en).join()).not.toContain('can’t be read');
      } catch (error) {
        if (!(error instanceof OrderFailure)) throw error;
        expect(error.type).toBe('CaProtocolBroken');
        expect(problems).not.toEqual([]);
        outcomes.broken += 1;
      }
    }
  expect(outcomes.broken).toBeGreaterThan(60);
  expect(outcomes.compared).toBeGreaterThan(20);
  expect(new X509Certificate(issued.certificatePem).ca).toBe(false);
});
