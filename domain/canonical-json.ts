/** One text for one value, whatever the order of its keys: what hashes are made of. */

/** Plain values as RFC 8785 writes them: keys in the order of their UTF-16 code units, no blanks. */
export function canonicalJson(value: unknown): string {
  return textOf(value) ?? 'null';
}

/** Undefined for what JSON leaves out. Written by hand: entries of a log are hashed by the hundred thousand. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item) ?? 'null').join(',')}]`;
  if (saysItself(value)) return textOf(value.toJSON());
  return objectText(value as Readonly<Record<string, unknown>>);
}

/** Such as a Date. */
function saysItself(value: object): value is { toJSON: () => unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const part = textOf(value[key]);
    if (part !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${part}`;
  }
  return `{${text}}`;
}
