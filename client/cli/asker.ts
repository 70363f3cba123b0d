/** A person at a terminal, asked one question after the other; what is secret is not shown while it is typed. */
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { AskOptions } from './terminal.js';

export interface Asker {
  readonly ask: (question: string, options?: AskOptions) => Promise<string>;
  /** Lets the process end. */
  readonly close: () => void;
}

/** Nothing is read until the first question; lines typed ahead are kept for the next ones. */
export function createAsker(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Asker {
  let open: { terminal: Interface; lines: AsyncIterator<string>; echo: Echo } | undefined;
  return {
    async ask(question, { secret = false } = {}) {
      if (!open) {
        const echo = echoOn(output);
        const terminal = createInterface({ input, output: echo.stream, terminal: isTerminal(output) });
        open = { terminal, lines: terminal[Symbol.asyncIterator](), echo };
      }
      const { terminal, lines, echo } = open;
      terminal.setPrompt(question);
      terminal.prompt();
      echo.hidden = secret;
      const line = await lines.next();
      echo.hidden = false;
      // The line break that ended it was hidden as well.
      if (secret) output.write('\n');
      if (line.done) throw await givenUp();
      return line.value;
    },
    close: () => open?.terminal.close(),
  };
}

interface Echo {
  readonly stream: Writable;
  hidden: boolean;
}

/** What the line editor shows, until it is to show nothing. */
function echoOn(output: NodeJS.WritableStream): Echo {
  const stream = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      if (!echo.hidden) output.write(chunk);
      done();
    },
  });
  // The editor breaks long lines where the terminal does.
  Object.defineProperty(stream, 'columns', { get: () => Reflect.get(output, 'columns') as unknown });
  const echo: Echo = { stream, hidden: false };
  return echo;
}

function isTerminal(output: NodeJS.WritableStream): boolean {
  return Reflect.get(output, 'isTTY') === true;
}

/** Ctrl-C, Ctrl-D. */
async function givenUp(): Promise<Refusal> {
  const { GIVEN_UP } = await import('./texts/prompts.js');
  return new Refusal(refusalDetails('InvalidInput', GIVEN_UP));
}
