/** The system as its users have it: `sealflow` with `--json`, run as a program. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { compiledProgram } from '../../config/package-folder.js';

export type Program = ChildProcessByStdio<null, Readable, Readable>;

/** Starts `sealflow ...args --json --data-dir DIR`; its standard output and error are the caller's to read. */
export function startCommand(
  args: readonly string[],
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Program {
  const program = compiledProgram('command/main.js');
  return spawn(process.execPath, [program, ...args, '--json', '--data-dir', dataDir], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
}

/** Resolves with the exit code; null where a signal ended the program. Rejects where it was aborted or can't start. */
export function exitOf(program: Program): Promise<number | null> {
  return new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('close', resolve);
  });
}

/** What a command that failed said on standard error, in words. */
export function failureIn(standardError: string): string {
  for (const line of standardError.trim().split('\n').reverse()) {
    const message = messageIn(line);
    if (message) return message;
  }
  return standardError.trim() || 'no reason was given';
}

function messageIn(line: string): string | undefined {
  try {
    const { error } = JSON.parse(line) as { error?: { message?: string } };
    return error?.message;
  } catch {
    return undefined;
  }
}

export class CommandLine {
  /** `signal` ends what runs; the command then rejects with the signal's reason. */
  constructor(
    private readonly dataDir: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly signal: AbortSignal,
  ) {}

  /** The one JSON document that the command answers with. Throws with the command's own error message. */
  async run<Answer>(...args: string[]): Promise<Answer> {
    const program = startCommand(args, this.dataDir, this.environment, this.signal);
    const [code, output, errors] = await this.#orReason(
      Promise.all([exitOf(program), text(program.stdout), text(program.stderr)]),
    );
    if (code !== 0) throw new Error(`sealflow ${args.slice(0, 2).join(' ')}: ${failureIn(errors)}`);
    return JSON.parse(output) as Answer;
  }

  /** One JSON document a line, as they come, until the command ends. Leaving the loop early ends the command. */
  async *follow<Answer>(...args: string[]): AsyncGenerator<Answer, void, void> {
    const program = startCommand(args, this.dataDir, this.environment, this.signal);
    const ended = exitOf(program).catch(() => null);
    const errors = text(program.stderr);
    try {
      for await (const line of createInterface({ input: program.stdout })) yield JSON.parse(line) as Answer;
      const code = await ended;
      this.signal.throwIfAborted();
      // Exit code 1 without a word is an order that ended without a certificate: the last line says why.
      const said = (await errors).trim();
      if (code !== 0 && said) throw new Error(`sealflow ${args.slice(0, 2).join(' ')}: ${failureIn(said)}`);
    } finally {
      program.kill();
      await ended;
    }
  }

  async #orReason<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      this.signal.throwIfAborted();
      throw error;
    }
  }
}
