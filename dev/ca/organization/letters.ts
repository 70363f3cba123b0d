/** What becomes of a letter: taken into review or refused, accepted, rejected (ordering rules, sections 6b to 6e). */
import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import {
  LETTER_RULES,
  letterDocumentOf,
  refusalOfLetter,
  refusalOfWay,
} from '../../../domain/organization/letter-rules.js';
import { ApiError } from '../api-error.js';
import type { StoredOrder } from '../stored-order.js';
import type { StoredLetter, StoredOrganization, StoredStep } from './stored-organization.js';

/** The step that a letter is for. */
const LETTER_STEPS = ['letter', 'application-form'] as const;

/** A letter as it came in; what its header says of its type isn't believed. Throws ApiError `letter-refused`. */
export async function newLetter(order: StoredOrder, content: Uint8Array, now: Date): Promise<StoredLetter> {
  const { organization, brand, type } = order;
  const contentType = (await fileTypeFromBuffer(content))?.mime;
  const file = { contentType, sizeBytes: content.length };
  const refusal = refusalOfLetter({ way: organization?.way, brand, type }, file);
  if (refusal) throw refused([refusal.message, refusal.accepted].filter(Boolean).join('; accepted: '));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    sha256,
    contentType: contentType ?? '',
    sizeBytes: content.length,
    status: 'in-review',
    receivedAt: now.toISOString(),
    fileName: `${order.id}-${sha256}`,
    round: organization?.steps.find(isLetterStep)?.round ?? 1,
  };
}

/**
 * The order with the letter in review; the same object where it has the letter already. Throws ApiError `letter-refused`
 * where it is a second one, or the order takes none now.
 */
export function withLetter(order: StoredOrder, letter: StoredLetter, now: Date): StoredOrder {
  const { organization } = order;
  const step = organization?.steps.find(isLetterStep);
  if (!organization || !step) throw refused(whyNoLetter(order));
  const known = organization.letters.find(
    ({ sha256, round }) => sha256 === letter.sha256 && round === step.round,
  );
  if (known?.status === 'rejected') throw refused(`This file was rejected before: ${known.reason ?? ''}`);
  if (known) return order;
  if (order.status !== 'validating') throw refused(`The order is ${order.status}: it takes no letter`);
  if (step.status !== 'with-subscriber') throw refused(whyNoSecond(organization, step));
  const letters = [...organization.letters, letter];
  const steps = organization.steps.map((present) => (present === step ? received(step, now) : present));
  return { ...order, organization: { ...organization, letters, steps } };
}

/** The letters with the one in review judged. */
export function judgedLetters(
  letters: readonly StoredLetter[],
  status: 'accepted' | 'rejected',
  reason?: string,
): StoredLetter[] {
  return letters.map((letter) => (letter.status === 'in-review' ? { ...letter, status, reason } : letter));
}

export function refused(message: string): ApiError {
  return new ApiError('letter-refused', message);
}

/** A form is there once it came in, its review is a step of its own; a letter is there once it was reviewed. */
function received(step: StoredStep, now: Date): StoredStep {
  const status = step.step === 'application-form' ? 'passed' : 'with-ca';
  return { step: step.step, status, since: now.toISOString(), round: step.round };
}

function whyNoLetter({ organization, brand, type }: StoredOrder): string {
  return refusalOfWay({ way: organization?.way, brand, type })?.message ?? 'The order takes no letter';
}

function whyNoSecond({ way }: StoredOrganization, { skipped, status }: StoredStep): string {
  const document = letterDocumentOf(way);
  if (skipped) return 'The company was checked before: no letter is needed';
  if (document && LETTER_RULES[document].uploads === 'one')
    return 'One upload only: the CA has the form already';
  if (status === 'passed') return 'A letter was accepted: no other is needed';
  return 'A letter is in review: wait for its result';
}

function isLetterStep({ step }: StoredStep): boolean {
  return (LETTER_STEPS as readonly string[]).includes(step);
}
