/** Alias, tags and project of orders and certificates: read under a lock, written; and the conditions they are found by. */
import type { Labels, Tag } from '../../../domain/orders/labels.js';
import type { Queryable } from '../../database.js';
import type { Parameters } from '../pages.js';

/** The names are SQL's own and never come from outside. */
export type Labelled =
  | { readonly table: 'orders'; readonly id: 'order_id' }
  | { readonly table: 'certificates'; readonly id: 'certificate_id' };

/** What to look for; all of it must hold. */
export interface LabelFilter {
  /** Part of the alias, in whatever case. */
  readonly alias?: string;
  /** Without a value: any. */
  readonly tag?: { readonly key: string; readonly value?: string };
  readonly project?: string;
}

/** Locked until the transaction ends. Undefined where it is not the account's. */
export async function lockLabels(
  transaction: Queryable,
  { table, id }: Labelled,
  account: string,
  labelledId: string,
): Promise<Labels | undefined> {
  const { rows } = await transaction.query<Labels>(
    `select alias, tags, project from ${table} where account = $1 and ${id} = $2 for update`,
    [account, labelledId],
  );
  return rows[0];
}

export async function storeLabels(
  transaction: Queryable,
  { table, id }: Labelled,
  account: string,
  labelledId: string,
  { alias, tags, project }: Labels,
): Promise<void> {
  await transaction.query(
    `update ${table} set alias = $3, tags = $4, project = $5 where account = $1 and ${id} = $2`,
    [account, labelledId, alias, JSON.stringify(tags), project],
  );
}

/** Conditions on a row of its own, for what is given. */
export function labelConditions({ alias, tag, project }: LabelFilter, parameters: Parameters): string[] {
  return [
    ...(alias === undefined ? [] : [`strpos(lower(alias), lower(${parameters.add(alias)})) > 0`]),
    ...(tag === undefined ? [] : [`tags @> ${parameters.add(JSON.stringify([tagOf(tag)]), 'jsonb')}`]),
    ...(project === undefined ? [] : [`project = ${parameters.add(project)}`]),
  ];
}

function tagOf({ key, value }: { readonly key: string; readonly value?: string }): Partial<Tag> {
  return { key, ...(value !== undefined && { value }) };
}
