/** Which letter may follow which, of an order and of a revocation: what differs is how many the CA takes, and what is said. */
import { describe, expect, it } from 'vitest';
import { REVOCATION_LETTER, type LetterUploads } from '../../../domain/organization/letter-rules.js';
import {
  judgeNextLetter,
  type EarlierLetter,
  type LetterStatus,
  type NextLetter,
} from '../../../domain/organization/letter-succession.js';

const earlier = (
  status: LetterStatus,
  sha256 = 'first',
  handingInAt: string | null = null,
): EarlierLetter => ({
  version: 1,
  sha256,
  status,
  handingInAt,
});

const judged = (last: EarlierLetter, next: Partial<NextLetter> = {}) => {
  const found = judgeNextLetter(
    { document: REVOCATION_LETTER, uploads: 'until-accepted', sha256: 'second', askedAgain: false, ...next },
    [last],
  );
  if (found === 'next') return 'next';
  return 'same' in found ? 'same' : found.refusal.message;
};

const TAKES_ONE = /no second one/;
const IN_REVIEW = /lies with the CA/;

describe('another file', () => {
  it.each([
    ['stored', 'until-accepted', /^next$/],
    ['superseded', 'until-accepted', /^next$/],
    ['handed-in', 'until-accepted', IN_REVIEW],
    ['accepted', 'until-accepted', /accepted version 1/],
    ['rejected', 'until-accepted', /^next$/],
    ['refused', 'until-accepted', /^next$/],
    ['stored', 'one', TAKES_ONE],
    ['rejected', 'one', TAKES_ONE],
    ['refused', 'one', TAKES_ONE],
    ['stored', 'one-taken', TAKES_ONE],
    ['rejected', 'one-taken', TAKES_ONE],
    ['refused', 'one-taken', /^next$/],
  ] as [LetterStatus, LetterUploads, RegExp][])(
    'after one that is %s, of %s: %s',
    (status, uploads, expected) => {
      for (const document of ['application-form', REVOCATION_LETTER] as const)
        expect(judged(earlier(status), { document, uploads })).toMatch(expected);
    },
  );

  it('waits for one that is about to be handed in', () => {
    expect(judged(earlier('stored', 'first', '2026-11-01T00:00:00.000Z'))).toMatch(IN_REVIEW);
  });

  it('may follow an accepted one where the CA asks again', () => {
    expect(judged(earlier('accepted'), { document: 'confirmation-letter', askedAgain: true })).toBe('next');
  });
});

describe('the same file', () => {
  it.each(['stored', 'handed-in', 'accepted'] as const)('is the same letter while it is %s', (status) => {
    for (const uploads of ['one', 'one-taken', 'until-accepted'] as const)
      expect(judged(earlier(status), { uploads, sha256: 'first' })).toBe('same');
  });

  it.each(['rejected', 'refused'] as const)('is not taken once it was %s', (status) => {
    const next = { sha256: 'first' };
    expect(judged(earlier(status), next)).toBe(
      `This very file was ${status} as version 1: upload a corrected one`,
    );
    expect(judged(earlier(status), { ...next, document: 'confirmation-letter' })).toBe(
      `This very file was ${status} as version 1: see why with \`sealflow letter list ORDER\`, and upload a corrected one`,
    );
  });

  it('may come again once it was superseded', () => {
    expect(judged(earlier('superseded'), { sha256: 'first' })).toBe('next');
  });
});
