/** A plan lived through to its last day, and judged by a straight count of the dated rules. */
import { expect } from 'vitest';
import { certificateLifetime, validityDays } from '../../../domain/catalogue/dated-rules.js';
import { livedThrough } from '../../support/living-plans.js';
import { order } from '../../support/orders.js';
import type { SkippedTimeWorld } from '../../support/skipped-time.js';

const DAY_MS = 86_400_000;

/** `lead`: days before a certificate's end at which the next one is ordered; undefined: as the house does it. */
export interface WholePlan {
  readonly name: string;
  readonly years: number;
  readonly lead?: number;
}

/** As many certificates as the dated rules need, without a gap, to the plan's last day. */
export async function expectWholePlan(
  skipped: SkippedTimeWorld,
  { name, years, lead }: WholePlan,
): Promise<void> {
  const choices = { planYears: years, ...(lead && { reissueBeforeDays: lead }) };
  const planId = await order(skipped.world, name, choices);
  await livedThrough(skipped, planId);
  const { begins, ends } = await planOf(skipped, planId);
  const issued = await certificatesOf(skipped, planId);
  expect(issued).toHaveLength(certificatesNeeded(begins, ends, lead ?? 15));

  const [first, last] = [issued.at(0), issued.at(-1)];
  expect(first?.from).toBe(begins);
  expect(new Date(ends).getUTCFullYear() - new Date(begins).getUTCFullYear()).toBe(years);
  // The last certificate covers the plan to its end and not a second more.
  expect(Math.abs((last?.to ?? 0) - ends)).toBeLessThanOrEqual(1_000);
  issued.forEach((certificate, index) => {
    const next = issued[index + 1];
    const from = new Date(certificate.from);
    const days = validityDays(from, new Date(certificate.to));
    expect(days).toBeLessThanOrEqual(certificateLifetime('trustasia', from, 'dv')?.advisedDays ?? 0);
    if (!next) return;
    expect(next.from).toBeLessThan(certificate.to);
    // Ordered `lead` days before, and issued within the hour: no paid day is lost beyond that.
    const overlapDays = (certificate.to - next.from) / DAY_MS;
    expect(overlapDays).toBeLessThanOrEqual(lead ?? 15);
    expect(overlapDays).toBeGreaterThan((lead ?? 15) - 0.1);
    expect(certificate.replacedBy).toBe(next.certificateId);
  });
  expect(last?.replacedBy).toBeNull();
  // One order at the CA for each certificate, and none beside.
  for (const { orderId } of issued) expect(await skipped.world.caControls.ordersOf(orderId)).toHaveLength(1);
}

interface Issued {
  readonly number: number;
  readonly certificateId: string;
  readonly orderId: string;
  readonly from: number;
  readonly to: number;
  readonly replacedBy: string | null;
  readonly replacedAt: Date | null;
}

/** Oldest first. */
async function certificatesOf({ world }: SkippedTimeWorld, planId: string): Promise<Issued[]> {
  const { rows } = await world.dependencies.database.query<Issued>(
    `select row_number() over (order by not_before)::int as number, certificate_id as "certificateId", order_id as "orderId", replaced_by as "replacedBy", replaced_at as "replacedAt",
            (extract(epoch from not_before) * 1000)::float8 as "from", (extract(epoch from not_after) * 1000)::float8 as "to"
       from certificates where plan_id = $1 order by not_before`,
    [planId],
  );
  return rows;
}

async function planOf(
  { world }: SkippedTimeWorld,
  planId: string,
): Promise<{ begins: number; ends: number }> {
  const { rows } = await world.dependencies.database.query<{ begins: Date; ends: Date }>(
    'select begins_at as begins, ends_at as ends from plans where plan_id = $1',
    [planId],
  );
  const [{ begins, ends } = { begins: new Date(0), ends: new Date(0) }] = rows;
  return { begins: begins.getTime(), ends: ends.getTime() };
}

/** A straight count by the dated table (ordering rules, section 9): nothing of the product's own schedule is in it. */
function certificatesNeeded(begins: number, ends: number, leadDays: number): number {
  let count = 0;
  let issue = begins;
  let expiry = begins;
  while (expiry < ends) {
    const days = certificateLifetime('trustasia', new Date(issue), 'dv')?.advisedDays ?? 0;
    expiry = issue + days * DAY_MS;
    issue = expiry - leadDays * DAY_MS;
    count += 1;
  }
  return count;
}
