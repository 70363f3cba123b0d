// What fails at one moment is tried again at many: later than the policy says, never sooner, and where the failure says, as it says.
import { MockActivityEnvironment } from '@temporalio/testing';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { toApplicationFailure } from '../../activities/failures.js';
import { OrderFailure } from '../../domain/failures.js';
import { RETRY_SPREAD } from '../../domain/spread.js';
import { spreadRetries } from '../../worker/spread-retries.js';

const POLICY = { initialInterval: 2_000, backoffCoefficient: 1.5, maximumInterval: 900_000 };
const AWAY = toApplicationFailure(new OrderFailure('DnsProviderUnavailable', 'The provider is away.'));

async function failureOf(orderId: string, attempt: number, error: unknown): Promise<ApplicationFailure> {
  const environment = new MockActivityEnvironment(
    { attempt, retryPolicy: POLICY, workflowExecution: { workflowId: orderId, runId: 'r' } },
    { interceptors: [spreadRetries], logger: new DefaultLogger('ERROR') },
  );
  const failed: unknown = await environment
    .run(() => Promise.reject(error instanceof Error ? error : new Error(String(error))))
    .catch((thrown: unknown) => thrown);
  if (!(failed instanceof ApplicationFailure)) throw new Error('It did not fail as it should.');
  return failed;
}

describe('the next try of a step that failed', () => {
  it.each([
    [1, 2_000],
    [3, 4_500],
    [99, 900_000],
  ])('comes after attempt %d no sooner than the policy says, and little later', async (attempt, usual) => {
    const delays = await Promise.all(
      Array.from({ length: 200 }, async (_, order) => {
        const { nextRetryDelay, type } = await failureOf(`order-${order}`, attempt, AWAY);
        expect(type).toBe('DnsProviderUnavailable');
        return Number(nextRetryDelay);
      }),
    );
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(usual);
    expect(Math.max(...delays)).toBeLessThanOrEqual(usual * (1 + RETRY_SPREAD));
    // Spread over the whole of it: each tenth has some.
    const tenths = new Set(delays.map((delay) => Math.floor(((delay / usual - 1) / RETRY_SPREAD) * 10)));
    expect([...tenths].filter((tenth) => tenth < 10)).toHaveLength(10);
  });

  it('of one order is the same every time', async () => {
    const first = await failureOf('order-1', 4, AWAY);
    expect((await failureOf('order-1', 4, AWAY)).nextRetryDelay).toBe(first.nextRetryDelay);
  });

  it('is when the failure says, where it says', async () => {
    const waits = toApplicationFailure(
      new OrderFailure('StillWaiting', 'Not there.', { retryAfterMs: 7_000 }),
    );
    expect((await failureOf('order-1', 4, waits)).nextRetryDelay).toBe(7_000);
  });

  it('is none, where it can’t help', async () => {
    const refused = toApplicationFailure(new OrderFailure('OrderRefusedByCa', 'No.'));
    expect(await failureOf('order-1', 1, refused)).toMatchObject({ nonRetryable: true });
    expect((await failureOf('order-1', 1, refused)).nextRetryDelay ?? undefined).toBeUndefined();
  });
});
