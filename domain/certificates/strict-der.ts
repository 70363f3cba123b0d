/**
 * DER as everyone reads it alike (X.690, section 10). What has a second spelling is read one way here and another way by
 * somebody else: between two readers there is room for a name that only one of them sees.
 */

/** X.509 nests a dozen levels. */
const DEEPEST = 32;

const SEQUENCE = 16;
const SET = 17;

interface Header {
  readonly isConstructed: boolean;
  readonly start: number;
  readonly end: number;
}

/** One value and nothing after it: definite and shortest lengths, contents that end where they must, at every level. */
export function isStrictDer(der: Uint8Array, depth = 0): boolean {
  const header = headerAt(der, 0);
  return header?.end === der.length && isStrict(der, header, depth);
}

function isStrict(der: Uint8Array, { isConstructed, start, end }: Header, depth: number): boolean {
  if (!isConstructed) return true;
  if (depth === DEEPEST) return false;
  for (let at = start; at < end;) {
    const inner = headerAt(der, at);
    if (!inner || inner.end > end || !isStrict(der, inner, depth + 1)) return false;
    at = inner.end;
  }
  return true;
}

/** Undefined for a tag or a length that DER does not write so. */
function headerAt(der: Uint8Array, at: number): Header | undefined {
  const tag = der[at];
  const length = lengthAt(der, at + 1);
  if (tag === undefined || !length || !isTag(tag)) return undefined;
  const end = length.start + length.value;
  return end <= der.length ? { isConstructed: (tag & 0x20) !== 0, start: length.start, end } : undefined;
}

/** No tag above 30 stands in what is read here. Of the universal types only SEQUENCE and SET are made of others. */
function isTag(tag: number): boolean {
  const number = tag & 0x1f;
  if (number === 0x1f) return false;
  const isUniversal = (tag & 0xc0) === 0;
  const isConstructed = (tag & 0x20) !== 0;
  return !isUniversal || (number !== 0 && isConstructed === (number === SEQUENCE || number === SET));
}

function lengthAt(der: Uint8Array, at: number): { start: number; value: number } | undefined {
  const first = der[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { start: at + 1, value: first };
  const octets = der.subarray(at + 1, at + 1 + (first & 0x7f));
  if (octets.length === 0 || octets.length > 3 || octets.length !== (first & 0x7f)) return undefined;
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const isShortest = value >= 0x80 && octets[0] !== 0;
  return isShortest ? { start: at + 1 + octets.length, value } : undefined;
}
