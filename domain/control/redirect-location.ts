/** Where a redirect leads, as web servers write it: often as UTF-8, which RFC 9110 (section 10.2.2) does not foresee. Pure. */

/**
 * `header` as Node reads it, an octet a character. Octets that are UTF-8 are taken as such, as browsers do; others stay as
 * they are.
 */
export function locationFrom(header: string): string;
export function locationFrom(header: string | undefined): string | undefined;
export function locationFrom(header: string | undefined): string | undefined {
  if (header === undefined || !/[\x80-\xff]/.test(header)) return header;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}
