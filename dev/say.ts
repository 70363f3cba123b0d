/** How the stack tells its user what it is doing: one line at a time, never to standard output where `--json` goes. */
import type { Bilingual, Language } from '../domain/bilingual.js';

/** A line in both languages, or what is the same in every one, such as another program's words. */
export type Line = Bilingual | string;

export type Say = (line: Line) => void;

/** The line as it is read. */
export function spoken(line: Line, language: Language = 'en'): string {
  return typeof line === 'string' ? line : line[language];
}

/** To standard error, where it can't be taken for the ready line. */
export function sayIn(language: Language): Say {
  return (line) => void process.stderr.write(`${spoken(line, language)}\n`);
}

export const sayToStderr: Say = sayIn('en');

/** A line made of another one. */
export function around(line: Line, make: (words: string) => string): Bilingual {
  return { zh: make(spoken(line, 'zh')), en: make(spoken(line, 'en')) };
}

/**
 * Runs `work` and says every `everyMs` how long it has taken, with what `detail` returns at that moment: whoever waits
 * for minutes wants to see that something moves.
 */
export async function withProgress<Result>(
  say: Say,
  what: Line,
  work: () => Promise<Result>,
  detail: () => Line = () => '',
  everyMs = 5_000,
): Promise<Result> {
  const started = Date.now();
  say(around(what, (words) => `${words} ...`));
  const timer = setInterval(() => say(progressText(what, Date.now() - started, detail())), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

function progressText(what: Line, tookMs: number, more: Line): Bilingual {
  const seconds = Math.round(tookMs / 1000);
  const zh = spoken(more, 'zh');
  const en = spoken(more, 'en');
  return {
    zh: `${spoken(what, 'zh')} ... ${seconds} 秒${zh ? `,${zh}` : ''}`,
    en: `${spoken(what, 'en')} ... ${seconds} s${en ? `, ${en}` : ''}`,
  };
}
