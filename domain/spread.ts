/** What many would do at the same moment they do one after the other: each a little later, by its own id. */

/**
 * The share by which a failed step's next try comes later than another's. The house's own policy, that of looks: after an outage
 * of a quarter of an hour, what is due comes over three minutes.
 */
export const RETRY_SPREAD = 0.2;

/** Later by up to `share` of the time, the same way every time for the same id. */
export function later(ms: number, of: string, share: number): number {
  return ms * (1 + share * shareOf(of));
}

/** From 0 to 1, evenly, and always the same for the same text: FNV-1a of 32 bits, its bits mixed as MurmurHash3 does. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
