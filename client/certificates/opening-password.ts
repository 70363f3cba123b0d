/** A password that is to open a private key, as it is handed in. */
import { Refusal } from '../../domain/refusals.js';
import { problemOfGiven } from '../../domain/text-input.js';

/** OpenSSL, and with it Node, reads a pass phrase into 1,024 octets (PEM_BUFSIZE): no key can have a longer one. */
const LONGEST = 1_024;

/** Throws Refusal `InvalidInput`, field `keyPassword`, for what opens no key. */
export function refuseUnusableOpener(keyPassword: unknown): void {
  if (keyPassword === undefined) return;
  const problem = problemOfGiven(keyPassword, { longest: LONGEST, mayBeEmpty: true });
  if (problem === undefined) return;
  throw new Refusal({
    code: 'InvalidInput',
    field: 'keyPassword',
    message: `keyPassword ${problem}`,
    accepted: 'the password that opens the private key',
  });
}
