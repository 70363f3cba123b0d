/** Is a key the one that its id stands for here? Judged before anything is sealed with it. */
import type { Bilingual } from '../domain/bilingual.js';
import { clauses, ToldError } from '../domain/told.js';
import { StatementRefused, inTransaction, type Database, type Queryable } from './database.js';
import { opensAny } from './closed-values.js';
import { countSealed } from './sealed-columns.js';
import { canOpen, seal, type MasterKey } from './sealed-values.js';
import {
  knownMasterKeys,
  lockMasterKeys,
  storeCheckValue,
  type KnownMasterKey,
} from './statements/accounts/master-keys.js';

/** A key that must not be used here. Its message names ids, tables, numbers and the way out, never a key. */
export class MasterKeyRefused extends ToldError {
  override readonly name = 'MasterKeyRefused';
}

/** Sealed under each master key and opened before it is used: its content is nobody's secret. */
const CHECK_TEXT = Buffer.from('sealflow check value');

/**
 * A worker's look at its keys. Opens the check value of each, or, where there is none yet (0.3.0 left none), a value that
 * was sealed under its id; then keeps a check value of the one that seals. Throws MasterKeyRefused where a key is another one
 * than the one of its id.
 */
export async function checkMasterKeys(database: Database, masterKeys: readonly MasterKey[]): Promise<void> {
  await inTransaction(database, async (transaction) => {
    await lockMasterKeys(transaction);
    await checkWhileLocked(transaction, masterKeys);
  });
}

/** The same for who has `lockMasterKeys` already. */
export async function checkWhileLocked(
  transaction: Queryable,
  masterKeys: readonly MasterKey[],
): Promise<void> {
  const [sealing] = masterKeys;
  if (!sealing) throw new MasterKeyRefused(NO_KEY);
  const known = await knownMasterKeys(transaction);
  for (const id of new Set(masterKeys.map((key) => key.id)))
    await checkId(transaction, {
      known: known.find(({ masterKeyId }) => masterKeyId === id),
      // What seals is the first key alone; behind it any key of its id may open.
      keys: id === sealing.id ? [sealing] : masterKeys.filter((key) => key.id === id),
      seals: id === sealing.id,
    });
}

interface Checked {
  readonly known: KnownMasterKey | undefined;
  readonly keys: readonly MasterKey[];
  readonly seals: boolean;
}

async function checkId(transaction: Queryable, { known, keys, seals }: Checked): Promise<void> {
  const [first] = keys;
  if (!first || (known && opensCheck(known, keys))) return;
  const proof = await opensAny(transaction, first.id, keys);
  // One that opens some values and not the check value is one of two under this id: good for opening, not for sealing.
  if (proof === 'not-one' || (seals && known && proof === 'one'))
    throw new MasterKeyRefused(anotherKey(first.id, await sealedBy(transaction, first.id)));
  if (seals) await storeCheckValue(transaction, first.id, seal(CHECK_TEXT, checkContext(first.id), [first]));
}

/**
 * A program's look at the key that it is about to seal with: the workers must have it as well. Throws MasterKeyRefused. An
 * installation where no worker has kept a check value yet is believed.
 */
export async function refuseForeignKey(database: Queryable, masterKeys: readonly MasterKey[]): Promise<void> {
  const [sealing] = masterKeys;
  if (!sealing) throw new MasterKeyRefused(NO_KEY);
  const known = await knownOrNone(database);
  if (known.length === 0) return;
  const own = known.find(({ masterKeyId }) => masterKeyId === sealing.id);
  if (own && opensCheck(own, [sealing])) return;
  const workers = known.map(({ masterKeyId }) => masterKeyId).join(', ');
  throw new MasterKeyRefused(own ? notTheWorkers(sealing.id) : unknownToWorkers(sealing.id, workers));
}

/** Which keys sealed something here, with tables and numbers, as a sentence tells it; undefined where nothing is sealed. */
export async function sealedHere(database: Queryable): Promise<Bilingual | undefined> {
  const ids = new Set([
    ...(await knownMasterKeys(database)).map(({ masterKeyId }) => masterKeyId),
    ...(await countSealed(database)).map(({ masterKeyId }) => masterKeyId),
  ]);
  const told: Bilingual[] = [];
  for (const id of ids) {
    const { zh, en } = await sealedBy(database, id);
    told.push({ zh: `${id} ${zh}`, en: `${id} ${en}` });
  }
  return told.length === 0 ? undefined : clauses(told);
}

/** What goes on from a key's id. */
async function sealedBy(database: Queryable, masterKeyId: string): Promise<Bilingual> {
  const counts = (await countSealed(database)).filter((count) => count.masterKeyId === masterKeyId);
  if (counts.length === 0) return { zh: '尚未加密任何内容', en: 'sealed no value yet' };
  return {
    zh: `加密了${counts.map(({ table, count }) => ` ${table} 中的 ${count} 项`).join('、')}`,
    en: `sealed ${counts.map(({ table, count }) => `${count} in ${table}`).join(', ')}`,
  };
}

const NO_KEY: Bilingual = {
  zh: '没有配置主密钥:请设置 SEALFLOW_MASTER_KEY。',
  en: 'No master key is configured: set SEALFLOW_MASTER_KEY.',
};

/** `sealed`: what the right one sealed, going on from it. */
function anotherKey(id: string, sealed: Bilingual): Bilingual {
  return {
    zh:
      `SEALFLOW_MASTER_KEY 中编号 ${id} 的密钥与此前的不同,而此前的那个${sealed.zh}。请由副本恢复那个密钥。` +
      '如果它已彻底丢失,请去掉现在这个,或将另一编号的密钥放在最前(`sealflow key new` 可生成):' +
      '丢失的密钥所加密的内容将无法打开,每次启动时都会提示。',
    en:
      `SEALFLOW_MASTER_KEY has another key under the id ${id} than the one that ${sealed.en}. ` +
      'Restore that one from your copy. If it is lost for good, take this one out, or put a key of another id first ' +
      '(`sealflow key new` makes one): what the lost one sealed stays closed, and is told at each start.',
  };
}

function notTheWorkers(id: string): Bilingual {
  return {
    zh: `SEALFLOW_MASTER_KEY 中编号 ${id} 的密钥与工作进程的不同。请让本程序使用工作进程的密钥。`,
    en: `SEALFLOW_MASTER_KEY has another key under the id ${id} than the workers have. Give this program theirs.`,
  };
}

/** `theirs`: the ids of what the workers seal with. */
function unknownToWorkers(id: string, theirs: string): Bilingual {
  return {
    zh:
      `本系统的工作进程都没有主密钥 ${id}:它们用 ${theirs} 加密。请让本程序使用同样的 SEALFLOW_MASTER_KEY;` +
      '新密钥应先交给工作进程。',
    en:
      `No worker of this installation has the master key ${id}: the workers seal with ${theirs}. Give this program the same ` +
      'SEALFLOW_MASTER_KEY; a new key is given to the workers first.',
  };
}

async function knownOrNone(database: Queryable): Promise<KnownMasterKey[]> {
  try {
    return await knownMasterKeys(database);
  } catch (error) {
    // undefined_table: no worker of this version has run yet.
    if (error instanceof StatementRefused && error.code === '42P01') return [];
    throw error;
  }
}

function opensCheck({ checkValue, masterKeyId }: KnownMasterKey, keys: readonly MasterKey[]): boolean {
  return canOpen(checkValue, checkContext(masterKeyId), keys);
}

function checkContext(masterKeyId: string) {
  return { purpose: 'check-value', rowId: masterKeyId } as const;
}
