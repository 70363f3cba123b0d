/** The master key on disk: made on first start, readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Environment } from './environment.js';
import { ConfigurationError } from './values.js';

/** `SEALFLOW_MASTER_KEY` where given, else the content of `SEALFLOW_MASTER_KEY_FILE`, which is made when missing. */
export function withMasterKey(environment: Environment): Environment {
  const path = environment.SEALFLOW_MASTER_KEY_FILE;
  if (environment.SEALFLOW_MASTER_KEY || !path) return environment;
  return { ...environment, SEALFLOW_MASTER_KEY: readOrCreateMasterKeyFile(path) };
}

/** Two starters at once end with one key: the file is created exclusively, and the loser reads the winner's. */
export function readOrCreateMasterKeyFile(path: string): string {
  if (!existsSync(path)) createExclusively(path);
  if (isOursAndOpen(path)) {
    throw new ConfigurationError(
      'SEALFLOW_MASTER_KEY_FILE',
      `a file that only its owner can read: chmod 600 ${path}`,
    );
  }
  return readFileSync(path, 'utf8').trim();
}

/** A mounted secret (Docker, Kubernetes) belongs to another user, who answers for its mode. */
function isOursAndOpen(path: string): boolean {
  const { uid, mode } = statSync(path);
  return uid === process.getuid?.() && (mode & 0o077) !== 0;
}

function createExclusively(path: string): void {
  const id = `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;
  try {
    writeFileSync(path, `${id}:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
