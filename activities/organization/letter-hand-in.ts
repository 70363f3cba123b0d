/** Handing a letter in at the CA: at most once, whatever was lost on the way. */
import {
  markHandedIn,
  markRefused,
  noteHandingIn,
} from '../../db/statements/organization/letter-progress.js';
import { loadLetter, type LetterWithContent } from '../../db/statements/organization/letters.js';
import { OrderFailure } from '../../domain/failures.js';
import type { HandInOutcome, HandInRequest } from '../../workflows/activity-contract/organization.js';
import { receivedAs } from './letters-at-ca.js';
import { openOrganizationOrder, type LookDependencies, type OrganizationOrder } from './check-at-ca.js';

type Dependencies = Pick<LookDependencies, 'database' | 'ca'>;

export async function handInLetter(
  dependencies: Dependencies,
  { orderId, reference }: HandInRequest,
): Promise<HandInOutcome> {
  const { database } = dependencies;
  const letter = await loadLetter(database, orderId, reference);
  if (!letter) return refused(`no letter ${reference} of this order`);
  const known = outcomeOf(letter);
  if (known) return known;
  const opened = await openOrganizationOrder(dependencies, orderId);
  // Noted before the call: a process that dies during it leaves a trace, and the next one asks before it sends.
  const noted = await noteHandingIn(database, letter.letterId);
  if (noted === 'gone') return await outcomeMeanwhile(dependencies, { orderId, reference });
  const isThere = noted === 'again' && (await hasReceived(dependencies, opened, letter));
  const refusal = isThere ? undefined : await upload(dependencies, opened, letter);
  if (refusal === undefined) {
    await markHandedIn(database, letter.letterId);
    return HANDED_IN;
  }
  await markRefused(database, letter.letterId, refusal);
  return refused(refusal);
}

const HANDED_IN: HandInOutcome = { outcome: 'handed-in' };

function refused(reason: string): HandInOutcome {
  return { outcome: 'refused', reason };
}

/** Undefined while the letter is still to be handed in. */
function outcomeOf({ status, reason, version }: LetterWithContent): HandInOutcome | undefined {
  switch (status) {
    case 'stored':
      return undefined;
    case 'handed-in':
    case 'accepted':
    case 'rejected':
      return HANDED_IN;
    case 'superseded':
      return refused(`version ${version} was replaced by a newer one before it was handed in`);
    case 'refused':
      return refused(reason ?? 'the CA refused it');
  }
}

async function outcomeMeanwhile(
  { database }: Dependencies,
  { orderId, reference }: HandInRequest,
): Promise<HandInOutcome> {
  const letter = await loadLetter(database, orderId, reference);
  return (letter && outcomeOf(letter)) ?? refused(`no letter ${reference} of this order`);
}

async function hasReceived(
  { database }: Dependencies,
  { order, ca }: OrganizationOrder,
  letter: LetterWithContent,
): Promise<boolean> {
  const { organization } = await ca.orderStatus(order.caReference);
  return (await receivedAs(database, letter, organization?.letters ?? [])) !== undefined;
}

/** The CA's refusal, or undefined when it has the letter. */
async function upload(
  dependencies: Dependencies,
  opened: OrganizationOrder,
  letter: LetterWithContent,
): Promise<string | undefined> {
  const { order, ca } = opened;
  if (!ca.limits.takesLetters) return `${ca.name} takes no letters`;
  try {
    const { contentType, content } = letter;
    await ca.uploadLetter(order.caReference, { contentType, content });
    return undefined;
  } catch (error) {
    if (!(error instanceof OrderFailure) || error.type !== 'LetterRefusedByCa') throw error;
    // An earlier attempt that was thought dead may have got through: then it is this very letter that stands in its way.
    return (await hasReceived(dependencies, opened, letter)) ? undefined : error.message;
  }
}
