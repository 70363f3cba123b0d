/** What those who watch are told, and what is told to whom. Pure. */
import type { StoredEvent } from '../../db/statements/orders/events.js';
import { waitsOfPeople, type EventSubject } from '../../domain/orders/events.js';
import { isPeopleWait, waitsOnPeople } from '../../domain/orders/people-waits.js';
import type { EventScope } from '../../domain/accounts/event-rights.js';
import type { OrderSummary } from '../orders/views.js';

/** One order's changes, all orders', or what begins and ceases to wait on people. */
export type Watched =
  | { readonly watch: 'order'; readonly orderId: string }
  | { readonly watch: 'orders' }
  | { readonly watch: 'inbox' };

/** Something changed. Instants: ISO 8601, UTC. */
export interface OrderEvent {
  /** The same event has the same number, however often it is told; of one order the later one has the greater number. */
  readonly event: string;
  readonly at: string;
  readonly what: EventSubject;
  readonly account: string;
  readonly orderId: string;
  /** Of a request to revoke: its id. */
  readonly revocationId: string | null;
  /** Where it (the order, or the request to revoke) stood after this change; null where that is not what changed. */
  readonly state: string | null;
  /** What it waited for from then on; in an inbox what waits on people: empty where it has left. Null as `state`. */
  readonly waits: readonly string[] | null;
  /** The order as it stands now, which may be later; null for whoever sees waits only. */
  readonly order: OrderSummary | null;
}

/** What is told first, and where what was missed can't be told one by one. */
export interface StreamBegin {
  /** The order that is watched, as it stands; null where several are. */
  readonly order: OrderSummary | null;
}

export type Told =
  | { readonly name: 'ready' | 'reset'; readonly id?: string; readonly data: StreamBegin }
  | { readonly name: EventSubject | 'inbox'; readonly id?: string; readonly data: OrderEvent };

/** Why a stream ended that its reader did not close. `slow`: cut off, since too much waited for it. */
export type StreamEnd = 'closed' | 'slow';

export function concerns(
  { watch, ...watched }: Watched,
  scope: EventScope,
  event: Pick<StoredEvent, 'account' | 'orderId' | 'waits' | 'waited'>,
): boolean {
  if (scope.account !== undefined && event.account !== scope.account) return false;
  if (watch === 'order' && 'orderId' in watched && watched.orderId !== event.orderId) return false;
  if (watch !== 'inbox' && !scope.waitsOnly) return true;
  return [event.waits, event.waited].some((waits) => seen(watch, scope, waits).length > 0);
}

export function toldOf(
  { watch }: Watched,
  scope: EventScope,
  event: StoredEvent,
  order: OrderSummary | undefined,
): Omit<Extract<Told, { readonly data: OrderEvent }>, 'id'> {
  const { at, eventId, writtenBy: _number, waited: _waited, waits, state, ...rest } = event;
  const isInbox = watch === 'inbox';
  const isSeen = order !== undefined && scope.showsOrders && (!scope.lettersOnly || waitsOnPeople(order));
  const told = isInbox || scope.lettersOnly ? seen(watch, scope, waits) : waits;
  // Where what `letters` may see has left, that is all that they are told.
  const hasLeft = scope.lettersOnly && told?.length === 0;
  return {
    name: isInbox ? 'inbox' : event.what,
    data: {
      event: eventId,
      at: at.toISOString(),
      ...rest,
      state: hasLeft ? null : state,
      waits: told,
      order: isSeen ? order : null,
    },
  };
}

/** What of it is told: in an inbox what somebody can do something about, to `letters` what they may see. */
function seen(
  watch: Watched['watch'],
  { lettersOnly }: EventScope,
  waits: readonly string[] | null,
): readonly string[] {
  const open = watch === 'inbox' || !lettersOnly ? waitsOfPeople(waits ?? []) : (waits ?? []);
  return lettersOnly ? open.filter(isPeopleWait) : open;
}
