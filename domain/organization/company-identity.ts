/** One company, one word: what tells whether two orders speak of the same one (ordering rules, sections 5 and 6). */
import { createHash } from 'node:crypto';
import type { Company } from './form.js';

/**
 * SHA-256 in lower-case hex of a company's country and full name. Width of characters, case and blanks don't matter;
 * everything else does, since the CA compares the name with a public register. Holds nothing that can be read back.
 */
export function companyKeyOf({ fullName, country }: Pick<Company, 'fullName' | 'country'>): string {
  return createHash('sha256')
    .update(JSON.stringify([country.toUpperCase(), folded(fullName)]))
    .digest('hex');
}

/**
 * Do two orders name the same company? What one of them, or neither, says of it is not known to be the same: whoever names
 * no company has no company in common with anybody.
 */
export function isSameCompany(one: string | undefined | null, other: string | undefined | null): boolean {
  return Boolean(one) && one === other;
}

/** Between ideographs a blank means nothing; elsewhere one is as good as several. */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/(?<=[\p{Script=Han}()]) | (?=[\p{Script=Han}()])/gu, '')
    .trim();
}
