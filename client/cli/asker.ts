/** A person at a terminal, asked one question after the other. */
import { createInterface, type Interface } from 'node:readline';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

export interface Asker {
  readonly ask: (question: string) => Promise<string>;
  /** Lets the process end. */
  readonly close: () => void;
}

/** Nothing is read until the first question; lines typed ahead are kept for the next ones. */
export function createAsker(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Asker {
  let open: { terminal: Interface; lines: AsyncIterator<string> } | undefined;
  return {
    async ask(question) {
      if (!open) {
        const terminal = createInterface({ input, output });
        open = { terminal, lines: terminal[Symbol.asyncIterator]() };
      }
      open.terminal.setPrompt(question);
      open.terminal.prompt();
      const line = await open.lines.next();
      if (line.done) throw givenUp();
      return line.value;
    },
    close: () => open?.terminal.close(),
  };
}

/** Ctrl-C, Ctrl-D. */
function givenUp(): Refusal {
  return new Refusal(
    refusalDetails('InvalidInput', {
      message: {
        zh: '问题没有全部回答:未执行任何操作',
        en: 'The questions were not answered to the end: nothing was done',
      },
      accepted: {
        zh: '再次执行同一命令,或用文件给出答案',
        en: 'the same command again, or a file with the answers',
      },
    }),
  );
}
