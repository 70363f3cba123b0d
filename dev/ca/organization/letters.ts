/** A company's letter or form: taken into review, or refused with the reason (ordering rules, sections 6b to 6e). */
import {
  LETTER_RULES,
  letterDocumentOf,
  refusalOfLetter,
  refusalOfWay,
  type LetterFile,
} from '../../../domain/organization/letter-rules.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { orderIs } from '../api-error.js';
import type { StoredOrder } from '../stored-order.js';
import { IN_REVIEW, isKnown, receivedLetter, refused, takesNoLetter } from './received-letter.js';
import type { StoredLetter, StoredOrganization, StoredStep } from './stored-organization.js';

/** The step that a letter is for. */
const LETTER_STEPS = ['letter', 'application-form'] as const;

/** A letter as it came in. Throws ApiError `letter-refused`. */
export async function newLetter(order: StoredOrder, content: Uint8Array, now: Date): Promise<StoredLetter> {
  const { organization, brand, type } = order;
  const addressee = { way: organization?.way, brand, type };
  const door = { refusalOf: (file: LetterFile) => refusalOfLetter(addressee, file), fileName: order.id };
  const letter = await receivedLetter(content, door, now);
  return { ...letter, round: organization?.steps.find(isLetterStep)?.round ?? 1 };
}

/**
 * The order with the letter in review; the same object where it has the letter already. Throws ApiError `letter-refused`
 * where it is a second one, or the order takes none now.
 */
export function withLetter(order: StoredOrder, letter: StoredLetter, now: Date): StoredOrder {
  const { organization } = order;
  const step = organization?.steps.find(isLetterStep);
  if (!organization || !step) throw refused(whyNoLetter(order));
  const ofThisRound = organization.letters.filter(({ round }) => round === step.round);
  if (isKnown(ofThisRound, letter)) return order;
  if (order.status !== 'validating') throw refused(takesNoLetter(orderIs(order.status)));
  if (step.status !== 'with-subscriber') throw refused(whyNoSecond(organization, step));
  const letters = [...organization.letters, letter];
  const steps = organization.steps.map((present) => (present === step ? received(step, now) : present));
  return { ...order, organization: { ...organization, letters, steps } };
}

/** A form is there once it came in, its review is a step of its own; a letter is there once it was reviewed. */
function received(step: StoredStep, now: Date): StoredStep {
  const status = step.step === 'application-form' ? 'passed' : 'with-ca';
  return { step: step.step, status, since: now.toISOString(), round: step.round };
}

function whyNoLetter({ organization, brand, type }: StoredOrder): Bilingual {
  const refusal = refusalOfWay({ way: organization?.way, brand, type });
  if (refusal) return { zh: refusal.chinese.message, en: refusal.message };
  return { zh: '此订单不收函件', en: 'The order takes no letter' };
}

function whyNoSecond({ way }: StoredOrganization, { skipped, status }: StoredStep): Bilingual {
  const document = letterDocumentOf(way);
  if (skipped)
    return { zh: '企业此前已核实:无需函件', en: 'The company was checked before: no letter is needed' };
  if (document && LETTER_RULES[document].uploads === 'one')
    return { zh: '只能上传一次:CA 已有申请表', en: 'One upload only: the CA has the form already' };
  if (status === 'passed')
    return { zh: '函件已通过:无需另交', en: 'A letter was accepted: no other is needed' };
  return IN_REVIEW;
}

function isLetterStep({ step }: StoredStep): boolean {
  return (LETTER_STEPS as readonly string[]).includes(step);
}
