/** Servers of others that tests start as they are: found on this machine, on ports of their own, in a folder that goes with them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { until } from '../until.js';

/** Debian has servers where a user's PATH does not lead. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];

/** Undefined where there is none on this machine. */
export function findProgram(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why tests with a peer are skipped; undefined where all of its programs are here. */
export function missingPeer(debianPackages: string, programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} is not here (Debian: apt-get install ${debianPackages})`;
}

export interface Daemon {
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

export interface DaemonPlan {
  readonly program: string;
  /** Writes what the program reads, and says how it is called. */
  readonly prepare: (folder: string) => readonly string[];
  readonly isReady: () => Promise<boolean>;
}

/** Throws with what the program said, where it ends before it is ready. */
export async function startDaemon({ program, prepare, isReady }: DaemonPlan): Promise<Daemon> {
  const path = findProgram(program);
  if (path === undefined) throw new Error(`There is no ${program} on this machine.`);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `sealflow-${program}-`)));
  const child = spawn(path, [...prepare(folder)], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(`${program} answers`, async () => {
      if (hasEnded(child)) return true;
      return await isReady();
    });
    if (hasEnded(child)) throw new Error(`${program} ended at once: ${said.join('')}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder, stop };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(timer);
}

/** A port of 127.0.0.1 that is free by TCP and by UDP. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = createSocket('udp4');
  try {
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return port;
  } catch {
    return await freePort();
  } finally {
    socket.close();
    server.close();
    await once(server, 'close');
  }
}
