/** With what the command line asks an API: kept in a file of the user's own after `sealflow login`, or in the environment of a machine. */
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError, type Told } from './configuration-error.js';
import type { Environment } from './environment.js';
import { makeFolder } from './make-folder.js';
import { required } from './values.js';

/** Of one API. */
export interface ApiCredentials {
  /** Without a slash at its end. */
  readonly url: string;
  /** A person's session, or a program's key as `KEYID:SECRET`: what stands behind `Bearer`. */
  readonly bearer: string;
  readonly kind: 'session' | 'key';
  /** Who that is, for people to read. */
  readonly name: string;
  /** The account that was chosen; null: of none. */
  readonly account: string | null;
  /** ISO 8601, UTC; absent: as long as it counts at the API. */
  readonly expiresAt?: string;
}

interface KeptFile {
  readonly version: 1;
  /** The one that commands ask: the last one that was signed in to. */
  readonly current: string | null;
  readonly apis: Readonly<Record<string, ApiCredentials>>;
}

const NONE: KeptFile = { version: 1, current: null, apis: {} };

/** Nobody else on the machine reads it. */
const OWNER_ONLY = 0o600;
const FOLDER_OWNER_ONLY = 0o700;

/** Undefined for a user without a home. `SEALFLOW_CONFIG_DIR` wins; then XDG_CONFIG_HOME, ~/.config or %APPDATA%. */
export function apiCredentialsPath(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { SEALFLOW_CONFIG_DIR, XDG_CONFIG_HOME, APPDATA, HOME } = environment;
  const file = 'credentials.json';
  if (SEALFLOW_CONFIG_DIR) return join(SEALFLOW_CONFIG_DIR, file);
  if (platform === 'win32') return APPDATA ? join(APPDATA, 'sealflow', file) : undefined;
  const folder = XDG_CONFIG_HOME || (HOME ? join(HOME, '.config') : undefined);
  return folder === undefined ? undefined : join(folder, 'sealflow', file);
}

/**
 * What commands ask with: SEALFLOW_API_URL and SEALFLOW_API_KEY where the environment names an API, else what was kept of the last
 * sign-in. Undefined where there is neither. Throws ConfigurationError for what can't be used, and for a file that others may read.
 */
export function apiCredentialsFrom(environment: Environment): ApiCredentials | undefined {
  const url = environment.SEALFLOW_API_URL;
  if (!url) return keptApiCredentials(environment);
  if (!isApiUrl(url)) throw new ConfigurationError('SEALFLOW_API_URL', API_URL);
  const bearer = required(environment, 'SEALFLOW_API_KEY', API_KEY);
  if (!isApiKey(bearer)) throw new ConfigurationError('SEALFLOW_API_KEY', API_KEY);
  return { url: url.replace(/\/+$/, ''), bearer, kind: 'key', name: keyIdOf(bearer), account: null };
}

/** As `apiCredentialsFrom`, of the file alone; `url`: of another API than the last one. */
export function keptApiCredentials(environment: Environment, url?: string): ApiCredentials | undefined {
  const { current, apis } = readKept(environment);
  const named = url ?? current;
  return named !== null && Object.hasOwn(apis, named) ? apis[named] : undefined;
}

/** From now on commands ask this API. Returns the file's path. Throws ConfigurationError. */
export function keepApiCredentials(environment: Environment, credentials: ApiCredentials): string {
  const { apis } = readKept(environment);
  const { url } = credentials;
  return writeKept(environment, { version: 1, current: url, apis: { ...apis, [url]: credentials } });
}

/** Commands ask no API any more, unless another one is named. Throws ConfigurationError. */
export function forgetApiCredentials(environment: Environment, url: string): void {
  const { current, apis } = readKept(environment);
  const { [url]: _forgotten, ...others } = apis;
  writeKept(environment, { version: 1, current: current === url ? null : current, apis: others });
}

const API_URL = {
  zh: 'API 的 https 地址,例如 https://certificates.example.com(仅本机可用 http)',
  en: 'the https address of an API, such as https://certificates.example.com (http on this machine alone)',
};

const API_KEY = { zh: '密钥,形式为 KEYID:SECRET', en: 'a key, as KEYID:SECRET' };

/** What is said to it, whoever listens would have: by TLS, or on this very machine. */
export function isApiUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(url);
  const isLoopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
  const isBare = search === '' && hash === '' && username === '' && password === '';
  return isBare && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}

export function isApiKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,100}:[\x21-\x7e]{1,400}$/.test(text);
}

export function keyIdOf(bearer: string): string {
  return bearer.slice(0, bearer.indexOf(':'));
}

function readKept(environment: Environment): KeptFile {
  const path = apiCredentialsPath(environment);
  if (path === undefined || !existsSync(path)) return NONE;
  refuseReadableByOthers(path);
  const kept = parsed(readFileSync(path, 'utf8'));
  if (kept) return kept;
  throw unusableFile({
    zh: `${path} 已损坏。请删除它,再运行 \`sealflow login URL\`。`,
    en: `${path} is damaged. Remove it, and run \`sealflow login URL\` again.`,
  });
}

function refuseReadableByOthers(path: string): void {
  // Windows keeps rights elsewhere: the folder is the user's own there.
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return;
  throw unusableFile({
    zh: `他人可以读取 ${path}。请运行 \`chmod 600 ${path}\`;如果可能已被读取,请重新登录。`,
    en: `Others may read ${path}. Run \`chmod 600 ${path}\`; where somebody may have read it, sign in anew.`,
  });
}

function parsed(text: string): KeptFile | undefined {
  try {
    const kept = JSON.parse(text) as Partial<KeptFile> | null;
    const isOurs =
      kept?.version === 1 && typeof kept.apis === 'object' && Object.values(kept.apis).every(isWhole);
    return isOurs ? (kept as KeptFile) : undefined;
  } catch {
    return undefined;
  }
}

function isWhole({ url, bearer, kind, name }: Partial<ApiCredentials>): boolean {
  const isNamed = typeof url === 'string' && isApiUrl(url) && typeof name === 'string';
  return isNamed && typeof bearer === 'string' && (kind === 'session' || kind === 'key');
}

/** Whole or not at all, and for no moment readable by others. */
function writeKept(environment: Environment, kept: KeptFile): string {
  const path = apiCredentialsPath(environment);
  if (path === undefined)
    throw unusableFile({
      zh: '当前用户没有主目录,无处保存登录信息。请设置 SEALFLOW_CONFIG_DIR。',
      en: 'This user has no home to keep the sign-in in. Set SEALFLOW_CONFIG_DIR.',
    });
  const beside = `${path}.${process.pid}.new`;
  try {
    makeFolder(dirname(path), FOLDER_OWNER_ONLY);
    writeFileSync(beside, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: OWNER_ONLY, flag: 'wx' });
    chmodSync(beside, OWNER_ONLY);
    renameSync(beside, path);
    return path;
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw unusableFile({
      zh: `${path} 无法写入(${code})`,
      en: `${path} can't be written (${code})`,
    });
  } finally {
    rmSync(beside, { force: true });
  }
}

function unusableFile(message: Told): ConfigurationError {
  const accepted = { zh: '仅由您本人读写的文件夹', en: 'a folder that you alone read and write' };
  return new ConfigurationError('SEALFLOW_CONFIG_DIR', accepted, message);
}
