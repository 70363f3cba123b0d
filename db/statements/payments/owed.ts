/** What is to be given back and is not yet: how much, by currency. */
import type { Queryable } from '../../database.js';

export interface OwedMoney {
  readonly currency: string;
  readonly count: number;
  /** In the currency's smallest unit (fen). */
  readonly amount: number;
  readonly oldestSince: Date | null;
}

/** `account`: null: of all accounts. */
export async function owedMoney(database: Queryable, account: string | null): Promise<OwedMoney[]> {
  const { rows } = await database.query<OwedMoney>(
    `select currency, count(*)::integer as count, sum(amount)::float8 as amount, min(owed_since) as "oldestSince"
       from payments
      where state = 'owed'${account === null ? '' : ' and account = $1'}
      group by currency order by currency`,
    account === null ? [] : [account],
  );
  return rows;
}
