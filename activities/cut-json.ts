/** JSON as it comes from outside, whole or cut off: a refusal counts, however long its words are. */

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * The value that a beginning of JSON (RFC 8259) tells of: a string is ended where it was cut, what stands open is closed.
 * Undefined where it was cut at a place that leaves nothing to close so, such as between a name and its value.
 */
export function parseCut(beginning: string): unknown {
  const { open, inString } = standAtEnd(beginning);
  const text = inString ? `${withoutHalfEscape(beginning)}"` : beginning;
  return parseJson(text + open.reverse().join(''));
}

/** Undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function standAtEnd(text: string): { open: string[]; inString: boolean } {
  const open: string[] = [];
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString) follow(open, character);
  }
  return { open, inString };
}

/** `open`: what closes the brackets that stand open. */
function follow(open: string[], character: string): void {
  const closing = CLOSING[character];
  if (closing !== undefined) open.push(closing);
  else if (character === '}' || character === ']') open.pop();
}

/** `\`, `\u` and `\u12` at the end are no characters yet; of an even number of backslashes each two are one. */
function withoutHalfEscape(text: string): string {
  return text.replace(/(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/, '$1');
}
