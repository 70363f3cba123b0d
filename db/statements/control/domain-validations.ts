/** The proofs an order is asked for: one row per name, in the CA's own words. */
import type { DomainValidation } from '../../../domain/control/validations.js';
import type { Queryable } from '../../database.js';

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
  database: Queryable,
  orderId: string,
  validations: readonly DomainValidation[],
): Promise<void> {
  const json = (part: DomainValidation['record'] | DomainValidation['file']) => part && JSON.stringify(part);
  await database.query(REPLACE_VALIDATIONS, [
    orderId,
    validations.map(({ name }) => name),
    validations.map(({ method }) => method),
    validations.map(({ record }) => json(record)),
    validations.map(({ file }) => json(file)),
    validations.map(({ issuedAt }) => issuedAt),
  ]);
}

/** One statement, and so all or none. */
const REPLACE_VALIDATIONS = `
  with gone as (
    delete from domain_validations where order_id = $1 and name <> all ($2::text[])
  )
  insert into domain_validations as v (order_id, name, method, record, file, issued_at)
  select $1, asked.*
    from unnest($2::text[], $3::text[], $4::jsonb[], $5::jsonb[], $6::timestamptz[]) as asked
  on conflict (order_id, name) do update
     set method = excluded.method, record = excluded.record, file = excluded.file,
         issued_at = excluded.issued_at,
         status = case when (v.method, v.record, v.file) is not distinct from
                            (excluded.method, excluded.record, excluded.file)
                       then v.status else 'pending' end,
         validated_at = case when (v.method, v.record, v.file) is not distinct from
                                  (excluded.method, excluded.record, excluded.file)
                             then v.validated_at end`;

/** How far the CA says that a proof has come. */
export interface ToldStatus {
  readonly name: string;
  readonly status: ValidationStatus;
  /** When the CA saw the proof, where it says so; ISO 8601. */
  readonly validatedAt?: string;
}

/** Idempotent; names that are no longer asked for are ignored. A proof that is no longer valid loses its time. */
export async function markValidationStatuses(
  database: Queryable,
  orderId: string,
  told: readonly ToldStatus[],
): Promise<void> {
  await database.query(
    `update domain_validations as v
        set status = told.status,
            validated_at = case when told.status = 'valid' then coalesce(told.validated_at, v.validated_at) end
       from unnest($2::text[], $3::text[], $4::timestamptz[]) as told (name, status, validated_at)
      where v.order_id = $1 and v.name = told.name
        and (v.status <> told.status or v.validated_at is distinct from told.validated_at)`,
    [
      orderId,
      told.map(({ name }) => name),
      told.map(({ status }) => status),
      told.map(({ status, validatedAt }) => (status === 'valid' ? validatedAt : undefined)),
    ],
  );
}
