/** Handing in a letter that asks for a revocation: at most once, whatever was lost on the way. */
import {
  listRevocationLetters,
  loadRevocationLetter,
  noteHandingInRevocationLetter,
  settleRevocationLetter,
  type RevocationLetterWithContent,
} from '../../db/statements/revocation/letters.js';
import { OrderFailure } from '../../domain/failures.js';
import type { HandInOutcome } from '../../workflows/activity-contract/organization.js';
import { receivedAs } from './letters-at-ca.js';
import { openRevocation, type LookDependencies, type OpenRevocation } from './at-ca.js';

interface LetterOfRevocation {
  readonly revocationId: string;
  readonly letterId: string;
}

export async function handInRevocationLetter(
  dependencies: LookDependencies,
  request: LetterOfRevocation,
): Promise<HandInOutcome> {
  const { database } = dependencies;
  const { revocationId, letterId } = request;
  const letter = await loadRevocationLetter(database, revocationId, letterId);
  const known = outcomeOf(letter, letterId);
  if (known || !letter) return known ?? noLetter(letterId);
  const opened = await openRevocation(dependencies, revocationId);
  // Noted before the call: a process that dies during it leaves a trace, and the next one asks before it sends.
  const noted = await noteHandingInRevocationLetter(database, letterId);
  if (noted === 'gone') return await outcomeMeanwhile(dependencies, request);
  const isThere = noted === 'again' && (await hasReceived(dependencies, opened, letter));
  const refusal = isThere ? undefined : await upload(dependencies, opened, letter);
  if (refusal === undefined) {
    await settleRevocationLetter(database, letterId, 'handed-in');
    return HANDED_IN;
  }
  await settleRevocationLetter(database, letterId, 'refused', refusal);
  return refused(refusal);
}

const HANDED_IN: HandInOutcome = { outcome: 'handed-in' };

function refused(reason: string): HandInOutcome {
  return { outcome: 'refused', reason };
}

function noLetter(letterId: string): HandInOutcome {
  return refused(`no letter ${letterId} of this revocation`);
}

/** Undefined while the letter is still to be handed in. */
function outcomeOf(
  letter: RevocationLetterWithContent | undefined,
  letterId: string,
): HandInOutcome | undefined {
  if (!letter) return noLetter(letterId);
  switch (letter.status) {
    case 'stored':
      return undefined;
    case 'handed-in':
    case 'accepted':
    case 'rejected':
      return HANDED_IN;
    case 'superseded':
      return refused(`version ${letter.version} was replaced by a newer one before it was handed in`);
    case 'refused':
      return refused(letter.reason ?? 'the CA refused it');
  }
}

async function outcomeMeanwhile(
  { database }: LookDependencies,
  { revocationId, letterId }: LetterOfRevocation,
): Promise<HandInOutcome> {
  const letter = await loadRevocationLetter(database, revocationId, letterId);
  return outcomeOf(letter, letterId) ?? noLetter(letterId);
}

async function hasReceived(
  { database }: LookDependencies,
  { ca, caReference, revocation }: OpenRevocation,
  letter: RevocationLetterWithContent,
): Promise<boolean> {
  const atCa = await ca.findRevocation(caReference);
  const ours = await listRevocationLetters(database, revocation.revocationId);
  return receivedAs(letter, ours, atCa?.letters ?? []) !== undefined;
}

/** The CA's refusal, or undefined when it has the letter. */
async function upload(
  dependencies: LookDependencies,
  opened: OpenRevocation,
  letter: RevocationLetterWithContent,
): Promise<string | undefined> {
  const { ca, caReference } = opened;
  try {
    const { contentType, content } = letter;
    await ca.uploadRevocationLetter(caReference, { contentType, content });
    return undefined;
  } catch (error) {
    if (!(error instanceof OrderFailure) || error.type !== 'LetterRefusedByCa') throw error;
    // An earlier attempt that was thought dead may have got through: then it is this very letter that stands in its way.
    return (await hasReceived(dependencies, opened, letter)) ? undefined : error.message;
  }
}
