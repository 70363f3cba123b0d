/** A program at a terminal of its own, as a person has one, and the person: waits for each question, types the answer. */
import { spawn } from 'node:child_process';
import { until } from './until.js';

export interface Dialogue {
  /** All that stood on the terminal, what was typed included; without the codes that move a cursor. */
  readonly shown: string;
  readonly exitCode: number | null;
}

/** A question, by a part of it, and what is typed then. */
export type Exchange = readonly [question: string, answer: string];

/**
 * `script` (util-linux) gives the program its terminal. Each question must come after the answer before it; after the last
 * answer the program is left to end. Throws with what was shown where a question does not come.
 */
export async function atTerminal(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  exchanges: readonly Exchange[],
): Promise<Dialogue> {
  const quoted = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const child = spawn('script', ['-qefc', quoted, '/dev/null'], {
    env: { ...environment, SHELL: '/bin/sh', TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const end = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  let ended = false;
  end.finally(() => (ended = true)).catch(() => undefined);
  try {
    let read = 0;
    for (const [question, answer] of exchanges) {
      const asked = () => plain(shown).indexOf(question, read);
      await until(`the question "${question}"`, () => Promise.resolve(ended || asked() >= 0)).catch(
        () => undefined,
      );
      if (asked() < 0) throw new Error(`It did not ask "${question}":\n${plain(shown)}`);
      read = asked() + question.length;
      child.stdin.write(`${answer}\r`);
    }
    return { exitCode: await end, shown: plain(shown) };
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}

/** ECMA-48's control sequences, and the line breaks of terminals. */
function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').replaceAll('\r', '');
}
