/** What secrets look like in bytes, whatever they were wrapped in: PEM, DER, base64, hex, JSON. */

/** Something that must not be found, under a name that may be printed: the value itself never is. */
export interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Texts shorter than this stand in anything by chance. */
const SHORTEST = 6;

/** As it is, and as JSON writes it. Throws for a text that is too short to be looked for. */
export function textNeedles(name: string, text: string): Needle[] {
  if (Buffer.byteLength(text) < SHORTEST) throw new Error(`${name} is too short to be looked for.`);
  const forms = new Set([text, JSON.stringify(text).slice(1, -1)]);
  return [...forms].map((form) => ({ name, bytes: Buffer.from(form) }));
}

/** Of a text of several lines, such as a key in PEM, each line that nobody else writes: shorter ones stand in many. */
const TELLING_LINE = 32;

/** As `textNeedles`, and of a text of several lines each line by itself: whoever writes it elsewhere may break it otherwise. */
export function secretTextNeedles(name: string, text: string): Needle[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.length >= TELLING_LINE && !line.startsWith('-----'));
  const needles = textNeedles(name, text);
  return lines.length > 1 ? [...needles, ...lines.flatMap((line) => textNeedles(name, line))] : needles;
}

const PKCS8_RSA = '020100300d06092a864886f70d010101050004';
const PKCS8_P256 = '020100301306072a8648ce3d020106082a8648ce3d03010704';
const PKCS8_P384 = '020100301006072a8648ce3d020106052b8104002204';
/** RFC 5915: version 1 and 32 or 48 octets of private key. */
const SEC1_P256 = '0201010420';
const SEC1_P384 = '0201010430';
/** RFC 8018: PBES2, as in every EncryptedPrivateKeyInfo we make. */
const PBES2 = '06092a864886f70d01050d';

/** Any private key at all: no order's own needed to recognise it. */
export const KEY_MATERIAL: readonly Needle[] = [
  ...['', 'RSA ', 'EC ', 'ENCRYPTED ', 'OPENSSH '].map((kind) => ({
    name: `a PEM ${kind}private key`,
    bytes: Buffer.from(`-----BEGIN ${kind}PRIVATE KEY-----`),
  })),
  ...Object.entries({ PKCS8_RSA, PKCS8_P256, PKCS8_P384, SEC1_P256, SEC1_P384, PBES2 }).map(
    ([name, hex]) => ({ name: `the DER of a private key (${name})`, bytes: Buffer.from(hex, 'hex') }),
  ),
];

/** The names of the needles that are in there. */
export function findNeedles(haystack: Buffer, needles: readonly Needle[]): string[] {
  const layers = unwrapped(haystack);
  const found = needles.filter(({ bytes }) => layers.some((layer) => layer.includes(bytes)));
  return [...new Set(found.map(({ name }) => name))];
}

/** JSON in base64 in JSON: as deep as anything of ours goes, and one deeper. */
const DEEPEST = 3;

/** The bytes themselves, and whatever in them is base64 or hex, decoded; again for what that holds. */
function unwrapped(haystack: Buffer, depth = 0): Buffer[] {
  if (depth === DEEPEST) return [haystack];
  // Line breaks of PEM, also as JSON writes them, would cut a run in pieces.
  const text = haystack.toString('latin1').replace(/\\r|\\n|[\r\n]/g, '');
  const base64 = text.match(/[A-Za-z0-9+/_-]{24,}/g) ?? [];
  const hex = text.match(/[0-9a-fA-F]{24,}/g) ?? [];
  const inside = [
    ...base64.flatMap((run) => [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), 'base64'))),
    ...hex.flatMap((run) => [0, 1].map((offset) => Buffer.from(run.slice(offset), 'hex'))),
  ];
  return [haystack, ...inside.flatMap((layer) => unwrapped(layer, depth + 1))];
}
