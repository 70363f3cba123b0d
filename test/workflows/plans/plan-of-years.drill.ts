/** A plan of years on skipped time: one certificate after the other, in time, without anyone asking, until the plan is over. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { certificateLifetime, validityDays } from '../../../domain/catalogue/dated-rules.js';
import { livedThrough } from '../../support/living-plans.js';
import { order } from '../../support/orders.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';

// Years of certificates, each with real DNS and a real CA.
vi.setConfig({ testTimeout: 240_000 });

const DAY_MS = 86_400_000;

/** Each plan is bought today: years that another one has lived through would change the rules. */
let skipped: SkippedTimeWorld;
beforeEach(async () => {
  skipped = await createSkippedTimeWorld();
});
afterEach(() => skipped.stop());

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
async function certificatesOf(planId: string): Promise<Issued[]> {
  const { rows } = await skipped.world.dependencies.database.query<Issued>(
    `select row_number() over (order by not_before)::int as number, certificate_id as "certificateId", order_id as "orderId", replaced_by as "replacedBy", replaced_at as "replacedAt",
            (extract(epoch from not_before) * 1000)::float8 as "from", (extract(epoch from not_after) * 1000)::float8 as "to"
       from certificates where plan_id = $1 order by not_before`,
    [planId],
  );
  return rows;
}

async function planOf(planId: string): Promise<{ begins: number; ends: number }> {
  const { rows } = await skipped.world.dependencies.database.query<{ begins: Date; ends: Date }>(
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

async function bought(name: string, planYears: number, reissueBeforeDays?: number): Promise<string> {
  const choices = { planYears, ...(reissueBeforeDays && { reissueBeforeDays }) };
  return await order(skipped.world, name, choices);
}

describe.each([
  ['three years, the next certificate 15 days before the old one ends', '*.fifteen.example.com', 3, 15],
  ['three years, 30 days before', '*.thirty.example.com', 3, 30],
  ['one year, as the house does it', 'one-year.example.com', 1, undefined],
] as const)('%s', (_what, name, years, lead) => {
  it('has as many certificates as the dated rules need, without a gap, to its last day', async () => {
    const planId = await bought(name, years, lead);
    await livedThrough(skipped, planId);
    const { begins, ends } = await planOf(planId);
    const issued = await certificatesOf(planId);
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
    for (const { orderId } of issued)
      expect(await skipped.world.caControls.ordersOf(orderId)).toHaveLength(1);
  });
});
