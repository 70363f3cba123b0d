/** A real sshd on loopback, with its own keys, for as long as a test needs it: OpenSSH (Debian: openssh-server). */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

/** sshd wants to be called by its whole path: it starts itself anew for each connection. */
const PROGRAM = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', onPath('sshd')].find(
  (path) => path !== undefined && spawnSync(path, ['-V']).error === undefined,
);

/** Undefined where it can be run, else why not: tests that need it are skipped with this reason. */
export const SSHD_MISSING =
  PROGRAM !== undefined && onPath('ssh-keygen') !== undefined
    ? undefined
    : 'sshd or ssh-keygen is not there (Debian: apt-get install openssh-server)';
if (SSHD_MISSING !== undefined) process.stderr.write(`Tests on a real sshd are skipped: ${SSHD_MISSING}\n`);

export interface SshServer {
  readonly port: number;
  readonly user: string;
  /** Of the user, OpenSSH format. */
  readonly privateKey: string;
  /** The same key under `passphrase`. */
  readonly sealedKey: string;
  readonly passphrase: string;
  readonly hostKeyFingerprint: string;
  /** All that may be written; the caller makes web roots in it. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** `readOnly`: whoever logs in may look and write nothing. */
export async function startSshServer({ readOnly = false } = {}): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sealflow-ssh-'));
  const at = (name: string) => join(folder, name);
  const passphrase = 'a passphrase for tests';
  keygen('-N', '', '-f', at('host_key'));
  keygen('-N', '', '-f', at('user_key'));
  keygen('-N', passphrase, '-f', at('sealed_key'));
  const publicKeys = ['user_key.pub', 'sealed_key.pub'].map((name) => readFileSync(at(name), 'utf8'));
  writeFileSync(at('authorized_keys'), publicKeys.join(''), { mode: 0o600 });
  const port = await freePort();
  writeFileSync(at('sshd_config'), configFor(port, at, readOnly));
  // Where it gives up its rights before a login; the system's own start makes it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const log: string[] = [];
  const child = spawn(PROGRAM ?? 'sshd', ['-D', '-e', '-f', at('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  try {
    await until('sshd', () => answers(port, child, log));
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const [, hostKeyFingerprint = ''] = keygen('-l', '-f', at('host_key.pub')).split(' ');
  return {
    port,
    user: userInfo().username,
    privateKey: readFileSync(at('user_key'), 'utf8'),
    sealedKey: readFileSync(at('sealed_key'), 'utf8'),
    passphrase,
    hostKeyFingerprint,
    folder,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configFor(port: number, at: (name: string) => string, readOnly: boolean): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${at('host_key')}`,
    `PidFile ${at('sshd.pid')}`,
    `AuthorizedKeysFile ${at('authorized_keys')}`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'StrictModes no',
    'UsePAM no',
    // As servers have it that keep what is uploaded from others: the publisher has to open what it puts there.
    `Subsystem sftp internal-sftp -u 0077${readOnly ? ' -R' : ''}`,
    '',
  ].join('\n');
}

function keygen(...args: string[]): string {
  const making = args[0] === '-N' ? ['-q', '-t', 'ed25519', '-C', 'test'] : [];
  return execFileSync('ssh-keygen', [...making, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function answers(port: number, child: ChildProcess, log: readonly string[]): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`sshd ended: ${log.join('')}`);
  const socket = createConnection({ port, host: '127.0.0.1' });
  try {
    const [greeting] = (await once(socket, 'data')) as [Buffer];
    return greeting.toString().startsWith('SSH-');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function onPath(program: string): string | undefined {
  const found = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
  return found === '' ? undefined : found;
}
