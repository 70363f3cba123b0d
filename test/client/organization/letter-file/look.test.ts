/** What is looked into before a letter counts: each way in which a file is of the right kind, and nobody can look at it. */
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawLetter } from '../../../../papers/pdf.js';
import { lookIntoImage } from '../../../../client/organization/letter-file/image.js';
import { lookIntoPdf } from '../../../../client/organization/letter-file/pdf.js';
import { LETTER_RULES } from '../../../../domain/organization/letter-rules.js';
import { letterFile, pdfObjects, pdfOf } from '../../../support/letter-files.js';
import { MUTATION_SEED, mutationsOf } from '../../../support/mutated.js';
import { isRefused } from './is-refused.js';

const handedIn = (name: string) =>
  Buffer.from(readFileSync(new URL(`handed-in/${name}.base64`, import.meta.url), 'utf8'), 'base64');

/** As a scanner makes it: shades, and noise on them. */
const scan = () =>
  sharp({
    create: {
      width: 210,
      height: 297,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 200, sigma: 25 },
    },
  });

describe('a picture', () => {
  const kinds = [
    ['a JPEG', async () => scan().jpeg().toBuffer()],
    ['a progressive JPEG', async () => scan().jpeg({ progressive: true }).toBuffer()],
    ['a PNG', async () => scan().png().toBuffer()],
    ['an interlaced PNG', async () => scan().png({ progressive: true }).toBuffer()],
    ['a GIF', async () => scan().gif().toBuffer()],
  ] as const;

  it.each(kinds)('%s is taken whole, and refused cut off or overwritten', async (_kind, make) => {
    const whole = await make();
    expect(await lookIntoImage(whole)).toBeUndefined();
    expect(await lookIntoImage(whole.subarray(0, whole.length / 2))).toBe('damaged');
    expect(await lookIntoImage(whole.subarray(0, whole.length - 200))).toBe('damaged');
    const rubbish = Buffer.from(whole).fill(0xaa, 60);
    expect(await lookIntoImage(rubbish)).toBe('damaged');
  });

  it('of a camera is taken, in colours for print as well', async () => {
    const withOrientation = await scan().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const forPrint = await scan().toColourspace('cmyk').jpeg().toBuffer();
    expect([await lookIntoImage(withOrientation), await lookIntoImage(forPrint)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('that only begins as one is refused', async () => {
    expect(await lookIntoImage(handedIn('letter-fake.jpg'))).toBe('damaged');
  });

  it('of more pixels than paper has is refused before it is unpacked', async () => {
    const large = await sharp({ create: { width: 8000, height: 8000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(large.length).toBeLessThan(LETTER_RULES['confirmation-letter'].largestBytes);
    expect(await lookIntoImage(large)).toBe('too-many-pixels');
  });
});

describe('a PDF', () => {
  const good = () => pdfOf(pdfObjects('0 0 m 9 9 l S'));
  const written = (options: PDFKit.PDFDocumentOptions, write: (document: PDFKit.PDFDocument) => unknown) =>
    new Promise<Buffer>((resolve) => {
      const document = new PDFDocument(options);
      const chunks: Buffer[] = [];
      document.on('data', (chunk: Buffer) => chunks.push(chunk));
      document.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
      write(document);
      document.end();
    });

  it('is taken: strokes, text, a scan, the template itself, locked against changes only', async () => {
    const picture = await scan().jpeg().toBuffer();
    const words = { zh: '函', en: 'Letter' };
    const template = await drawLetter({
      title: words,
      subtitle: '',
      footer: '',
      sections: [],
      statement: words,
      howToReturn: words,
    });
    const each = [
      good(),
      template,
      await written({}, (document) => document.text('Dear CA')),
      await written({}, (document) => document.image(picture)),
      await written({ ownerPassword: 'ours' }, (document) => document.text('Dear CA')),
    ];
    for (const file of each) expect(await lookIntoPdf(file)).toBeUndefined();
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['after something else', () => Buffer.concat([Buffer.from('junk\n'), good()]), 'begins-otherwise'],
    [
      'that only begins as one, after something else',
      () => handedIn('letter-junk-before-header.pdf'),
      'begins-otherwise',
    ],
    ['cut off', () => good().subarray(0, 200), 'damaged'],
    ['without its last line', () => good().subarray(0, -8), 'damaged'],
    [
      'of rubbish between beginning and end',
      () => Buffer.concat([good().fill('A', 20), Buffer.from('\n%%EOF\n')]),
      'damaged',
    ],
    ['with a password', () => written({ userPassword: 'x' }, (document) => document.text('x')), 'locked'],
    [
      'without a page',
      () => pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']),
      'no-page',
    ],
    ['with an empty page', () => written({}, () => undefined), 'blank'],
    ['whose page is rubbish', () => pdfOf(pdfObjects('zz yy 12 <')), 'blank'],
    ['whose page is missing', () => pdfOf(pdfObjects('').slice(0, 2)), 'damaged'],
  ])('%s is refused', async (_what, make, problem) => {
    expect(await lookIntoPdf(await make())).toBe(problem);
  });

  it('that unpacks without end is given up, and this process goes on', async () => {
    const numbers = deflateSync(Buffer.alloc(100_000_000, '0 '));
    const stream = `/Filter /FlateDecode /Length ${numbers.length}`;
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
      `<< ${stream} >>\nstream\n${numbers.toString('latin1')}\nendstream`,
    ];
    const bomb = Buffer.from(pdfOf(objects).toString('utf8'), 'latin1');
    expect(bomb.length).toBeLessThan(LETTER_RULES['application-form'].largestBytes);
    expect(await lookIntoPdf(bomb, 3)).toMatch(/too-slow|damaged|blank/);
  }, 30_000);
});

describe(`150 mutations each (seed ${MUTATION_SEED}) are taken or refused`, () => {
  it.each(['jpeg', 'png', 'gif'] as const)('of a %s', async (kind) => {
    const picture = await scan().toFormat(kind).toBuffer();
    let refused = 0;
    for (const content of mutationsOf(picture)) if (await isRefused(content)) refused += 1;
    expect(refused).toBeGreaterThan(20);
  });

  it('of a PDF, of which the drills take all', async () => {
    let refused = 0;
    for (const content of mutationsOf(letterFile('pdf', 1_200)).slice(0, 15))
      if (await isRefused(content)) refused += 1;
    expect(refused).toBeGreaterThan(0);
  });
});

it('every file that tests hand in as a letter can be shown', async () => {
  for (const [kind, look] of [
    ['pdf', lookIntoPdf],
    ['jpeg', lookIntoImage],
    ['png', lookIntoImage],
    ['gif', lookIntoImage],
  ] as const)
    for (const size of [1_024, 2_000, 200_001]) {
      const file = letterFile(kind, size, 'mark');
      expect([kind, file.length, await look(file)]).toEqual([kind, size, undefined]);
    }
});
