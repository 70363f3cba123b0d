/** The master key on disk: read by whoever needs it, made once, by a worker alone, readable by its owner alone. */
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Environment } from './environment.js';
import { masterKeysFrom, newMasterKey } from './master-keys.js';
import { ConfigurationError, type Told } from './configuration-error.js';

const VARIABLE = 'SEALFLOW_MASTER_KEY_FILE';

/**
 * `SEALFLOW_MASTER_KEY` where given, else the content of `SEALFLOW_MASTER_KEY_FILE`. Throws ConfigurationError, naming the
 * file, where it is not there, is damaged, or is open to others.
 */
export function withMasterKey(environment: Environment): Environment {
  const path = environment.SEALFLOW_MASTER_KEY_FILE;
  if (environment.SEALFLOW_MASTER_KEY || !path) return environment;
  return { ...environment, SEALFLOW_MASTER_KEY: readMasterKeyFile(path) };
}

/** The file that a worker may have to make: named, not there, and no key given otherwise. */
export function missingMasterKeyFile(environment: Environment): string | undefined {
  const path = environment.SEALFLOW_MASTER_KEY_FILE;
  return environment.SEALFLOW_MASTER_KEY || !path || existsSync(path) ? undefined : path;
}

function readMasterKeyFile(path: string): string {
  if (!existsSync(path))
    throw problem(path, {
      zh: '不存在。工作进程在首次启动时生成它;此后应由副本恢复',
      en: 'is not there. A worker makes it at its first start; later it is restored from a copy',
    });
  if (isOursAndOpen(path))
    throw problem(path, {
      zh: `可被他人读取:请运行 \`chmod 600 ${path}\``,
      en: `can be read by others: chmod 600 ${path}`,
    });
  const text = read(path).trim();
  try {
    masterKeysFrom(text, VARIABLE);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const how: Told =
      text === ''
        ? { zh: '是空的', en: 'is empty' }
        : {
            zh: `无法使用(可接受:${error.chinese.accepted})`,
            en: `can't be used (accepted: ${error.accepted})`,
          };
    throw problem(path, {
      zh: `${how.zh}。请由副本恢复,切勿换成另一个密钥启动`,
      en: `${how.en}. Restore it from your copy; never start with another key in its place`,
    });
  }
  return text;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw problem(path, {
      zh: `无法读取(${code ?? '原因不明'})`,
      en: `can't be read (${code ?? 'unknown reason'})`,
    });
  }
}

function problem(path: string, what: Told): ConfigurationError {
  return new ConfigurationError(
    VARIABLE,
    { zh: '存有主密钥、仅所有者可读的文件', en: 'a file that only its owner can read, with the master key' },
    { zh: `主密钥文件 ${path} ${what.zh}。`, en: `The master key file ${path} ${what.en}.` },
  );
}

/** A mounted secret (Docker, Kubernetes) belongs to another user, who answers for its mode. */
function isOursAndOpen(path: string): boolean {
  const { uid, mode } = statSync(path);
  return uid === process.getuid?.() && (mode & 0o077) !== 0;
}

/**
 * Makes the file with a new key, whole or not at all; returns the key's id, or undefined where another starter was faster:
 * the file is that one's. Only for an installation that has sealed nothing yet.
 */
export function createMasterKeyFile(path: string): string | undefined {
  const { id, text } = newMasterKey(new Date());
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, `${text}\n`, { mode: 0o600 });
    // A link is made exclusively, and of a file that is written whole: a full disk leaves no half of a key.
    linkSync(unfinished, path);
    return id;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}
