/** Damaged PDFs as letters: each is opened in a process of its own, and either taken or refused in our words. */
import { expect, it } from 'vitest';
import { letterFile } from '../../../support/letter-files.js';
import { MUTATION_SEED, MUTATIONS, mutationsOf } from '../../../support/mutated.js';
import { isRefused } from './is-refused.js';

it(`${MUTATIONS} mutations of a PDF (seed ${MUTATION_SEED}) are taken or refused`, async () => {
  const outcomes: boolean[] = [];
  for (const content of mutationsOf(letterFile('pdf', 1_200))) outcomes.push(await isRefused(content));
  expect(outcomes).toHaveLength(MUTATIONS);
  expect(outcomes.filter(Boolean).length).toBeGreaterThan(10);
}, 240_000);
