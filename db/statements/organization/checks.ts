/** The CA's check of a company as last looked at: shown to people, and used again by later orders of the account. */
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import type { Queryable } from '../../database.js';

/** As in workflows/activity-contract/. */
export interface CheckedStep {
  readonly step: OrganizationStep;
  readonly status: 'with-subscriber' | 'with-ca' | 'passed';
  /** Without personal data. */
  readonly reason?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly reasonChinese?: string;
}

/** Times are ISO 8601, UTC. */
export interface OrganizationCheck {
  readonly status: 'pending' | 'valid';
  readonly reused: boolean;
  readonly steps: readonly CheckedStep[];
  /** Absent until the CA is sure of the company. */
  readonly validatedAt?: string;
  readonly checkedAt: string;
}

/** One row per order; an older look never undoes a newer one. The company is the one of the order's row. */
export async function recordOrganizationCheck(
  database: Queryable,
  orderId: string,
  { status, reused, steps, validatedAt, checkedAt }: OrganizationCheck,
): Promise<void> {
  await database.query(
    `insert into organization_checks as known
       (order_id, account, brand, certificate_type, company_key, status, reused, steps, validated_at, checked_at)
     select order_id, account, brand, certificate_type, coalesce(company_key, ''), $2, $3, $4, $5, $6
       from orders
      where order_id = $1
     on conflict (order_id) do update
        set company_key = excluded.company_key, status = excluded.status, reused = excluded.reused,
            steps = excluded.steps, validated_at = excluded.validated_at, checked_at = excluded.checked_at
      where known.checked_at <= excluded.checked_at`,
    [orderId, status, reused, JSON.stringify(steps), validatedAt, checkedAt],
  );
}

/** Undefined for another account's order, and before the first look. */
export async function loadOrganizationCheck(
  database: Queryable,
  account: string,
  orderId: string,
): Promise<OrganizationCheck | undefined> {
  const { rows } = await database.query<CheckRow>(
    `select status, reused, steps, validated_at as "validatedAt", checked_at as "checkedAt"
       from organization_checks
      where account = $1 and order_id = $2`,
    [account, orderId],
  );
  return rows[0] && checkOf(rows[0]);
}

/** A check that has passed: whether it may be used again, domain/organization/reuse.ts judges. */
export interface PassedCheck {
  readonly orderId: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  /** Empty where the order names no company. */
  readonly companyKey: string;
  readonly validatedAt: Date;
}

/** The check of an order that the account names, if its company was validated. */
export async function loadReusableCheck(
  database: Queryable,
  account: string,
  orderId: string,
): Promise<PassedCheck | undefined> {
  const { rows } = await database.query<PassedCheck>(
    `select order_id as "orderId", brand, certificate_type as "certificateType", company_key as "companyKey",
            validated_at as "validatedAt"
       from organization_checks
      where account = $1 and order_id = $2 and status = 'valid' and validated_at is not null`,
    [account, orderId],
  );
  return rows[0];
}

interface CheckRow {
  readonly status: OrganizationCheck['status'];
  readonly reused: boolean;
  readonly steps: readonly CheckedStep[];
  readonly validatedAt: Date | null;
  readonly checkedAt: Date;
}

function checkOf({ validatedAt, checkedAt, ...check }: CheckRow): OrganizationCheck {
  return {
    ...check,
    ...(validatedAt ? { validatedAt: validatedAt.toISOString() } : {}),
    checkedAt: checkedAt.toISOString(),
  };
}
