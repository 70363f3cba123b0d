/** Strangers' words inside our Markdown: shown as they are, never as markup. Used by workflows: no libraries. */

/** A CA's or a zone's text can be any length; a page and a history need not be. */
const CODE_LIMIT = 400;
/** A list in a sentence; the rest is counted. An order can have 100 names. */
const SHORT_LIST = 5;

/** A code span on one line (CommonMark 6.1): fenced by more backticks than the text has in a row; ↵ is a line's end. */
export function code(text: string): string {
  const line = text.trim().replace(/\r?\n/g, '↵').replace(/\s+/g, ' ');
  const shown = line.length > CODE_LIMIT ? `${line.slice(0, CODE_LIMIT)}…` : line;
  const longestRun = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  return longestRun === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}

/** A row of a table; a bar inside a cell would end it (GitHub Flavored Markdown, 4.10). */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
}

/** The first few, and how many more there are. */
export function shortList(
  texts: readonly string[],
  separator: string,
  rest: (more: number) => string,
): string {
  const more = texts.length - SHORT_LIST;
  return [...texts.slice(0, SHORT_LIST), ...(more > 0 ? [rest(more)] : [])].join(separator);
}
