/** The proofs an order is asked for: one row per name, in the CA's own words. */
import type { DomainValidation } from '../../domain/order.js';
import { inTransaction, type Database, type Queryable } from '../database.js';

export type ValidationStatus = 'pending' | 'valid' | 'failed';

export interface StoredValidation extends DomainValidation {
  readonly status: ValidationStatus;
}

interface ValidationRow {
  readonly name: string;
  readonly method: DomainValidation['method'];
  readonly record: DomainValidation['record'] | null;
  readonly file: DomainValidation['file'] | null;
  readonly issuedAt: Date;
  readonly status: ValidationStatus;
}

/** In the order of the names. */
export async function loadValidations(database: Queryable, orderId: string): Promise<StoredValidation[]> {
  const { rows } = await database.query<ValidationRow>(
    `select name, method, record, file, issued_at as "issuedAt", status
       from domain_validations
      where order_id = $1
      order by name`,
    [orderId],
  );
  return rows.map(({ name, method, record, file, issuedAt, status }) => ({
    name,
    method,
    ...(record ? { record } : {}),
    ...(file ? { file } : {}),
    issuedAt: issuedAt.toISOString(),
    status,
  }));
}

/**
 * Puts these in the place of what was asked for before, all or none. Idempotent. A name whose proof is asked for in the
 * same words as before keeps its status; the others are `pending` again.
 */
export async function replaceValidations(
  database: Database,
  orderId: string,
  validations: readonly DomainValidation[],
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    await transaction.query('delete from domain_validations where order_id = $1 and name <> all ($2)', [
      orderId,
      validations.map(({ name }) => name),
    ]);
    for (const validation of validations) await upsertValidation(transaction, orderId, validation);
  });
}

async function upsertValidation(
  transaction: Queryable,
  orderId: string,
  { name, method, record, file, issuedAt }: DomainValidation,
): Promise<void> {
  await transaction.query(
    `insert into domain_validations as v (order_id, name, method, record, file, issued_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (order_id, name) do update
        set method = excluded.method, record = excluded.record, file = excluded.file,
            issued_at = excluded.issued_at,
            status = case when (v.method, v.record, v.file) is not distinct from
                               (excluded.method, excluded.record, excluded.file)
                          then v.status else 'pending' end`,
    [orderId, name, method, record && JSON.stringify(record), file && JSON.stringify(file), issuedAt],
  );
}

/** Idempotent; names that are no longer asked for are ignored. */
export async function markValidationStatuses(
  database: Queryable,
  orderId: string,
  statuses: ReadonlyMap<string, ValidationStatus>,
): Promise<void> {
  await database.query(
    `update domain_validations as v
        set status = told.status
       from unnest($2::text[], $3::text[]) as told (name, status)
      where v.order_id = $1 and v.name = told.name and v.status <> told.status`,
    [orderId, [...statuses.keys()], [...statuses.values()]],
  );
}
