/**
 * The payment house's books: one durable file per key and per account. What an account can spend is never stored: it is
 * reckoned from what was paid in and what its holds bind, so that no crash can make the two disagree.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HoldState, PaymentPath } from '../../domain/development/payments.js';
import type { z } from 'zod';
import { ensureOwnerDirectory, writeDurably } from '../ca/durable-file.js';
import { readState } from '../kept-state.js';
import { noSuchHold, PaymentError } from './payment-error.js';
import {
  engagedBy,
  KEPT_ACCOUNT,
  KEPT_HOLD,
  unusedKey,
  type StoredAccount,
  type StoredHold,
} from './stored-hold.js';

export interface AccountBalance {
  readonly account: string;
  /** What can be spent: paid in, less held, less captured. */
  readonly balance: number;
  readonly held: number;
  readonly captured: number;
}

export interface HoldRequest {
  readonly key: string;
  readonly account: string;
  readonly amount: number;
  readonly currency: string;
}

export interface BooksOptions {
  readonly directory: string;
  /** What an account has that nobody set a balance for. */
  readonly startBalance: number;
  readonly clock: () => Date;
}

export class Books {
  private readonly holds = new Map<string, StoredHold>();
  private readonly accounts = new Map<string, StoredAccount>();
  /** One change at a time: a balance is never judged while another hold is being written. */
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(private readonly options: BooksOptions) {}

  static async open(options: BooksOptions): Promise<Books> {
    const books = new Books(options);
    for (const hold of await readAll(join(options.directory, 'holds'), KEPT_HOLD))
      books.holds.set(hold.key, hold);
    for (const account of await readAll(join(options.directory, 'accounts'), KEPT_ACCOUNT))
      books.accounts.set(account.account, account);
    return books;
  }

  /** Counts a request, before anything else becomes of it. */
  counted(key: string, path: PaymentPath): Promise<StoredHold> {
    return this.change(key, (hold) => {
      const requests = { ...hold.requests, [path]: hold.requests[path] + 1 };
      return { ...hold, requests };
    });
  }

  /** Idempotent by key. Throws PaymentError `insufficient-funds`, `key-in-use`. */
  hold(request: HoldRequest): Promise<StoredHold> {
    const { key, account, amount, currency } = request;
    return this.change(key, (hold) => {
      // A key that was closed unused stays closed, whatever is asked for under it.
      if (hold.account === null && hold.state === 'released') return hold;
      if (hold.state !== 'none') return sameAs(hold, request);
      if (this.balanceOf(account).balance < amount)
        throw new PaymentError('insufficient-funds', {
          zh: '账户余额不足以支付此金额',
          en: 'The funds of the account do not cover this amount',
        });
      return this.moved({ ...hold, account, amount, currency }, 'held');
    });
  }

  /** Idempotent. Throws PaymentError `not-found`, `not-in-this-state`. */
  capture(key: string): Promise<StoredHold> {
    return this.step(key, 'held', 'captured');
  }

  /** Idempotent. A key that was never used is closed: nothing can be held under it any more. */
  release(key: string): Promise<StoredHold> {
    return this.change(key, (hold) => {
      if (hold.state === 'released') return hold;
      if (hold.state === 'none' || hold.state === 'held') return this.moved(hold, 'released');
      throw notInThisState(hold, 'held');
    });
  }

  /** Idempotent. Throws PaymentError `not-found`, `not-in-this-state`. */
  refund(key: string): Promise<StoredHold> {
    return this.step(key, 'captured', 'refunded');
  }

  async setBalance(account: string, balance: number): Promise<AccountBalance> {
    return this.oneAtATime(async () => {
      const { held, captured } = this.balanceOf(account);
      const stored = { account, paidIn: balance + held + captured };
      await writeDurably(this.fileOf('accounts', account), JSON.stringify(stored));
      this.accounts.set(account, stored);
      return this.balanceOf(account);
    });
  }

  balanceOf(account: string): AccountBalance {
    const own = this.allHolds().filter((hold) => hold.account === account);
    const sumOf = (state: HoldState) =>
      own.filter((hold) => hold.state === state).reduce((sum, hold) => sum + engagedBy(hold), 0);
    const paidIn = this.accounts.get(account)?.paidIn ?? this.options.startBalance;
    const [held, captured] = [sumOf('held'), sumOf('captured')];
    return { account, balance: paidIn - held - captured, held, captured };
  }

  allHolds(): StoredHold[] {
    return [...this.holds.values()];
  }

  /** Every account that has a balance of its own, or a hold. */
  allAccounts(): string[] {
    const holding = this.allHolds().flatMap(({ account }) => (account === null ? [] : [account]));
    return [...new Set([...this.accounts.keys(), ...holding])].sort();
  }

  /** Resolves when everything begun so far is on disk. */
  async settled(): Promise<void> {
    await this.queue;
  }

  private step(key: string, from: HoldState, to: HoldState): Promise<StoredHold> {
    return this.change(key, (hold) => {
      if (hold.state === to) return hold;
      if (hold.state === 'none') throw noSuchHold(key);
      if (hold.state !== from) throw notInThisState(hold, from);
      return this.moved(hold, to);
    });
  }

  private moved(hold: StoredHold, state: HoldState): StoredHold {
    const at = this.options.clock().toISOString();
    return { ...hold, state, effects: [...hold.effects, { state, at }] };
  }

  private change(key: string, edit: (present: StoredHold) => StoredHold): Promise<StoredHold> {
    return this.oneAtATime(async () => {
      const present = this.holds.get(key) ?? unusedKey(key);
      const edited = edit(present);
      if (edited === present) return present;
      await writeDurably(this.fileOf('holds', key), JSON.stringify(edited));
      this.holds.set(key, edited);
      return edited;
    });
  }

  private oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Keys and accounts are their clients' words: hashed, they are safe file names. */
  private fileOf(folder: 'holds' | 'accounts', name: string): string {
    const hash = createHash('sha256').update(name).digest('hex');
    return join(this.options.directory, folder, `${hash}.json`);
  }
}

const WAY_OUT = {
  zh: '请由数据文件夹的副本恢复,或将其移走:此后支付服务不再知道这笔冻结,或此账号的存款。',
  en:
    'Restore it from a copy of the data folder, or move it away: the payment house then knows nothing of this hold, or of what ' +
    'was paid into this account.',
};

/** Half-written files of a killed process are left aside. Throws DamagedState. */
async function readAll<Stored>(directory: string, schema: z.ZodType<Stored>): Promise<Stored[]> {
  await ensureOwnerDirectory(directory);
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json'));
  return files.flatMap((file) => readState(join(directory, file), schema, WAY_OUT) ?? []);
}

function sameAs(hold: StoredHold, { account, amount, currency }: HoldRequest): StoredHold {
  if (hold.account === account && hold.amount === amount && hold.currency === currency) return hold;
  throw new PaymentError('key-in-use', {
    zh: `键 ${hold.key} 已用于内容不同的冻结`,
    en: `The key ${hold.key} was used for a hold of other content`,
  });
}

function notInThisState({ key, state }: StoredHold, needed: HoldState): PaymentError {
  return new PaymentError('not-in-this-state', {
    zh: `冻结 ${key} 的状态是 ${state},而不是 ${needed}`,
    en: `The hold ${key} is ${state}, not ${needed}`,
  });
}
