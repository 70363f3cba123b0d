/** A mail's content as plain text and as HTML (RFC 2046, multipart/alternative): the same words, nothing from elsewhere. */
import { eastAsianWidth } from 'get-east-asian-width';
import type { Bilingual, Language } from '../../../domain/bilingual.js';
import { whoseClock } from '../../../domain/notices/mail-words.js';
import type { NoticeLanguage } from '../../../domain/notices/preferences.js';
import { inReadersTimes } from './readers-times.js';

export interface MailTable {
  readonly headings: readonly Bilingual[];
  /** Values to be copied: as many as there are headings. */
  readonly rows: readonly (readonly string[])[];
}

export type MailBlock =
  | { readonly paragraph: Bilingual }
  | { readonly table: MailTable }
  | { readonly link: { readonly label: Bilingual; readonly url: string } };

export interface MailContent {
  readonly subject: Bilingual;
  readonly blocks: readonly MailBlock[];
}

export interface MailReader {
  readonly language: NoticeLanguage;
  readonly timeZone: string;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** In the reader's language and by their clock; where they want both languages, Chinese first. */
export function renderMail(
  { subject, blocks }: MailContent,
  { language, timeZone }: MailReader,
): RenderedMail {
  const languages: readonly Language[] = language === 'both' ? ['zh', 'en'] : [language];
  const versions = languages.map((each) => ({ language: each, parts: versionOf(blocks, each, timeZone) }));
  return {
    subject: languages.map((each) => inReadersTimes(subject[each], timeZone).text).join(' / '),
    text: `${versions.map(({ parts }) => parts.map(textOf).join('\n\n')).join('\n\n----\n\n')}\n`,
    html: htmlOf(versions),
  };
}

type Part =
  | { readonly paragraph: string }
  | { readonly headings: readonly string[]; readonly rows: MailTable['rows'] }
  | { readonly label: string; readonly url: string };

function versionOf(blocks: readonly MailBlock[], language: Language, timeZone: string): Part[] {
  const readOf = (paragraph: Bilingual) => inReadersTimes(paragraph[language], timeZone);
  const parts = blocks.flatMap((block): Part[] => {
    if ('table' in block) {
      const { headings, rows } = block.table;
      return [{ headings: headings.map((heading) => heading[language]), rows }];
    }
    if ('link' in block) return [{ label: block.link.label[language], url: block.link.url }];
    const paragraphs = readOf(block.paragraph).text.split('\n\n');
    return paragraphs.map((paragraph) => ({ paragraph }));
  });
  const tellsTimes = blocks.some((block) => 'paragraph' in block && readOf(block.paragraph).tellsTimes);
  return tellsTimes ? [...parts, { paragraph: whoseClock(timeZone)[language] }] : parts;
}

function textOf(part: Part): string {
  if ('paragraph' in part) return part.paragraph;
  if ('url' in part) return `${part.label}: ${part.url}`;
  const lines = [part.headings, ...part.rows];
  const widths = part.headings.map((_, column) =>
    Math.max(...lines.map((line) => widthOf(line[column] ?? ''))),
  );
  const padded = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell));
  return lines.map((line) => line.map(padded).join('  ').trimEnd()).join('\n');
}

/** Columns on a screen of fixed width: of a Chinese character two. */
function widthOf(text: string): number {
  return Array.from(text).reduce(
    (width, character) => width + eastAsianWidth(character.codePointAt(0) ?? 0),
    0,
  );
}

/** Styles stand at the elements: mail programs drop all others. */
const CELL = 'border:1px solid #ccc;padding:6px 10px;text-align:left;vertical-align:top';
/** BCP 47. */
const languageTag = (language: Language): string => (language === 'zh' ? 'zh-CN' : language);

function htmlOf(
  versions: readonly { readonly language: Language; readonly parts: readonly Part[] }[],
): string {
  const bodies = versions.map(
    ({ language, parts }) => `<div lang="${languageTag(language)}">${parts.map(partHtml).join('\n')}</div>`,
  );
  const [first] = versions;
  return (
    `<!doctype html>\n<html lang="${languageTag(first?.language ?? 'zh')}"><head><meta charset="utf-8"></head>` +
    `<body style="font:15px/1.6 sans-serif;color:#222">\n${bodies.join('\n<hr>\n')}\n</body></html>\n`
  );
}

function partHtml(part: Part): string {
  if ('paragraph' in part) return `<p>${inlineHtml(part.paragraph)}</p>`;
  if ('url' in part) return `<p><a href="${escaped(part.url)}">${escaped(part.label)}</a></p>`;
  const head = part.headings.map(
    (heading) => `<th style="${CELL};background:#f4f4f4">${escaped(heading)}</th>`,
  );
  const rows = part.rows.map(
    (row) =>
      `<tr>${row.map((cell) => `<td style="${CELL};word-break:break-all"><code>${escaped(cell)}</code></td>`).join('')}</tr>`,
  );
  return `<table style="border-collapse:collapse">\n<tr>${head.join('')}</tr>\n${rows.join('\n')}\n</table>`;
}

/** Code spans as domain/markdown.ts makes them; line breaks. */
function inlineHtml(text: string): string {
  const pieces = text.split(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/su);
  return pieces
    .map((piece, index) => {
      if (index % 3 === 1) return '';
      return index % 3 === 2 ? `<code>${escaped(piece.trim())}</code>` : escaped(piece);
    })
    .join('')
    .replace(/\r?\n/g, '<br>');
}

/** What strangers wrote is shown, never run. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
