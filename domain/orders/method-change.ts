/** Whether the way of showing control of an order's names may still be changed. Used by workflows: no libraries. */
import type { OrderState } from './states.js';
import type { OrderTrack } from './tracks.js';

/** What counts of a living order whose method somebody wants to change. */
export interface MethodOfOrder {
  readonly state: OrderState;
  readonly hasForm: boolean;
  readonly tracks: readonly Pick<OrderTrack, 'track' | 'status'>[];
}

/** Why the method of an order can't be changed any more, or yet; undefined where it can. `proven`: control of the names is shown. */
export function whyMethodStays({ state, hasForm, tracks }: MethodOfOrder): 'state' | 'proven' | undefined {
  if (!hasForm || state !== 'validating') return 'state';
  return tracks.some(({ track, status }) => track === 'domain' && status === 'done') ? 'proven' : undefined;
}
