/** The demo's own stack: `sealflow up` on temporary data, its progress passed on, stopped at the end. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { StackAddresses } from '../../config/stack-file.js';
import type { Language } from '../../domain/bilingual.js';
import type { Say } from '../say.js';
import { exitOf, failureIn, startCommand, type Program } from './command-line.js';
import { stackEnded } from './problem.js';

export interface DemoStack {
  readonly addresses: StackAddresses;
  /** Fires, with the reason, when the stack ends although nobody stopped it. */
  readonly lost: AbortSignal;
  /** Resolves once every part is gone. */
  stop(): Promise<void>;
}

/** Throws, with nothing left running, where the stack doesn't come up or the start is interrupted. */
export async function startStack(
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  language: Language,
  say: Say,
  interrupted: AbortSignal,
): Promise<DemoStack> {
  interrupted.throwIfAborted();
  const program = startCommand(['up', '--lang', language], dataDir, environment);
  const ended = exitOf(program);
  const lost = new AbortController();
  let stopping = false;
  const errors = passOn(program, (line) => {
    if (!stopping) say(line);
  });
  const stop = async () => {
    stopping = true;
    program.kill('SIGTERM');
    await ended.catch(() => null);
  };
  const onInterrupt = () => void stop();
  interrupted.addEventListener('abort', onInterrupt, { once: true });

  const unexpectedEnd = ended.then(() => {
    const reason = stackEnded(failureIn(errors.join('\n')));
    if (!stopping) lost.abort(reason);
    throw reason;
  });
  unexpectedEnd.catch(() => undefined);
  const addresses = await Promise.race([readyLine(program), unexpectedEnd]);
  interrupted.throwIfAborted();
  return { addresses, lost: lost.signal, stop };
}

async function readyLine(program: Program): Promise<StackAddresses> {
  const [line] = (await once(createInterface({ input: program.stdout }), 'line')) as [string];
  return JSON.parse(line) as StackAddresses;
}

/** Returns the lines so far, for the message of an error; an error's JSON is not for the timeline. */
function passOn(program: Program, say: (line: string) => void): string[] {
  const lines: string[] = [];
  createInterface({ input: program.stderr }).on('line', (line) => {
    lines.push(line);
    if (line.trim() && !line.startsWith('{')) say(line);
  });
  return lines;
}
