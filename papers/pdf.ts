/** Draws a letter: title, facts in two columns, statement, room for date, signature and seal, numbered pages. A4, one font. */
import PDFDocument from 'pdfkit';
import type { Bilingual } from '../domain/bilingual.js';
import { LetterFont } from './font.js';
import { LABELS, MISSING_GLYPHS } from './words.js';

/** What stands in a letter. */
export interface LetterContent {
  readonly title: Bilingual;
  readonly subtitle: string;
  /** Stands at the end of each page, before the page's number. */
  readonly footer: string;
  readonly sections: readonly LetterSection[];
  readonly statement: Bilingual;
  readonly howToReturn: Bilingual;
}

export interface LetterSection {
  readonly heading: Bilingual;
  readonly rows: readonly LetterRow[];
}

export interface LetterRow {
  readonly label: Bilingual;
  readonly value: string;
}

/** Points, 1/72 inch. */
const MARGIN = 48;
const LABEL_WIDTH = 195;
const SIZES = { title: 20, heading: 12, text: 10, small: 8.5 } as const;
/** Labels stand on the line of their values, which are larger: the font's ascent is 1.16 of its size. */
const LABEL_DROP = 1.16 * (SIZES.text - SIZES.small);
/** A heading and two rows: a heading never stands alone at the end of a page. */
const SECTION_START = 75;
/** Room for a seal of 42 mm, the largest in use. */
const SEAL_HEIGHT = 125;

/** The PDF's bytes. Its text can be searched and copied. */
export async function drawLetter(content: LetterContent): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    // How many there are stands on each of them.
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: `${content.title.zh} ${content.title.en}`, Creator: 'Sealflow' },
  });
  const bytes = collect(document);
  new LetterPen(document).write(content);
  document.end();
  return await bytes;
}

class LetterPen {
  readonly #font = new LetterFont();
  #hasMissing = false;

  constructor(readonly document: PDFKit.PDFDocument) {
    document.font(this.#font.data);
  }

  write({ title, subtitle, footer, sections, statement, howToReturn }: LetterContent): void {
    this.#paragraph(title.zh, { size: SIZES.title, align: 'center' });
    this.#paragraph(title.en, { size: SIZES.heading, align: 'center' });
    this.#paragraph(subtitle, { size: SIZES.heading, align: 'center' });
    for (const section of sections) this.#section(section);
    this.#gap(14);
    this.#both(statement, SIZES.text);
    this.#signatures();
    this.#both(howToReturn, SIZES.small);
    if (this.#hasMissing) this.#both(MISSING_GLYPHS, SIZES.small);
    this.#numberPages(footer);
  }

  #section({ heading, rows }: LetterSection): void {
    this.#gap(12);
    this.#needs(SECTION_START);
    this.#paragraph(`${heading.zh} ${heading.en}`, { size: SIZES.heading });
    this.#rule();
    for (const { label, value } of rows) this.#row(`${label.zh} ${label.en}`, value);
  }

  #row(label: string, value: string): void {
    this.#needs(30);
    const { y } = this.document;
    const page = this.#pageCount;
    this.document.y = y + LABEL_DROP;
    this.#draw(label, { size: SIZES.small, x: MARGIN, width: LABEL_WIDTH - 10 });
    const afterLabel = this.document.y;
    this.document.y = y;
    this.#draw(value, { size: SIZES.text, x: MARGIN + LABEL_WIDTH, width: this.#width - LABEL_WIDTH });
    // A value of many lines may have gone on to another page: the label's end is above it then.
    if (this.#pageCount === page) this.document.y = Math.max(afterLabel, this.document.y);
    this.#gap(3);
  }

  #signatures(): void {
    this.#needs(SEAL_HEIGHT + 10);
    this.#gap(8);
    const top = this.document.y;
    const half = this.#width / 2;
    const { signature, date, stamp } = LABELS;
    for (const [index, label] of [signature, date].entries()) {
      this.document.y = top + 12 + index * 50;
      this.#draw(`${label.zh} ${label.en}:`, { size: SIZES.text, x: MARGIN, width: half - 20 });
      this.#line(MARGIN + 95, half - 120, top + 26 + index * 50);
    }
    this.document
      .rect(MARGIN + half, top, half, SEAL_HEIGHT)
      .lineWidth(0.5)
      .dash(3, { space: 3 })
      .stroke()
      .undash();
    this.document.y = top + 6;
    this.#draw(`${stamp.zh} ${stamp.en}`, { size: SIZES.small, x: MARGIN + half + 8, width: half - 16 });
    this.document.y = top + SEAL_HEIGHT + 10;
  }

  /** A seal on one page says nothing about another: each names the document and its place in it. */
  #numberPages(footer: string): void {
    const pages = this.#pageCount;
    for (let page = 0; page < pages; page += 1) {
      this.document.switchToPage(page);
      // Text below the margin would begin a new page.
      this.document.page.margins.bottom = 0;
      this.document.y = this.document.page.height - MARGIN + 8;
      this.#paragraph(`${footer} · ${page + 1} / ${pages}`, { size: SIZES.small, align: 'center' });
    }
  }

  #both({ zh, en }: Bilingual, size: number): void {
    this.#paragraph(zh, { size });
    this.#paragraph(en, { size });
    this.#gap(2);
  }

  #paragraph(text: string, { size, align = 'left' }: { size: number; align?: 'left' | 'center' }): void {
    this.#draw(text, { size, align, x: MARGIN, width: this.#width });
  }

  /** From the present height down. */
  #draw(
    text: string,
    { size, x, ...options }: { size: number; x: number; width: number; align?: 'left' | 'center' },
  ): void {
    const drawable = this.#font.drawable(text);
    this.#hasMissing ||= drawable.hasMissing;
    this.document.fontSize(size);
    this.document.x = x;
    this.document.text(drawable.text, { ...options, lineGap: 0 });
  }

  #rule(): void {
    this.#line(MARGIN, this.#width, this.document.y + 1);
    this.#gap(5);
  }

  #line(x: number, width: number, y: number): void {
    this.document
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(0.5)
      .stroke();
  }

  /** A new page where less than so much is left of this one. */
  #needs(points: number): void {
    if (this.document.y + points > this.document.page.height - MARGIN) this.document.addPage();
  }

  #gap(points: number): void {
    this.document.y += points;
  }

  get #width(): number {
    return this.document.page.width - 2 * MARGIN;
  }

  get #pageCount(): number {
    return this.document.bufferedPageRange().count;
  }
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}
