/** Chinese text on lines of a width: broken between characters, never within a Latin word, and no line begins with a full stop. */
import { displayWidth } from './display-width.js';

/** A Latin word, a blank, or one character of any other script; closing punctuation belongs to what is before it. */
const PIECES = /(?:[!-~]+|\s+|[^\s!-~])[,。、;:!?)」』”’]*/gu;

/** Lines that are there already stay apart. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => linesOf(line, width))
    .join('\n');
}

function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of text.matchAll(PIECES)) {
    if (line !== '' && displayWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}
