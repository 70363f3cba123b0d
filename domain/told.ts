/**
 * What is told in words. A sentence of ours stands in both languages; what others said (a CA, a server, the machine) is quoted,
 * the same in either. Used by workflows: no libraries.
 */
import type { Bilingual, Language } from './bilingual.js';

/** Others' words. */
export function quoted(text: string): Bilingual {
  return { zh: text, en: text };
}

/** Composed of words in both languages. */
export function composed(tell: (language: Language) => string): Bilingual {
  return { zh: tell('zh'), en: tell('en') };
}

/** Clauses of one sentence. */
export function clauses(parts: readonly Bilingual[]): Bilingual {
  return { zh: parts.map(({ zh }) => zh).join(';'), en: parts.map(({ en }) => en).join('; ') };
}

/** Sentences that follow each other. */
export function sentences(parts: readonly Bilingual[]): Bilingual {
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join(' ') };
}

/** Words that nothing follows. */
export function asSentence({ zh, en }: Bilingual): Bilingual {
  return { zh: `${zh}。`, en: `${en}.` };
}

/** What people are told, and what others said of it: `no letter: the CA's words`. */
export function withWhy(words: Bilingual, why: Bilingual): Bilingual {
  return { zh: `${words.zh}:${why.zh}`, en: `${words.en}: ${why.en}` };
}

/** An error whose message people read in their language; `message` is the English. */
export class ToldError extends Error {
  override readonly name: string = 'ToldError';

  constructor(
    readonly words: Bilingual,
    options?: ErrorOptions,
  ) {
    super(words.en, options);
  }
}

/** Of whatever was thrown: our own words where it has them; what another program or the machine said stands as it was said. */
export function wordsOfThrown(error: unknown): Bilingual {
  if (error instanceof ToldError) return error.words;
  return quoted(error instanceof Error ? error.message : String(error));
}

/** Why a file or a stream can't be read or written: as the machine says it, by its code. */
export function codeInWords(error: unknown): Bilingual {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? quoted(code) : { zh: '原因不明', en: 'unknown reason' };
}

/** Of whatever a connection threw: our own words where it has them, the machine's code otherwise. */
export function wordsOfError(error: unknown, otherwise: Bilingual): Bilingual {
  if (error instanceof ToldError) return error.words;
  if (!(error instanceof Error)) return otherwise;
  if (!('code' in error)) return quoted(error.message);
  return { zh: `网络错误(${String(error.code)})`, en: error.message };
}

/**
 * A reason as histories, rows and answers keep it: in English, which programs and older workers read, and its Chinese beside it
 * where the words are ours. Absent Chinese: others' words, or written before there was any.
 */
export interface Reason {
  readonly reason?: string;
  readonly reasonChinese?: string;
}

/** A reason as it is kept; each part undefined where there is none, so that an earlier one goes. */
export interface KeptReason<English = string> {
  readonly reason: English;
  readonly reasonChinese: string | undefined;
}

export function reasonOf(words: Bilingual): KeptReason;
export function reasonOf(words: Bilingual | undefined): KeptReason<string | undefined>;
export function reasonOf(words: Bilingual | undefined): KeptReason<string | undefined> {
  return { reason: words?.en, reasonChinese: chineseOf(words) };
}

/** What is kept beside the English: nothing where it is the same. */
export function chineseOf(words: Bilingual | undefined): string | undefined {
  return words && words.zh !== words.en ? words.zh : undefined;
}

/** What a CA says in words, in the languages that it says them in; undefined where it says nothing. */
export function wordsOfDetail({
  detail,
  detailChinese,
}: {
  readonly detail?: string | undefined;
  readonly detailChinese?: string | undefined;
}): Bilingual | undefined {
  return wordsOfReason({ reason: detail, reasonChinese: detailChinese });
}

/** A reason that was kept, in both languages; undefined where there is none. */
export function wordsOfReason({
  reason,
  reasonChinese,
}: {
  readonly reason?: string | null | undefined;
  readonly reasonChinese?: string | null | undefined;
}): Bilingual | undefined {
  if (reason === undefined || reason === null) return undefined;
  return { zh: reasonChinese ?? reason, en: reason };
}
