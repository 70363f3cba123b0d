/** The Temporal dev server as a child process, with its Web UI and its database in one file. */
import { Connection } from '@temporalio/client';
import type { Bilingual } from '../../domain/bilingual.js';
import type { Part } from '../keep-running.js';
import { endOf, startProcess, stopProcess, untilReady } from '../processes.js';
import { SEARCH_ATTRIBUTE_TYPES } from './search-attributes.js';

export interface TemporalServerOptions {
  /** The `temporal` program. */
  readonly program: string;
  readonly port: number;
  /** Without one there is no Web UI. */
  readonly uiPort?: number;
  /** Without one everything is lost at the end. */
  readonly databaseFile?: string;
  readonly logFile: string;
}

export interface RunningTemporal extends Part {
  /** `host:port` */
  readonly address: string;
  readonly webUi?: string;
  readonly pid?: number;
}

const NAME: Bilingual = { zh: 'Temporal 开发服务器', en: 'The Temporal dev server' };

/** Returns once the server answers for its default namespace. Throws, with the end of its log, when it doesn't start. */
export async function startTemporalServer(options: TemporalServerOptions): Promise<RunningTemporal> {
  const { program, port, uiPort, logFile } = options;
  const child = startProcess(program, serverArguments(options), { logFile });
  const ended = endOf(child);
  const address = `127.0.0.1:${port}`;
  try {
    await untilReady(child, NAME, logFile, () => answers(address));
  } catch (error) {
    await stopProcess(child, 'SIGKILL');
    throw error;
  }
  return {
    address,
    ...(uiPort ? { webUi: `http://127.0.0.1:${uiPort}` } : {}),
    pid: child.pid,
    ended,
    stop: () => stopProcess(child, 'SIGTERM'),
  };
}

function serverArguments({ port, uiPort, databaseFile }: TemporalServerOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
    ...(uiPort ? ['--ui-port', String(uiPort), '--ui-ip', '127.0.0.1'] : ['--headless']),
    ...(databaseFile ? ['--db-filename', databaseFile] : []),
    // Spares an automatic order's few remote activities a round trip through the task queue.
    ...['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
    // Has it heed an order's priority, as newer servers do by themselves.
    ...['--dynamic-config-value', 'matching.useNewMatcher=true'],
    ...Object.entries(SEARCH_ATTRIBUTE_TYPES).flatMap(([name, type]) => [
      '--search-attribute',
      `${name}=${type}`,
    ]),
  ];
}

async function answers(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
  } finally {
    await connection.close();
  }
}
