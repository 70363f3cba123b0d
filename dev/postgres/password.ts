/** The password of the stack's Postgres: made with the data, kept beside it, set anew where it was lost. */
import type { Bilingual } from '../../domain/bilingual.js';
import { codeInWords, ToldError } from '../../domain/told.js';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, type RunOptions } from '../processes.js';
import { DamagedState } from '../kept-state.js';
import { writePrivately } from '../stack-secrets.js';

/** SQLSTATE invalid_password (PostgreSQL, appendix A). */
export const WRONG_PASSWORD = '28P01';

/** As `newPassword` makes them: nothing that would need quoting anywhere. */
const USABLE = /^[A-Za-z0-9_-]{16,}$/;

export function passwordFile(dataDir: string): string {
  return join(dataDir, 'postgres-password');
}

/** Undefined where there is none yet. Throws DamagedState where the file can't be used. */
export function keptPassword(dataDir: string): string | undefined {
  const path = passwordFile(dataDir);
  const text = textOf(path)?.trim();
  if (text === undefined || USABLE.test(text)) return text;
  throw damaged(
    path,
    text === ''
      ? { zh: '是空的', en: 'is empty' }
      : { zh: '中没有在此生成的密码', en: 'has no password that was made here' },
  );
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const why = codeInWords(error);
    throw damaged(path, { zh: `无法读取(${why.zh})`, en: `can't be read (${why.en})` });
  }
}

/** The way out holds for each of them: Postgres gets a new password where there is none. */
export function damaged(path: string, what: Bilingual): DamagedState {
  return new DamagedState(path, what, {
    zh: '请由数据文件夹的副本恢复,或将其删除:下次启动时 Postgres 换用新密码。',
    en: 'Restore it from a copy of the data folder, or delete it: Postgres gets a new password at the next start.',
  });
}

export function newPassword(dataDir: string): string {
  const password = randomBytes(24).toString('base64url');
  writePrivately(passwordFile(dataDir), password);
  return password;
}

/** In Postgres's single-user mode, for which no password is needed: nothing may run on the data. */
export async function setPassword(
  postgres: string,
  cluster: string,
  { role, password }: { readonly role: string; readonly password: string },
  options: RunOptions,
): Promise<void> {
  const input = `alter role ${role} password '${password}'\n`;
  const { code, output } = await runToEnd(postgres, ['--single', '-D', cluster, 'postgres'], {
    ...options,
    input,
  });
  if (code === 0 && !/\bERROR\b|\bFATAL\b/.test(output)) return;
  const end = output.trim().split('\n').slice(-6).join('\n');
  throw new ToldError({
    zh: `Postgres 未接受新密码。\n${end}`,
    en: `Postgres took no new password.\n${end}`,
  });
}
