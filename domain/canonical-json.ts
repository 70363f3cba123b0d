/** One text for one value, whatever the order of its keys: what hashes are made of. */

/** Plain values as RFC 8785 writes them: keys in the order of their UTF-16 code units, no blanks. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
