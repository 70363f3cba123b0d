/** Places at which an order's step is stopped until the test lets it go on: that is how a race is run one way, and the other. */
import { ApplicationFailure } from '@temporalio/common';
import type { PaymentProvider } from '../../activities/payments/provider.js';
import type { Activities } from '../../workflows/activity-contract/index.js';

/** An activity before it does anything, or a call to the payment house before it is sent or after its answer. */
export type Place = keyof Activities | 'hold-sent' | 'hold-answered' | 'capture-answered';

export interface Gate {
  /** Resolves once a step stands at the gate. */
  readonly reached: Promise<void>;
  open(): void;
}

interface StandingGate extends Gate {
  readonly opened: Promise<void>;
  readonly reach: () => void;
  /** As a worker does that dies right there: what the step did is done, and nobody hears of it. */
  readonly dies: boolean;
}

type Activity = (...input: unknown[]) => Promise<unknown>;

export class Gates {
  readonly #gates = new Map<string, StandingGate>();
  readonly #underWay = new Map<string, Set<Promise<unknown>>>();
  #provider: PaymentProvider | undefined;
  #die: () => void = () => undefined;
  #death = this.#newDeath();

  /** The order's first step to come here stops. */
  at(orderId: string, place: Place, { dies = false } = {}): Gate {
    const [opened, open] = promise();
    const [reached, reach] = promise();
    const gate = { opened, open, reached, reach, dies };
    this.#gates.set(`${orderId} ${place}`, gate);
    return gate;
  }

  /** Every step that stands at a gate ends there: call it once the worker has begun to stop, for it waits for its steps. */
  workerDies(): void {
    this.#die();
    this.#death = this.#newDeath();
  }

  #newDeath(): Promise<'dead'> {
    return new Promise((resolve) => {
      this.#die = () => {
        resolve('dead');
      };
    });
  }

  /** Resolves when no step of this order is under way on any worker, also none whose order has ended. */
  async quiet(orderId: string): Promise<void> {
    await Promise.allSettled([...(this.#underWay.get(orderId) ?? [])]);
  }

  /** For a world's `changedActivities`. */
  readonly around = (real: Activities): Activities => {
    const entries = Object.entries(real as unknown as Record<string, Activity>);
    const gated = entries.map(([name, activity]) => [name, this.#gatedActivity(name as Place, activity)]);
    const all: unknown = Object.fromEntries(gated);
    return all as Activities;
  };

  /** For a world's `overrides`, which are given before the world has its payment house. */
  readonly payments: PaymentProvider = {
    hold: async (request) => {
      await this.#passedOrDead(request.key, 'hold-sent');
      const answer = await this.#house().hold(request);
      await this.#passedOrDead(request.key, 'hold-answered');
      return answer;
    },
    capture: async (payment) => {
      await this.#house().capture(payment);
      await this.#passedOrDead(payment.key, 'capture-answered');
    },
    find: (payment) => this.#house().find(payment),
    findByKey: (key) => this.#house().findByKey(key),
    list: (after) => this.#house().list(after),
    funds: (account) => this.#house().funds(account),
    release: (payment) => this.#house().release(payment),
    refund: (payment) => this.#house().refund(payment),
  };

  set house(provider: PaymentProvider) {
    this.#provider = provider;
  }

  #house(): PaymentProvider {
    if (!this.#provider) throw new Error('The gates were not told of a payment house.');
    return this.#provider;
  }

  #gatedActivity(name: Place, activity: Activity): Activity {
    return async (...input) => {
      const orderId = orderIdIn(input[0]);
      const work = async () => {
        const gate = await this.#passed(orderId, name);
        const result = await activity(...input);
        if (gate?.dies) throw died();
        return result;
      };
      const working = work();
      this.#underWay.set(orderId, (this.#underWay.get(orderId) ?? new Set()).add(working));
      return await working;
    };
  }

  async #passedOrDead(key: string, place: Place): Promise<void> {
    const gate = await this.#passed(key.slice('order:'.length), place);
    if (gate?.dies) throw died();
  }

  async #passed(orderId: string, place: Place): Promise<StandingGate | undefined> {
    const gate = this.#gates.get(`${orderId} ${place}`);
    if (!gate) return undefined;
    this.#gates.delete(`${orderId} ${place}`);
    gate.reach();
    if ((await Promise.race([gate.opened, this.#death])) === 'dead') throw died();
    return gate;
  }
}

function died(): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'The worker of this test died here',
    nextRetryDelay: '20 milliseconds',
  });
}

function orderIdIn(input: unknown): string {
  if (typeof input === 'string') return input;
  if (typeof input !== 'object' || input === null || !('orderId' in input)) return '';
  const { orderId } = input;
  return typeof orderId === 'string' ? orderId : '';
}

function promise(): [Promise<void>, () => void] {
  let resolve: () => void = () => undefined;
  const made = new Promise<void>((done) => (resolve = done));
  return [made, () => resolve()];
}
