/** One act on many orders: a few at a time, each with a key of its own, and what came of each. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, knownBy, newKey } from '../api/client.js';

export type Act = 'check' | 'remind' | 'cancel';

export interface Outcome {
  readonly orderId: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly error?: unknown;
}

export interface ManyActs {
  readonly act: Act | undefined;
  readonly outcomes: readonly Outcome[];
  readonly isRunning: boolean;
  readonly begin: (act: Act, orderIds: readonly string[]) => void;
}

/** As many requests as a browser sends a server at a time (HTTP/1.1), less the stream and one for the rest of the page. */
const AT_ONCE = 4;
/** Milliseconds that a look is waited for: the list tells the rest. */
const LOOK_MS = 3_000;

export function useManyActs(): ManyActs {
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const isRunning = outcomes.some(({ state }) => state === 'waiting' || state === 'running');
  const note = (outcome: Outcome) =>
    setOutcomes((all) => all.map((each) => (each.orderId === outcome.orderId ? outcome : each)));
  const run = async (chosen: Act, orderIds: readonly string[]) => {
    const key = newKey();
    const line = [...orderIds];
    const work = async () => {
      for (let orderId = line.shift(); orderId !== undefined; orderId = line.shift()) {
        note({ orderId, state: 'running' });
        try {
          await ask(chosen, orderId, `${key}-${orderId}`);
          note({ orderId, state: 'done' });
        } catch (error) {
          note({ orderId, state: 'failed', error });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await queries.invalidateQueries({ queryKey: ['desk'] });
  };
  const begin = (chosen: Act, orderIds: readonly string[]) => {
    if (isRunning) return;
    setAct(chosen);
    setOutcomes(orderIds.map((orderId) => ({ orderId, state: 'waiting' })));
    void run(chosen, orderIds);
  };
  return { act, outcomes, isRunning, begin };
}

async function ask(act: Act, orderId: string, key: string): Promise<unknown> {
  const at = { params: { path: { orderId } }, ...knownBy(key) };
  if (act === 'check')
    return await answered(api.POST('/v1/desk/orders/{orderId}/check', { ...at, body: { waitMs: LOOK_MS } }));
  if (act === 'remind')
    return await answered(api.POST('/v1/desk/orders/{orderId}/remind', { ...at, body: {} }));
  return await answered(api.POST('/v1/desk/orders/{orderId}/cancel', { ...at, body: {} }));
}
