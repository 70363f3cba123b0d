/** The API as the process that users start, killed and started again at will. Runs what `npm run build` made. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { compiledProgram } from '../../../config/package-folder.js';
import type { Environment } from '../../../config/environment.js';

export interface ApiProcess {
  readonly url: string;
  /** As a crash ends it: nothing is finished. */
  kill(): Promise<void>;
  /** As an orchestrator ends it; resolves to its exit code. */
  stop(): Promise<number | null>;
}

export async function startApi(environment: Environment): Promise<ApiProcess> {
  const child = fork(compiledProgram('api/main.js'), [], {
    env: {
      PATH: process.env.PATH,
      ...environment,
      SEALFLOW_API_ADDRESS: '127.0.0.1:0',
      SEALFLOW_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await readyUrl(child);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await ended)[0];
  };
  return {
    url,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => [{ failed: { en: 'it ended' } }]);
  const [word] = (await Promise.race([once(child, 'message'), ended])) as [
    { ready?: { url: string }; failed?: { en: string } },
  ];
  if (word.ready) return word.ready.url;
  throw new Error(`The API did not start: ${word.failed?.en}`);
}
