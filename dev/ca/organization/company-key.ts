/** Tells whether two orders name the same company. */
import type { Company } from '../../../domain/organization-form.js';

/** The same for every spelling of blanks, width and case. */
export function companyKeyOf({ fullName, country }: Company): string {
  const name = fullName.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return `${country} ${name}`;
}
