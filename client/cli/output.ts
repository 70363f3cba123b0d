/** What happens when nobody takes the answer: its reader is gone, or the disk is full. */
import type { Bilingual, Language } from '../../domain/bilingual.js';
import { codeInWords } from '../../domain/told.js';
import { EXIT } from './exit-codes.js';
import { jsonLine } from './text.js';

export interface Output {
  readonly json: boolean;
  readonly language: Language;
  readonly writeError: (text: string) => void;
  readonly exit: (code?: number) => void;
}

const ACCEPTED: Bilingual = {
  zh: '可写入的标准输出;各列表会显示已完成的操作',
  en: 'a standard output that can be written to; the lists tell what was done',
};

function notWritten(reason: Bilingual): Bilingual {
  return {
    zh: `答案无法写入标准输出(${reason.zh})。所要求的操作可能已经完成`,
    en: `The answer could not be written to standard output (${reason.en}). What was asked for may have been done all the same`,
  };
}

function linesOf(message: Bilingual): Bilingual {
  return {
    zh: `错误:${message.zh}\n  可接受:${ACCEPTED.zh}\n`,
    en: `error: ${message.en}\n  accepted: ${ACCEPTED.en}\n`,
  };
}

/**
 * Ends the process: quietly where the reader has read enough, as `head` does; else with an error of our own, since an answer
 * that is not there must not look like one.
 */
export function endOnOutputError(
  error: NodeJS.ErrnoException,
  { json, language, writeError, exit }: Output,
): void {
  if (error.code === 'EPIPE') {
    exit();
    return;
  }
  const message = notWritten(codeInWords(error));
  const report = { code: 'OutputNotWritten', field: null, message: message.en, accepted: ACCEPTED.en };
  writeError(json ? jsonLine({ error: report }) : linesOf(message)[language]);
  exit(EXIT.failed);
}
