/** A password that is to open a private key, as it is handed in. */
import { problemOfGiven } from '../../domain/text-input.js';
import { invalid } from '../refusing.js';

/** OpenSSL, and with it Node, reads a pass phrase into 1,024 octets (PEM_BUFSIZE): no key can have a longer one. */
const LONGEST = 1_024;

/** Throws Refusal `InvalidInput`, field `keyPassword`, for what opens no key. */
export function refuseUnusableOpener(keyPassword: unknown): void {
  if (keyPassword === undefined) return;
  const problem = problemOfGiven(keyPassword, { longest: LONGEST, mayBeEmpty: true });
  if (problem === undefined) return;
  throw invalid(
    'keyPassword',
    { zh: `keyPassword ${problem.zh}`, en: `keyPassword ${problem.en}` },
    { zh: '能打开私钥的密码', en: 'the password that opens the private key' },
  );
}
