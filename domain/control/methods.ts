/** Which way of showing control fits which names and terms (ordering rules, section 5). Used by workflows: no libraries. */
import type { ValidationMethod } from '../catalogue/words.js';
import { isIpAddress, isWildcard } from '../names/forms.js';
import type { RefusalDetails } from '../refusals.js';

const FILE_METHODS: readonly ValidationMethod[] = ['file', 'auto-file'];

/** Is the proof a file on a web server rather than a DNS record? */
export function isFileMethod(method: ValidationMethod): boolean {
  return FILE_METHODS.includes(method);
}

/**
 * Why control of these names can't be shown by this method, or nothing. `names` are normalized, as ordered or as on the
 * certificate.
 */
export function refusalOfMethod(
  method: ValidationMethod,
  names: readonly string[],
  terms: { readonly validationMethods: readonly ValidationMethod[] },
): RefusalDetails | undefined {
  const allowed = terms.validationMethods.filter((candidate) => fits(candidate, names));
  if (allowed.includes(method)) return undefined;
  return {
    code: 'InvalidInput',
    field: 'validation',
    message: problemOf(method, names),
    accepted: allowed.length > 0 ? allowed.join(', ') : 'order wildcard names and IP addresses separately',
  };
}

function fits(method: ValidationMethod, names: readonly string[]): boolean {
  return !names.some((name) => (isFileMethod(method) ? isWildcard(name) : isIpAddress(name)));
}

function problemOf(method: ValidationMethod, names: readonly string[]): string {
  const unfit = names.find((name) => (isFileMethod(method) ? isWildcard(name) : isIpAddress(name)));
  if (unfit === undefined) return `This order's terms don't accept validation by ${method}`;
  return isFileMethod(method)
    ? `A file proves one exact name, never a wildcard: ${unfit} can't be validated by ${method}`
    : `An IP address has no DNS zone of its own: ${unfit} can't be validated by ${method}`;
}
