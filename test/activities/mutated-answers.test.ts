/**
 * Answers of the CA and the payment house with any one field broken: each step of an order ends as it should or with a typed
 * failure, and the next right answer heals it. A seed that fails is printed, and is run again as SEALFLOW_MUTATION_SEED.
 */
import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDevelopmentCa } from '../../activities/ca/providers/development/index.js';
import { createHttpPaymentService } from '../../activities/payments/providers/http-payment-service.js';
import { FAILURE_MESSAGE_CHARACTERS } from '../../domain/answer-limits.js';
import { FAILURES } from '../../domain/failures.js';
import { mutation, startMutatingProxy, type MutatingProxy, type Mutation } from '../support/mutations.js';
import { startStepsWorld, type StepsWorld } from './steps-world.js';

const SEED = Number(process.env.SEALFLOW_MUTATION_SEED ?? Date.now() % 2 ** 31);
const RUNS = 150;

let world: StepsWorld;
let ca: MutatingProxy;
let house: MutatingProxy;
beforeAll(async () => {
  console.log(`mutations of this run: seed ${SEED}`);
  world = await startStepsWorld({
    ca: async (real, token) => {
      ca = await startMutatingProxy(real);
      return createDevelopmentCa({ url: ca.url, token, timeoutMs: 8_000 });
    },
    payments: async (real, token) => {
      house = await startMutatingProxy(real);
      return createHttpPaymentService({ url: house.url, token });
    },
  });
}, 60_000);
afterAll(async () => {
  await world.stop();
  await Promise.all([ca.stop(), house.stop()]);
});

const EFFECTS: Record<keyof StepsWorld['paymentSteps'], readonly string[]> = {
  holdPayment: ['held'],
  holdPaymentAgain: ['held'],
  capturePayment: ['held', 'captured'],
  returnPayment: ['held', 'released'],
};

/** Resolves where the step is done or says so in a typed failure that Temporal takes. */
async function endsProperly(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    expect(Object.keys(FAILURES)).toContain(error.type);
    expect(error.type).not.toBe('RecordRefused');
    expect(error.message.length).toBeLessThanOrEqual(2 * FAILURE_MESSAGE_CHARACTERS);
    expect(error.message.isWellFormed() && !error.message.includes('\u0000')).toBe(true);
  }
}

async function everyMutation(
  steps: readonly string[],
  proxy: () => MutatingProxy,
  play: (step: string, mutate: () => void, number: number) => Promise<void>,
): Promise<void> {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...steps), mutation, async (step, asked: Mutation) => {
      played += 1;
      await play(step, () => proxy().mutateNext(asked), played);
      expect(proxy().played).toBe(true);
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  );
  expect(played).toBeGreaterThanOrEqual(RUNS);
}

describe('an answer with one field broken', () => {
  it('of the CA, at every step of an order: a typed failure at most, and no step after it is worse off', async () => {
    const steps = Object.keys(world.caSteps) as (keyof StepsWorld['caSteps'])[];
    await everyMutation(
      steps,
      () => ca,
      async (step, mutate, number) => {
        const orderId = `mutated-${number}`;
        const begun = await world.before(step as keyof StepsWorld['caSteps'], orderId);
        mutate();
        await endsProperly(() => world.caSteps[step as keyof StepsWorld['caSteps']](begun));
      },
    );
    // The same process, the same connections: an order goes all its way.
    expect(await world.wholeWay('after-all-that')).toMatchObject({ outcome: 'issued' });
  }, 300_000);

  it('of the payment house, at every step of a payment', async () => {
    const steps = Object.keys(world.paymentSteps) as (keyof StepsWorld['paymentSteps'])[];
    await everyMutation(
      steps,
      () => house,
      async (step, mutate, number) => {
        const orderId = `paid-${number}`;
        await world.beforePayment(step as keyof StepsWorld['paymentSteps'], orderId);
        mutate();
        await endsProperly(() => world.paymentSteps[step as keyof StepsWorld['paymentSteps']](orderId));
        // Whatever was answered: once it speaks rightly again, the house has done the step, and has done it once.
        await world.paymentSteps[step as keyof StepsWorld['paymentSteps']](orderId);
        expect(await world.effectsOf(orderId)).toEqual(EFFECTS[step as keyof StepsWorld['paymentSteps']]);
      },
    );
  }, 300_000);
});
