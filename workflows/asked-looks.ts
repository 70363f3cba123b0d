/**
 * Looks that people ask for now: they are made where orders move, and don't stand behind those who wait. Once: what such a look
 * does not settle waits as before.
 */
import { isLasting, type StepManner } from './activity-contract/manner.js';

/** How one try is made: what goes into its request, and where it stands. */
export interface LookManner {
  readonly request: Pick<StepManner, 'asked' | 'after'>;
  readonly isExpectedAtOnce: boolean;
}

/** A look of a wait. `isAsked`: somebody asked for it. */
export function looked<Outcome extends object>(
  isAsked: boolean,
  { isMerged }: { readonly isMerged: boolean },
  look: (manner: LookManner) => Promise<Outcome>,
): Promise<Outcome> {
  // A worker of before, which may take such an order over, does not know the answer of a single try: this one has its retries.
  if (!isAsked || !isMerged) return look({ request: {}, isExpectedAtOnce: isAsked });
  return lookedOnce(look);
}

async function lookedOnce<Outcome extends object>(
  look: (manner: LookManner) => Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await look({ request: { asked: true }, isExpectedAtOnce: true });
  if (!isLasting(outcome)) return outcome;
  return await look({ request: { after: outcome.after }, isExpectedAtOnce: false });
}
