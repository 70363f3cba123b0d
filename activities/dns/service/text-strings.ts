/** TXT values as master files write them (RFC 1035, section 5.1): quoted strings of at most 255 octets each. */

/** How octets outside printable ASCII are written: `\DDD` in decimal (RFC 1035), or in octal (Route 53). */
export type EscapeRadix = 10 | 8;

const STRING_OCTETS = 255;

export function quotedStrings(value: string, radix: EscapeRadix = 10): string {
  const octets = Buffer.from(value);
  const parts: string[] = [];
  for (let start = 0; start === 0 || start < octets.length; start += STRING_OCTETS)
    parts.push(`"${[...octets.subarray(start, start + STRING_OCTETS)].map(escaped(radix)).join('')}"`);
  return parts.join(' ');
}

function escaped(radix: EscapeRadix): (octet: number) => string {
  return (octet) => {
    if (octet < 0x20 || octet > 0x7e) return `\\${octet.toString(radix).padStart(3, '0')}`;
    const character = String.fromCharCode(octet);
    return character === '"' || character === '\\' ? `\\${character}` : character;
  };
}

/** The strings joined: their split has no meaning. What is not quoted is the value as it stands. */
export function unquotedStrings(written: string, radix: EscapeRadix = 10): string {
  if (!written.startsWith('"')) return written;
  const strings = [...written.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, content = '']) => content);
  return Buffer.concat(strings.map((content) => octetsOf(content, radix))).toString();
}

function octetsOf(content: string, radix: EscapeRadix): Buffer {
  const parts = [...content.matchAll(/\\(\d{3})|\\(.)|([^\\]+)/gs)];
  return Buffer.concat(
    parts.map(([, code, character, plain]) =>
      code === undefined
        ? Buffer.from(character ?? plain ?? '')
        : Buffer.from([parseInt(code, radix) & 0xff]),
    ),
  );
}
