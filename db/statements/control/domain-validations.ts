/** The proofs an order is asked for: one row per name, in the CA's own words. */
import type { DomainValidation } from '../../../domain/control/validations.js';
import { UNAWAITED, type Queryable } from '../../database.js';

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

/** A proof as the CA asks for it, and whether it takes it as given already. */
export interface AskedProof extends DomainValidation {
  readonly status?: ValidationStatus;
  /** When the CA saw it, where it says so; ISO 8601. */
  readonly validatedAt?: string;
}

/**
 * Puts these in the place of what was asked for before, all or none. Idempotent. What is `valid` is marked so; of the others,
 * a name whose proof is asked for in the same words as before keeps its status, the rest is `pending` again.
 */
export async function replaceValidations(
  database: Queryable,
  orderId: string,
  proofs: readonly AskedProof[],
): Promise<void> {
  await database.query(`with ${REPLACE_PROOFS} select 1`, proofColumns(orderId, proofs));
}

/** Values of $1 to $7. */
export function proofColumns(orderId: string, proofs: readonly AskedProof[]): unknown[] {
  const json = (part: DomainValidation['record'] | DomainValidation['file']) => part && JSON.stringify(part);
  const isProven = ({ status }: AskedProof) => status === 'valid';
  return [
    orderId,
    proofs.map(({ name }) => name),
    proofs.map(({ method }) => method),
    proofs.map(({ record }) => json(record)),
    proofs.map(({ file }) => json(file)),
    proofs.map(({ issuedAt }) => issuedAt),
    JSON.stringify(
      proofs.filter(isProven).map(({ name, validatedAt }) => ({ name, validated_at: validatedAt ?? null })),
    ),
  ];
}

const IS_ASKED_AS_BEFORE = `(v.method, v.record, v.file) is not distinct from
         (excluded.method, excluded.record, excluded.file)`;

/** Behind a statement’s `with`, and before what it selects: one statement, and so all or none. */
export const REPLACE_PROOFS = `gone as (
    delete from domain_validations where order_id = $1 and name <> all ($2::text[])
  ), proven as (
    select * from jsonb_to_recordset($7) as p (name text, validated_at timestamptz)
  ), put as (
  insert into domain_validations as v (order_id, name, method, record, file, issued_at, status, validated_at)
  select $1, asked.*, case when proven.name is null then 'pending' else 'valid' end, proven.validated_at
    from unnest($2::text[], $3::text[], $4::jsonb[], $5::jsonb[], $6::timestamptz[])
         as asked (name, method, record, file, issued_at)
    left join proven on proven.name = asked.name
  on conflict (order_id, name) do update
     set method = excluded.method, record = excluded.record, file = excluded.file, issued_at = excluded.issued_at,
         status = case when excluded.status = 'valid' then 'valid' when ${IS_ASKED_AS_BEFORE} then v.status
                       else 'pending' end,
         validated_at = case when ${IS_ASKED_AS_BEFORE} then coalesce(excluded.validated_at, v.validated_at)
                             else excluded.validated_at end)`;

/** How far the CA says that a proof has come. */
export interface ToldStatus {
  readonly name: string;
  readonly status: ValidationStatus;
  /** When the CA saw the proof, where it says so; ISO 8601. */
  readonly validatedAt?: string;
}

/**
 * Idempotent; names that are no longer asked for are ignored. A proof that is no longer valid loses its time. Never in a
 * transaction: it does not wait for the disk. The CA says the same at its next word, and once more when it has issued: then
 * it is stored with the certificate.
 */
export async function markValidationStatuses(
  database: Queryable,
  orderId: string,
  told: readonly ToldStatus[],
): Promise<void> {
  await database.query(
    `with unawaited as materialized (select ${UNAWAITED})
     ${markStatuses('$1', ['$2', '$3', '$4'], 'unawaited')}`,
    [orderId, ...statusColumns(told)],
  );
}

/** SQL of it, given the placeholders of the order's id and of `statusColumns`, and what else it is to evaluate. */
export function markStatuses(
  orderId: string,
  columns: readonly [string, string, string],
  ...more: readonly string[]
): string {
  const [names, statuses, times] = columns;
  const validatedAt = `case when told.status = 'valid' then coalesce(told.validated_at, v.validated_at) end`;
  return `
    update domain_validations as v
       set status = told.status, validated_at = ${validatedAt}
      from unnest(${names}::text[], ${statuses}::text[], ${times}::timestamptz[]) as told (name, status, validated_at)
           ${more.map((relation) => `cross join ${relation}`).join(' ')}
     where v.order_id = ${orderId} and v.name = told.name
       and (v.status <> told.status or v.validated_at is distinct from ${validatedAt})`;
}

export function statusColumns(told: readonly ToldStatus[]): [unknown[], unknown[], unknown[]] {
  return [
    told.map(({ name }) => name),
    told.map(({ status }) => status),
    told.map(({ status, validatedAt }) => (status === 'valid' ? validatedAt : undefined)),
  ];
}
