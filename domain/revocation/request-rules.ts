/** When a certificate's revocation may be asked for, whoever asks. */
import type { Bilingual } from '../bilingual.js';
import { timeInWords } from '../time-zone.js';

/** A certificate as far as its revocation goes. */
export interface Revocable {
  /** ISO 8601, UTC; null: it is not revoked. */
  readonly revokedAt: string | null;
  readonly notAfter: string;
  /** Ordered here, so that its CA can be asked from here. */
  readonly isOurs: boolean;
}

/** Why there is nothing to revoke, or nobody here who could; undefined where there is. `now`: milliseconds since the epoch. */
export function refusalOfRevocation(
  { revokedAt, notAfter, isOurs }: Revocable,
  now: number,
): Bilingual | undefined {
  if (revokedAt !== null)
    return {
      zh: `这张证书已于 ${timeInWords(revokedAt).zh} 吊销`,
      en: `It was revoked at ${revokedAt} already`,
    };
  if (Date.parse(notAfter) <= now)
    return {
      zh: `这张证书已于 ${timeInWords(notAfter).zh} 过期:不再有人信任它`,
      en: `It expired at ${notAfter}: nobody trusts it any more`,
    };
  if (isOurs) return undefined;
  return {
    zh: '这张证书不是在本系统订购的:请到原签发方吊销',
    en: 'It was bought elsewhere: revoke it there, with the one who issued it',
  };
}
