/** Postgres as a child process on 127.0.0.1, its data in one folder, its password known to the data's owner alone. */
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inBoth, type Bilingual } from '../../domain/bilingual.js';
import { ToldError } from '../../domain/told.js';
import { DamagedState } from '../kept-state.js';
import type { Part } from '../keep-running.js';
import { stopLeftoverPostgres } from '../leftovers.js';
import { endOf, runToEnd, startProcess, stopProcess, untilReady } from '../processes.js';
import { sayToStderr, type Say } from '../say.js';
import { clusterFolder } from './cluster-folder.js';
import { damaged, keptPassword, newPassword, passwordFile, setPassword, WRONG_PASSWORD } from './password.js';
import { postgresPrograms, type PostgresPrograms } from './programs.js';
import { unprivilegedUser, type ProcessUser } from './unprivileged.js';

export interface PostgresOptions {
  /** The cluster goes into `postgres` below it, the password into `postgres-password`. */
  readonly dataDir: string;
  readonly port: number;
  readonly logFile: string;
  /** Further `name=value` settings. */
  readonly settings?: readonly string[];
  readonly say?: Say;
}

/** Stopping ends open sessions, writes everything down, and waits for the end. */
export interface RunningPostgres extends Part {
  /** `postgres://user:password@host:port/sealflow`, the password included. */
  readonly url: string;
  readonly pid?: number;
}

const DATABASE_USER = 'sealflow';
const DATABASE_NAME = 'sealflow';

/**
 * Returns once the database takes connections. A password that is gone is made anew: whoever has the data may. Throws, with the
 * end of its log, when it doesn't start; DamagedState where data or password can't be used.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const say = options.say ?? sayToStderr;
  const user = unprivilegedUser();
  const programs = await postgresPrograms(user, say);
  const cluster = clusterFolder(options.dataDir, user, say);
  refuseOtherData(cluster);
  const isNew = !existsSync(join(cluster, 'PG_VERSION'));
  const kept = keptPassword(options.dataDir);
  const password = kept ?? newPassword(options.dataDir);
  if (isNew) await initialize(programs, cluster, password, user);

  await takeOver(cluster);
  if (!isNew && kept === undefined) {
    say({
      zh: `${passwordFile(options.dataDir)} 不存在:Postgres 换用新密码。`,
      en: `${passwordFile(options.dataDir)} was not there: Postgres gets a new password.`,
    });
    await setPassword(programs.postgres, cluster, { role: DATABASE_USER, password }, runAs(user));
  }
  const child = startProcess(programs.postgres, serverArguments(cluster, options), {
    ...runAs(user),
    logFile: options.logFile,
  });
  const ended = endOf(child);
  const adminUrl = `postgres://${DATABASE_USER}:${password}@127.0.0.1:${options.port}/postgres`;
  try {
    await untilReady(child, inBoth('Postgres'), options.logFile, () => createDatabaseOnce(adminUrl), {
      isFinal: (error) => codeOf(error) === WRONG_PASSWORD,
    });
  } catch (error) {
    await stopProcess(child, 'SIGQUIT');
    if (codeOf(error) !== WRONG_PASSWORD) throw error;
    throw damaged(passwordFile(options.dataDir), {
      zh: '中的密码与数据库的不同',
      en: 'has another password than the database',
    });
  }
  return {
    url: adminUrl.replace(/postgres$/, DATABASE_NAME),
    pid: child.pid,
    ended,
    // SIGINT is Postgres's "fast" shutdown: it doesn't wait for clients to leave.
    stop: () => stopProcess(child, 'SIGINT', 30_000),
  };
}

/** Half a data folder must not be taken for none: a new database would hide what is left of the old one. */
function refuseOtherData(cluster: string): void {
  if (!existsSync(cluster) || existsSync(join(cluster, 'PG_VERSION'))) return;
  throw new DamagedState(
    cluster,
    { zh: '不是 Postgres 的数据:缺少 PG_VERSION', en: 'is no data of Postgres: its PG_VERSION is missing' },
    {
      zh: '请由副本恢复此文件夹,或将其移走,以空数据库开始。',
      en: 'Restore the folder from a copy, or move it away to begin with an empty database.',
    },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Ends what a killed stack left behind, and its claim: Postgres would mistake a reused pid for a running server. */
async function takeOver(cluster: string): Promise<void> {
  await stopLeftoverPostgres(cluster);
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function serverArguments(cluster: string, { port, settings = [] }: PostgresOptions): string[] {
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_statement=none', ...settings];
  return ['-D', cluster, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])];
}

/** The working folder must be one that the unprivileged user can enter. */
function runAs(user: ProcessUser | undefined) {
  const env = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
  return { env, cwd: '/', ...(user ? { uid: user.uid, gid: user.gid } : {}) };
}

/** Made aside and moved in whole: an interrupted initdb is started again from nothing. */
async function initialize(
  programs: PostgresPrograms,
  cluster: string,
  password: string,
  user: ProcessUser | undefined,
): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  const initialPassword = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(initialPassword, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [unfinished, initialPassword]) chownSync(path, user.uid, user.gid);
  const authentication = ['-U', DATABASE_USER, '-A', 'scram-sha-256', '--pwfile', initialPassword];
  const { code, output } = await runToEnd(
    programs.initdb,
    ['-D', unfinished, ...authentication, '-E', 'UTF8', '--locale=C'],
    runAs(user),
  );
  rmSync(initialPassword);
  if (code !== 0) throw new ToldError(initdbProblem(output));
  renameSync(unfinished, cluster);
}

function initdbProblem(output: string): Bilingual {
  const advice: Bilingual = output.includes('could not look up effective user')
    ? {
        zh: '运行 sealflow 的用户在 /etc/passwd 中没有条目:请改用有条目的用户,或设置 DATABASE_URL。',
        en: 'The user that runs sealflow has no entry in /etc/passwd: run it as one that has, or set DATABASE_URL.',
      }
    : { zh: '请设置 DATABASE_URL,改用另一个 Postgres。', en: 'Set DATABASE_URL to use another Postgres.' };
  const end = output.trim().split('\n').slice(-6).join('\n');
  return {
    zh: `Postgres 无法建立其数据(initdb)。${advice.zh}\n${end}`,
    en: `Postgres could not set up its data (initdb). ${advice.en}\n${end}`,
  };
}

async function createDatabaseOnce(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}
