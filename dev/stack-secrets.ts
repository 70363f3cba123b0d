/** The passwords between the parts of one stack: made at the first start, kept in a file only its owner can read. */
import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readState } from './kept-state.js';

export interface StackSecrets {
  readonly caToken: string;
  /** Base64, as key files hold it (RFC 8945). */
  readonly tsigSecret: string;
  readonly fileAgentToken: string;
  readonly paymentToken: string;
  readonly controlToken: string;
  /** What the double of the reseller hands out, and the token of its console's part. */
  readonly tencentSecretId: string;
  readonly tencentSecretKey: string;
  readonly tencentControlToken: string;
}

const KEPT = z
  .object({
    caToken: z.string().min(1),
    tsigSecret: z.base64().min(1),
    fileAgentToken: z.string().min(1),
    paymentToken: z.string().min(1),
    controlToken: z.string().min(1),
    tencentSecretId: z.string().min(1),
    tencentSecretKey: z.string().min(1),
    tencentControlToken: z.string().min(1),
  })
  .partial();

const WAY_OUT = {
  zh: '请由数据文件夹的副本恢复,或将其删除:下次启动时为各部件生成新密码。',
  en: 'Restore it from a copy of the data folder, or delete it: new passwords between the parts are made at the next start.',
};

/** The caller holds the lock of `dataDir`. Throws DamagedState. */
export function readOrCreateStackSecrets(dataDir: string): StackSecrets {
  const path = join(dataDir, 'secrets.json');
  const kept = readState(path, KEPT, WAY_OUT) ?? {};
  // Data of an earlier version lacks the secrets of parts that it did not have.
  const secrets: StackSecrets = { ...newSecrets(), ...kept };
  if (Object.keys(secrets).some((name) => !(name in kept))) writePrivately(path, JSON.stringify(secrets));
  return secrets;
}

function newSecrets(): StackSecrets {
  const token = () => randomBytes(24).toString('base64url');
  return {
    caToken: token(),
    tsigSecret: randomBytes(32).toString('base64'),
    fileAgentToken: token(),
    paymentToken: token(),
    controlToken: token(),
    // As theirs look: AKID and 32 letters and digits; 32 of them.
    tencentSecretId: `AKID${randomBytes(16).toString('hex')}`,
    tencentSecretKey: randomBytes(16).toString('hex'),
    tencentControlToken: token(),
  };
}

/** Whole or not at all, and never readable by others, not even for a moment. */
export function writePrivately(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, content, { mode: 0o600 });
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
