/** What a normalized name is: a wildcard, an IP address, or neither. Used by workflows: no libraries. */

/** `*.example.com`; the name is normalized (domain/names/name-list.ts). */
export function isWildcard(name: string): boolean {
  return name.startsWith('*.');
}

/** Is this normalized name an IP address? A domain name has no colon, and its last label is never a number. */
export function isIpAddress(name: string): boolean {
  return name.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
}
