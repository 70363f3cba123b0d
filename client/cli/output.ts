/** What happens when nobody takes the answer: its reader is gone, or the disk is full. */
import { EXIT } from './exit-codes.js';
import { jsonLine } from './text.js';

export interface Output {
  readonly json: boolean;
  readonly writeError: (text: string) => void;
  readonly exit: (code?: number) => void;
}

/**
 * Ends the process: quietly where the reader has read enough, as `head` does; else with an error of our own, since an answer
 * that is not there must not look like one.
 */
export function endOnOutputError(error: NodeJS.ErrnoException, { json, writeError, exit }: Output): void {
  if (error.code === 'EPIPE') {
    exit();
    return;
  }
  const reason = error.code ?? 'unknown reason';
  const message = `The answer could not be written to standard output (${reason}). What was asked for may have been done all the same`;
  const accepted = 'a standard output that can be written to; the lists tell what was done';
  const report = { code: 'OutputNotWritten', field: null, message, accepted };
  writeError(json ? jsonLine({ error: report }) : `error: ${message}\n  accepted: ${accepted}\n`);
  exit(EXIT.failed);
}
