/** A server of the benchmark in a process of its own: ours as users start it, or the bare one. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.js';

export interface ServerProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** `environment` as a worker has it. Throws where it does not start. */
export async function startApiProcess(environment: Environment): Promise<ServerProcess> {
  return await started('../../api/main.js', [], {
    ...environment,
    SEALFLOW_API_ADDRESS: '127.0.0.1:0',
    SEALFLOW_TENCENT_API_ADDRESS: '',
    SEALFLOW_LOG_LEVEL: 'error',
  });
}

/** Answers each operation with what it is given of it. */
export async function startBareServer(answers: Readonly<Record<string, unknown>>): Promise<ServerProcess> {
  return await started('./bare-server.js', [JSON.stringify(answers)], process.env);
}

async function started(
  program: string,
  given: readonly string[],
  environment: Environment,
): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), given, {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exited;
  };
  const ended = exited.then(() => [{ failed: { en: 'it ended' } }]);
  const [word] = (await Promise.race([once(child, 'message'), ended])) as [
    { readonly ready?: { readonly url: string }; readonly failed?: { readonly en: string } },
  ];
  if (word.ready) return { url: word.ready.url, stop };
  await stop();
  throw new Error(`A server of the benchmark did not start: ${word.failed?.en}`);
}
