/** One connection to an SSH server whose host key we know, and the few things that are done with files there. */
import { createHash } from 'node:crypto';
import { Client, type SFTPWrapper, type Stats } from 'ssh2';
import { SFTP_TIMEOUT_MS } from '../../../../domain/control/look-limits.js';
import { SFTP_FAILURES } from '../../../../domain/failure-texts.js';
import type { OrderFailure } from '../../../../domain/failures.js';
import {
  failureAt,
  failureOfConnection,
  isMissing,
  refusedBy,
  unavailable,
  type SftpServer,
} from './failures.js';

export interface SftpLogin extends SftpServer {
  readonly port: number;
  readonly password?: string | undefined;
  /** PEM or OpenSSH. */
  readonly privateKey?: string | undefined;
  readonly passphrase?: string | undefined;
  /** `SHA256:` and base64 without padding, as `ssh-keygen -l` prints it. */
  readonly hostKeyFingerprint: string;
}

/** Files on the server. Methods throw OrderFailure, naming the path. */
export interface RemoteFiles {
  kindOf(path: string): Promise<'nothing' | 'folder' | 'file'>;
  /** Undefined where there is none, or more than `longest` octets. */
  read(path: string, longest: number): Promise<string | undefined>;
  /** Readable for web servers, which run as others. */
  write(path: string, content: string): Promise<void>;
  /** In the place of what is there, at once. */
  rename(from: string, to: string): Promise<void>;
  /** Removing what is gone is fine. */
  remove(path: string): Promise<void>;
  /** False where it is there already. */
  makeFolder(path: string): Promise<boolean>;
  /** Stays where it is not empty, or gone already. */
  removeFolder(path: string): Promise<void>;
  /** None where there is no such folder. */
  namesIn(path: string): Promise<readonly string[]>;
}

/** Connects, works, and hangs up, whatever happens: all of it within SFTP_TIMEOUT_MS. */
export async function onServer(login: SftpLogin, work: (files: RemoteFiles) => Promise<void>): Promise<void> {
  const connection = new Client();
  /** Why the connection breaks, where we break it ourselves. */
  const ours: { refusal?: OrderFailure } = {};
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(unavailable(login, SFTP_FAILURES.tooSlow(SFTP_TIMEOUT_MS / 1_000)));
    }, SFTP_TIMEOUT_MS);
  });
  const broken = new Promise<never>((_resolve, reject) => {
    // Also after the work is done: without a listener it would end the process.
    connection.on('error', (error) => reject(ours.refusal ?? failureOfConnection(login, error)));
    connection.on('close', () => reject(unavailable(login, SFTP_FAILURES.noAnswer('closed'))));
  });
  late.catch(() => undefined);
  broken.catch(() => undefined);
  try {
    const done = open(connection, login, ours).then((sftp) => work(remoteFiles(sftp, login)));
    done.catch(() => undefined);
    await Promise.race([done, late, broken]);
  } finally {
    clearTimeout(timer);
    connection.destroy();
  }
}

function open(connection: Client, login: SftpLogin, ours: { refusal?: OrderFailure }): Promise<SFTPWrapper> {
  const { host, port, user, password, privateKey, passphrase, hostKeyFingerprint } = login;
  return new Promise((resolve, reject) => {
    connection.once('ready', () => {
      connection.sftp((error, sftp) => {
        if (error) reject(refusedBy(login, SFTP_FAILURES.noSftp));
        else resolve(sftp);
      });
    });
    const verify = (key: Buffer): boolean => {
      const seen = fingerprintOf(key);
      if (seen === hostKeyFingerprint.replace(/=+$/, '')) return true;
      ours.refusal = refusedBy(login, SFTP_FAILURES.hostKeyDiffers(seen, hostKeyFingerprint));
      return false;
    };
    try {
      connection.connect({
        host,
        port,
        username: user,
        ...(password !== undefined && { password }),
        ...(privateKey !== undefined && { privateKey }),
        ...(passphrase !== undefined && { passphrase }),
        readyTimeout: SFTP_TIMEOUT_MS,
        hostVerifier: verify,
      });
    } catch (error) {
      // A private key that can't be read is told at once.
      reject(failureOfConnection(login, error));
    }
  });
}

/** As `ssh-keygen -l` prints it. `key`: as it comes over the wire. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** As the library calls back: with an error, a result, or neither. */
type Done<Result> = (error?: Error | null, result?: Result) => void;

const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

function remoteFiles(sftp: SFTPWrapper, server: SftpServer): RemoteFiles {
  const at = <Result>(path: string, ask: (done: Done<Result>) => void): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      ask((error, result) => (error ? reject(error) : resolve(result as Result)));
    }).catch((error: unknown) => {
      throw isMissing(error) ? error : failureAt(server, path, error);
    });
  const orMissing = <Result, Otherwise>(work: Promise<Result>, otherwise: Otherwise) =>
    work.catch((error: unknown) => {
      if (isMissing(error)) return otherwise;
      throw error;
    });
  const told = <Result>(path: string, work: Promise<Result>) =>
    work.catch((error: unknown) => {
      throw failureAt(server, path, error);
    });
  const statOf = (path: string) =>
    orMissing(
      at<Stats>(path, (done) => sftp.stat(path, done)),
      undefined,
    );
  const kindOf = async (path: string) => {
    const stats = await statOf(path);
    return stats === undefined ? 'nothing' : stats.isDirectory() ? 'folder' : 'file';
  };
  const setMode = (path: string, mode: number) => at<undefined>(path, (done) => sftp.chmod(path, mode, done));
  return {
    kindOf,
    async read(path, longest) {
      const stats = await statOf(path);
      if (!stats?.isFile() || stats.size > longest) return undefined;
      const content = await orMissing(
        at<Buffer>(path, (done) => sftp.readFile(path, done)),
        undefined,
      );
      return content?.toString();
    },
    async write(path, content) {
      const options = { mode: FILE_MODE, flag: 'wx' } as const;
      await told(
        path,
        at<undefined>(path, (done) => sftp.writeFile(path, content, options, done)),
      );
      // The server's umask may have taken the web server's right to read it.
      await told(path, setMode(path, FILE_MODE));
    },
    async rename(from, to) {
      await told(
        to,
        at<undefined>(to, (done) => sftp.ext_openssh_rename(from, to, done)),
      );
    },
    async remove(path) {
      await orMissing(
        at<undefined>(path, (done) => sftp.unlink(path, done)),
        undefined,
      );
    },
    async makeFolder(path) {
      try {
        await at<undefined>(path, (done) => sftp.mkdir(path, { mode: FOLDER_MODE }, done));
      } catch (error) {
        // SFTP has no code of its own for what is there already.
        if ((await kindOf(path)) === 'folder') return false;
        throw failureAt(server, path, error);
      }
      await told(path, setMode(path, FOLDER_MODE));
      return true;
    },
    async removeFolder(path) {
      await at<undefined>(path, (done) => sftp.rmdir(path, done)).catch(() => undefined);
    },
    async namesIn(path) {
      const entries = await orMissing(
        at<readonly { readonly filename: string }[]>(path, (done) => sftp.readdir(path, done)),
        [],
      );
      return entries.map(({ filename }) => filename).filter((name) => name !== '.' && name !== '..');
    },
  };
}
