/** Unpacks a .woff font (W3C WOFF File Format 1.0, sections 4 and 5) into the plain one it was packed from. */
import { inflateSync } from 'node:zlib';

const WOFF = { header: 44, entry: 20 } as const;
const SFNT = { header: 12, entry: 16 } as const;

/**
 * fontkit unpacks a .woff anew for every glyph (seconds a page) and embeds the glyphs of a .woff2 as empty ones: what it is
 * given is the plain font. Throws where the file is no .woff.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('The file is no .woff font.');
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(SFNT.header + count * SFNT.entry);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  writeSearchHints(header, count);
  const tables: Buffer[] = [];
  let end = header.length;
  for (let index = 0; index < count; index++) {
    const { tag, checksum, content } = readTable(woff, WOFF.header + index * WOFF.entry);
    const at = SFNT.header + index * SFNT.entry;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum, at + 4);
    header.writeUInt32BE(end, at + 8);
    header.writeUInt32BE(content.length, at + 12);
    const padded = Buffer.concat([content], Math.ceil(content.length / 4) * 4);
    tables.push(padded);
    end += padded.length;
  }
  return Buffer.concat([header, ...tables]);
}

interface Table {
  readonly tag: string;
  readonly checksum: number;
  readonly content: Buffer;
}

function readTable(woff: Buffer, at: number): Table {
  const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
  if (offset === undefined || packed === undefined) throw new Error('The .woff font is cut off.');
  const stored = woff.subarray(offset, offset + packed);
  return {
    tag: woff.toString('latin1', at, at + 4),
    checksum: woff.readUInt32BE(at + 16),
    // A table that does not get smaller is stored as it is.
    content: packed === length ? stored : inflateSync(stored),
  };
}

/** For binary search in the directory (OpenType, "Table Directory"). */
function writeSearchHints(header: Buffer, count: number): void {
  const power = Math.floor(Math.log2(count));
  header.writeUInt16BE(16 * 2 ** power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * (count - 2 ** power), 10);
}
