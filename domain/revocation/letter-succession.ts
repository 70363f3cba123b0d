/** Which letter may follow which, of those that ask for one revocation. */
import type { EarlierLetter, Succession } from '../organization/letter-succession.js';
import type { RefusalDetails } from '../refusals.js';
import { revocationRule, type RevokedProduct } from './rules.js';

/**
 * `earlier`: all of the request's letters, oldest first. The same file is the same letter while it is not rejected. Where
 * the brand takes one upload only, no second one follows, unless the CA never took the first (the reseller's API, section
 * 11); elsewhere one follows when the last was rejected, or was not handed in yet.
 */
export function judgeRevocationLetter<Letter extends EarlierLetter>(
  product: RevokedProduct,
  sha256: string,
  earlier: readonly Letter[],
): Succession<Letter> {
  const same = earlier.find((letter) => letter.sha256 === sha256 && IS_ALIVE.includes(letter.status));
  if (same) return { same };
  const refusal =
    refusalOfSecond(product, earlier) ?? refusalOfRejected(sha256, earlier) ?? refusalBesideOthers(earlier);
  return refusal ? { refusal } : 'next';
}

const IS_ALIVE: readonly EarlierLetter['status'][] = ['stored', 'handed-in', 'accepted'];

function refusalOfSecond(
  product: RevokedProduct,
  earlier: readonly EarlierLetter[],
): RefusalDetails | undefined {
  const takesOne = revocationRule(product).letter?.uploads === 'one';
  if (!takesOne || earlier.every(({ status }) => status === 'refused')) return undefined;
  return refused('This revocation has its letter: the CA takes one upload, and no second one');
}

function refusalOfRejected(sha256: string, earlier: readonly EarlierLetter[]): RefusalDetails | undefined {
  const before = earlier.find(
    (letter) => letter.sha256 === sha256 && (letter.status === 'rejected' || letter.status === 'refused'),
  );
  return (
    before &&
    refused(`This very file was ${before.status} as version ${before.version}: upload a corrected one`)
  );
}

function refusalBesideOthers(earlier: readonly EarlierLetter[]): RefusalDetails | undefined {
  const atCa = earlier.find(
    ({ status, handingInAt }) => status === 'handed-in' || (status === 'stored' && handingInAt !== null),
  );
  if (atCa)
    return refused(
      `Version ${atCa.version} lies with the CA for review: a new one can follow when it is rejected`,
    );
  const accepted = earlier.findLast(({ status }) => status === 'accepted');
  return accepted && refused(`The CA has accepted version ${accepted.version}: it needs no other letter`);
}

function refused(message: string): RefusalDetails {
  return { code: 'RefusedInThisState', message };
}
