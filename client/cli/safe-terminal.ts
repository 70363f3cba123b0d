/** The one way to a user's terminal: whatever is in an answer, an error or a question, it moves no cursor. */
import type { Terminal } from './terminal.js';
import { fitForTerminal } from './text.js';

/** The terminal as commands have it. */
export interface SafeTerminal extends Terminal {
  /** For what programs compare byte by byte; a person's terminal gets it as everything else. */
  writeExactly(text: string): void;
}

/** What is written on it is fit for a terminal, whoever's words are in it. */
export function safeTerminal(terminal: Terminal): SafeTerminal {
  const { ask } = terminal;
  const write = (text: string) => terminal.write(fitForTerminal(text));
  return {
    ...terminal,
    write,
    writeError: (text) => terminal.writeError(fitForTerminal(text)),
    writeExactly: terminal.columns === undefined ? (text) => terminal.write(text) : write,
    ...(ask && { ask: (question, options) => ask(fitForTerminal(question), options) }),
  };
}
