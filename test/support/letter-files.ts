/**
 * Files that are by their content what letters may be, or may not: the smallest real ones, filled up where their formats
 * have room for remarks.
 */
import { crc32 } from 'node:zlib';

/** Stands in every letter, again and again. */
export const LETTER_FILLING = ' filling  filling ';

export type LetterKind = keyof typeof MADE;

/** `mark` makes it another file of the same kind and size. Below the smallest size of its kind it is cut off. */
export function letterFile(kind: LetterKind, sizeBytes = 2_000, mark = ''): Uint8Array {
  const made = MADE[kind]((length) => Buffer.alloc(Math.max(0, length), `${mark} filling `), sizeBytes);
  return new Uint8Array(made.subarray(0, sizeBytes));
}

type Filling = (length: number) => Buffer;

const MADE = {
  pdf: (filling: Filling, size: number) => pdfOf(pdfObjects(STROKES), filling, size),
  jpeg: jpegOf,
  gif: gifOf,
  png: pngOf,
  text: (filling: Filling, size: number) => Buffer.concat([Buffer.from('Dear CA, '), filling(size)]),
} as const;

/** Two strokes: what a page shows needs no font. */
const STROKES = '0 0 m 9 9 l S 9 0 m 0 9 l S';

/** The objects of a document of one page. */
export function pdfObjects(content: string): string[] {
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
}

/** ISO 32000-1, section 7.5: header, a comment, objects, where each of them is, end. */
export function pdfOf(
  objects: readonly string[],
  filling: Filling = (length) => Buffer.alloc(Math.max(0, length), ' '),
  size = 0,
): Buffer {
  const end = (start: number) => {
    let text = '';
    const places = objects.map((object, index) => {
      const place = start + text.length;
      text += `${index + 1} 0 obj\n${object}\nendobj\n`;
      return `${String(place).padStart(10, '0')} 00000 n \n`;
    });
    const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
    const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n`;
    return Buffer.from(`${text}${table}${trailer}${String(start + text.length).padStart(10, '0')}\n%%EOF\n`);
  };
  const header = Buffer.from('%PDF-1.7\n%');
  const remark = filling(size - header.length - 1 - end(0).length);
  const start = header.length + remark.length + 1;
  return Buffer.concat([header, remark, Buffer.from('\n'), end(start)]);
}

/** A grey square of 8 by 8, made by mozjpeg. */
const JPEG = Buffer.from(
  '/9j/2wBDABAQEBAREBIUFBIZGxgbGSUiHx8iJTgoKygrKDhVNT41NT41VUtbSkVKW0uHal5eaoecg3yDnL2pqb3u4u7/////2wBDARAQEBAREBIUFBIZGxgbGSUiHx8iJTgoKygrKDhVNT41NT41VUtbSkVKW0uHal5eaoecg3yDnL2pqb3u4u7/////wgARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIQAxAAAACgP//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAT8Af//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8Af//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMBAT8Af//Z',
  'base64',
);
const JPEG_LONGEST_COMMENT = 65_533;

/** ITU-T T.81, annex B.2.4.5: comments stand behind the first marker. */
function jpegOf(filling: Filling, size: number): Buffer {
  const comments: Buffer[] = [];
  for (let left = size - JPEG.length; left > 4;) {
    const length = Math.min(left - 4, JPEG_LONGEST_COMMENT);
    comments.push(Buffer.from([0xff, 0xfe, (length + 2) >> 8, (length + 2) & 0xff]), filling(length));
    left -= length + 4;
  }
  return Buffer.concat([JPEG.subarray(0, 2), ...comments, JPEG.subarray(2)]);
}

/** One pixel (GIF89a, sections 17 to 24). */
const GIF_BEGINNING = Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
const GIF_END = Buffer.from(',\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;', 'latin1');
const GIF_LONGEST_BLOCK = 255;

function gifOf(filling: Filling, size: number): Buffer {
  const blocks: Buffer[] = [];
  for (let left = size - GIF_BEGINNING.length - GIF_END.length - 3; left > 1;) {
    const length = Math.min(left - 1, GIF_LONGEST_BLOCK);
    blocks.push(Buffer.from([length]), filling(length));
    left -= length + 1;
  }
  return Buffer.concat([GIF_BEGINNING, Buffer.from([0x21, 0xfe]), ...blocks, Buffer.from([0]), GIF_END]);
}

/** PNG, sections 5.2, 11.2 and 11.3: one grey pixel. */
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const PNG_HEADER = pngChunk('IHDR', Buffer.from('00000001000000010800000000', 'hex'));
const PNG_DATA = pngChunk('IDAT', Buffer.from('789c6368000000820081', 'hex'));
const PNG_END = pngChunk('IEND', Buffer.of());

function pngOf(filling: Filling, size: number): Buffer {
  const [name, around] = [Buffer.from('Comment\0'), [PNG_SIGNATURE, PNG_HEADER, PNG_DATA, PNG_END]];
  const room = size - Buffer.concat(around).length - name.length - pngChunk('', Buffer.of()).length - 4;
  const comment = pngChunk('tEXt', Buffer.concat([name, filling(room)]));
  return Buffer.concat([PNG_SIGNATURE, PNG_HEADER, comment, PNG_DATA, PNG_END]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), content, uint32(crc32(content))]);
}

function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
}
