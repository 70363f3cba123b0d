/** Handing a letter in at the CA, an order's or a revocation's: at most once, whatever was lost on the way. */
import type { Bilingual } from '../../domain/bilingual.js';
import { ORGANIZATION_REASONS } from '../../domain/orders/reason-texts.js';
import { reasonOf, wordsOfReason } from '../../domain/told.js';
import type { Database } from '../../db/database.js';
import {
  markHandedIn,
  markRefused,
  noteHandingIn,
} from '../../db/statements/organization/letter-progress.js';
import {
  listLetters,
  loadLetter,
  type LetterSubject,
  type LetterWithContent,
} from '../../db/statements/organization/letters.js';
import { OrderFailure } from '../../domain/failures.js';
import type { HandInOutcome } from '../../workflows/activity-contract/organization.js';
import type { CaLetter, CertificateAuthority } from '../ca/certificate-authority.js';
import { receivedAs } from './letters-at-ca.js';

/** What a letter is for, as its CA keeps it. */
export interface LetterDesk {
  readonly ca: Pick<CertificateAuthority, 'name' | 'limits'>;
  /** What the CA has received for it, oldest first. */
  received(): Promise<readonly CaLetter[]>;
  /** Throws OrderFailure `LetterRefusedByCa` where the CA does not take it. */
  send(letter: Pick<LetterWithContent, 'contentType' | 'content'>): Promise<void>;
}

export interface LetterToHandIn {
  readonly subject: LetterSubject;
  readonly letterId: string;
  /** Asked only for a letter that is still to be handed in. */
  openDesk(): Promise<LetterDesk>;
}

export async function handInLetter(database: Database, toHandIn: LetterToHandIn): Promise<HandInOutcome> {
  const letter = await loadLetter(database, toHandIn.subject, toHandIn.letterId);
  if (!letter) return noLetter(toHandIn);
  const known = outcomeOf(letter);
  if (known) return known;
  const desk = await toHandIn.openDesk();
  // Noted before the call: a process that dies during it leaves a trace, and the next one asks before it sends.
  const noted = await noteHandingIn(database, letter.letterId);
  if (noted === 'gone') return await outcomeMeanwhile(database, toHandIn);
  const isThere = noted === 'again' && (await hasReceived(database, desk, letter));
  const refusal = isThere ? undefined : await send(database, desk, letter);
  if (refusal === undefined) {
    await markHandedIn(database, letter.letterId);
    return HANDED_IN;
  }
  await markRefused(database, letter.letterId, refusal);
  return refused(refusal);
}

const HANDED_IN: HandInOutcome = { outcome: 'handed-in' };

function refused(reason: Bilingual): HandInOutcome {
  return { outcome: 'refused', ...reasonOf(reason) };
}

function noLetter({ subject, letterId }: LetterToHandIn): HandInOutcome {
  return refused(ORGANIZATION_REASONS.noLetter(letterId, 'orderId' in subject ? 'order' : 'revocation'));
}

/** Undefined while the letter is still to be handed in. */
function outcomeOf({ status, version, ...why }: LetterWithContent): HandInOutcome | undefined {
  switch (status) {
    case 'stored':
      return undefined;
    case 'handed-in':
    case 'accepted':
    case 'rejected':
      return HANDED_IN;
    case 'superseded':
      return refused(ORGANIZATION_REASONS.letterReplaced(version));
    case 'refused':
      return refused(wordsOfReason(why) ?? ORGANIZATION_REASONS.refused);
  }
}

async function outcomeMeanwhile(database: Database, toHandIn: LetterToHandIn): Promise<HandInOutcome> {
  const letter = await loadLetter(database, toHandIn.subject, toHandIn.letterId);
  return (letter && outcomeOf(letter)) ?? noLetter(toHandIn);
}

async function hasReceived(
  database: Database,
  desk: LetterDesk,
  letter: LetterWithContent,
): Promise<boolean> {
  const atCa = await desk.received();
  return receivedAs(letter, await listLetters(database, letter.subject), atCa) !== undefined;
}

/** The CA's refusal, or undefined when it has the letter. */
async function send(
  database: Database,
  desk: LetterDesk,
  letter: LetterWithContent,
): Promise<Bilingual | undefined> {
  if (!desk.ca.limits.takesLetters) return ORGANIZATION_REASONS.takesNoLetters(desk.ca.name);
  try {
    const { contentType, content } = letter;
    await desk.send({ contentType, content });
    return undefined;
  } catch (error) {
    if (!(error instanceof OrderFailure) || error.type !== 'LetterRefusedByCa') throw error;
    // An earlier attempt that was thought dead may have got through: then it is this very letter that stands in its way.
    return (await hasReceived(database, desk, letter)) ? undefined : error.words;
  }
}
