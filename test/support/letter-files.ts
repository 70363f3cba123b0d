/** Files that are by their content what letters may be, or may not: the beginning of the real format, then filling. */

const BEGINNINGS = {
  pdf: Buffer.from('%PDF-1.7\n'),
  jpeg: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00]),
  gif: Buffer.from('GIF89a'),
  // Signature, header chunk of one pixel, begin of the data chunk (PNG, sections 5.2 and 11.2).
  png: Buffer.from(
    '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de000fffff49444154',
    'hex',
  ),
  text: Buffer.from('Dear CA, '),
} as const;

/** Stands in every letter, again and again. */
export const LETTER_FILLING = ' filling  filling ';

/** `mark` makes it another file of the same kind and size. */
export function letterFile(kind: keyof typeof BEGINNINGS, sizeBytes = 2_000, mark = ''): Uint8Array {
  const beginning = BEGINNINGS[kind];
  const filling = Buffer.alloc(Math.max(0, sizeBytes - beginning.length), `${mark} filling `);
  return new Uint8Array(Buffer.concat([beginning, filling]).subarray(0, sizeBytes));
}
