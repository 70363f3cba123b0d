/** `sealflow up`: starts the embedded stack as a program of its own, and is its voice and its end. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Command } from 'commander';
import { compiledProgram } from '../../config/package-folder.js';
import { EXIT } from './exit-codes.js';
import { readerOf } from './reader.js';
import type { GlobalOptions } from './session.js';

/** A free port is taken where none is given. */
const PORTS = [
  'temporal',
  'ui',
  'postgres',
  'dns',
  'ca',
  'mail',
  'smtp',
  'web',
  'https',
  'api',
  'tencent-api',
  'tencent-double',
];

export function addUpCommand(program: Command, setExitCode: (code: number) => void): void {
  const up = program.command('up');
  for (const name of PORTS) up.option(`--${name}-port <port>`);
  up.option('--with <part>');
  up.action(async (flags: Record<string, string>, command: Command) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const { language } = readerOf(process.env, options);
    setExitCode(await runStack([...argumentsOf(options, flags), `--lang=${language}`]));
  });
}

function argumentsOf({ dataDir, json }: GlobalOptions, flags: Record<string, string>): string[] {
  const given = PORTS.flatMap((name) => {
    const port = flags[`${name.replace(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase())}Port`];
    return port === undefined ? [] : [`--${name}-port=${port}`];
  });
  return [
    ...(dataDir === undefined ? [] : [`--data-dir=${dataDir}`]),
    ...(json ? ['--json'] : []),
    ...(flags.with === undefined ? [] : [`--with=${flags.with}`]),
    ...given,
  ];
}

/** Resolves with the stack's exit code once it has ended. */
async function runStack(args: readonly string[]): Promise<number> {
  // The channel is how the stack learns that this process is gone, however it went.
  const stack = spawn(process.execPath, [compiledProgram('dev/main.js'), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal's Ctrl-C reaches the stack by itself; `kill` reaches only us, and closing the channel says the same.
  const stop = () => {
    if (stack.connected) stack.disconnect();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    return await new Promise((resolve, reject) => {
      stack.on('error', reject);
      stack.on('exit', (code, signal) => resolve(code ?? exitCodeOfSignal(signal)));
    });
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** As a shell tells it. */
function exitCodeOfSignal(signal: NodeJS.Signals | null): number {
  return signal === null ? EXIT.failed : 128 + constants.signals[signal];
}
