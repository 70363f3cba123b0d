/** A worker's master keys: made once, where nothing is sealed yet, and judged before anything is sealed with them. */
import { createMasterKeyFile, missingMasterKeyFile, withMasterKey } from '../config/master-key-file.js';
import type { Environment } from '../config/environment.js';
import type { Bilingual } from '../domain/bilingual.js';
import { clauses } from '../domain/told.js';
import { tellsItsKey, type MasterKey } from '../config/master-keys.js';
import { secretsFrom } from '../config/secrets.js';
import { inTransaction, type Database } from '../db/database.js';
import { closedValues } from '../db/closed-values.js';
import { checkWhileLocked, MasterKeyRefused, sealedHere } from '../db/master-key-check.js';
import {
  lockMasterKeys,
  storeClosedCounts,
  type ClosedCount,
} from '../db/statements/accounts/master-keys.js';

/**
 * Makes the master key file where it is named, not there, and nothing was ever sealed here. Throws MasterKeyRefused where
 * something was: a new key beside it would open none of it.
 */
export async function ensureMasterKeyFile(environment: Environment, database: Database): Promise<void> {
  if (missingMasterKeyFile(environment) === undefined) return;
  await inTransaction(database, async (transaction) => {
    await lockMasterKeys(transaction);
    // Another worker may have made it, and sealed with it, while this one waited.
    const path = missingMasterKeyFile(environment);
    if (path === undefined) return;
    const sealed = await sealedHere(transaction);
    if (sealed !== undefined) throw new MasterKeyRefused(missingFile(path, sealed));
    createMasterKeyFile(path);
    // Before the next worker, on another machine, may look.
    await checkWhileLocked(transaction, secretsFrom(withMasterKey(environment)).masterKeys);
  });
}

/** What none of the configured keys opens, by master key and table; kept for the health check. */
export async function findClosedValues(
  database: Database,
  masterKeys: readonly MasterKey[],
): Promise<ClosedCount[]> {
  const trusted = masterKeys.map(({ id }) => id).filter(tellsItsKey);
  const closed = await closedValues(database, masterKeys, { trusted });
  await storeClosedCounts(database, closed);
  return countedByTable(closed.map(({ column, ...value }) => ({ ...value, table: column.table })));
}

function countedByTable(closed: readonly Omit<ClosedCount, 'count'>[]): ClosedCount[] {
  const counts = new Map<string, ClosedCount>();
  for (const { table, masterKeyId, account } of closed) {
    const key = JSON.stringify([masterKeyId, table, account]);
    counts.set(key, { table, masterKeyId, account, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function missingFile(path: string, sealed: Bilingual): Bilingual {
  return {
    zh:
      `主密钥文件 ${path} 不存在,而数据库中有用它的密钥加密的内容(${sealed.zh})。不会另行生成新密钥:新密钥打不开这些内容。` +
      `请由副本恢复该文件,或从持有它的工作进程取回。只有在密钥已彻底丢失时,才用 \`sealflow key new --out ${path}\` ` +
      '另外生成一个;丢失的密钥所加密的内容将无法打开,每次启动时都会提示。',
    en:
      `The master key file ${path} is not there, and the database has what was sealed with its key (${sealed.en}). No new ` +
      'key is made beside that: it would open none of it. Restore the file from your copy, or from the worker that ' +
      `has it. Only if the key is lost for good: \`sealflow key new --out ${path}\` makes another one; what the lost ` +
      'one sealed stays closed, and is told at each start.',
  };
}

/** For people: which key is missing, for how much of which table, and what can be done. */
export function closedText(closed: readonly ClosedCount[]): Bilingual {
  const told = clauses(
    closed.map(({ masterKeyId, count, table, account }) => ({
      zh: `账号 ${account} 在 ${table} 中的 ${count} 项(主密钥 ${masterKeyId})`,
      en: `${count} in ${table} of account ${account} (master key ${masterKeyId})`,
    })),
  );
  const ids = [...new Set(closed.map(({ masterKeyId }) => masterKeyId))];
  const writeOffs = ids.map((id) => `\`sealflow key write-off ${id}\``);
  return {
    zh:
      `以下加密内容没有已配置的主密钥可以打开:${told.zh}。其余一切正常。请将缺少的密钥加入 SEALFLOW_MASTER_KEY,` +
      `放在用于加密的密钥之后;如已彻底丢失:${writeOffs.join('、')}。`,
    en:
      `What is sealed here and no configured master key opens: ${told.en}. All else works. Add the missing key to ` +
      `SEALFLOW_MASTER_KEY, after the one that seals; if it is lost for good: ${writeOffs.join(', ')}.`,
  };
}
