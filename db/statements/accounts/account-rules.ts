/** What an account wants of everything it orders. */
import type { AccountRules } from '../../../domain/accounts/account-rules.js';
import { NO_ACCOUNT_RULES } from '../../../domain/accounts/account-rules.js';
import type { Queryable } from '../../database.js';

export async function readAccountRules(database: Queryable, account: string): Promise<AccountRules> {
  const { rows } = await database.query<AccountRules>(
    `select approves_orders as "approvesOrders", approves_revocations as "approvesRevocations"
       from account_rules where account = $1`,
    [account],
  );
  return rows[0] ?? NO_ACCOUNT_RULES;
}

/** What is left out stays as it is. */
export async function writeAccountRules(
  database: Queryable,
  account: string,
  { approvesOrders, approvesRevocations }: Partial<AccountRules>,
): Promise<void> {
  await database.query(
    `insert into account_rules (account, approves_orders, approves_revocations)
     values ($1, coalesce($2, false), coalesce($3, false))
     on conflict (account) do update
        set approves_orders = coalesce($2, account_rules.approves_orders),
            approves_revocations = coalesce($3, account_rules.approves_revocations), updated_at = now()`,
    [account, approvesOrders ?? null, approvesRevocations ?? null],
  );
}
