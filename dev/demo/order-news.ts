/** What is new about an order since it was last seen: whose turn began, what was passed, how it ended. */
import type { OrderState } from '../../domain/orders/states.js';
import { TRACK_WORDS } from '../../domain/orders/status-markdown.js';
import type { TrackName } from '../../domain/orders/tracks.js';
import type { Party, Wait } from '../../domain/waits.js';
import { NEWS } from './news.js';

/** What the demo reads of `order watch --json`. */
export interface OrderSeen extends Stand {
  readonly orderId: string;
  readonly state: OrderState;
  readonly certificateId: string | null;
  readonly tracks: readonly TrackSeen[];
}

interface Stand {
  readonly waitingOn: Wait | null;
  readonly party: Party | null;
  readonly since: string | null;
  readonly reason: string | null;
}

interface TrackSeen extends Stand {
  readonly track: TrackName;
  readonly status: 'later' | 'open' | 'done';
  readonly expectedBy: string | null;
}

export interface OrderNews {
  readonly party: Party | null;
  readonly text: string;
  /** What the order waits for from now on. */
  readonly turn?: Turn;
}

export interface Turn {
  readonly wait: Wait;
  /** Tells this turn from a later one of the same kind. */
  readonly since: string;
}

/** In the order in which it is to be told. */
export function newsSince(before: OrderSeen | undefined, now: OrderSeen): OrderNews[] {
  const ofTracks = now.tracks.flatMap((track) => newsOfTrack(trackIn(before, track.track), track));
  const isOrderItself = now.tracks.every(({ status }) => status !== 'open');
  if (!isOrderItself || (before && standing(before) === standing(now))) return ofTracks;
  return [...ofTracks, newsOfOrder(now)];
}

function newsOfTrack(before: TrackSeen | undefined, now: TrackSeen): OrderNews[] {
  if (now.status === 'later' || (before && standing(before) === standing(now))) return [];
  const what = TRACK_WORDS[now.track].en;
  if (now.status === 'done') return [{ party: 'ca', text: `${what}: validated` }];
  const until = now.expectedBy === null ? '' : `, usually done by ${now.expectedBy.slice(0, 10)}`;
  return [turnNews(now, `${what}: `, until)];
}

function newsOfOrder(now: OrderSeen): OrderNews {
  if (now.waitingOn !== null) return turnNews(now);
  const end = now.certificateId === null ? (now.reason ?? 'ended') : `certificate ${now.certificateId}`;
  return { party: null, text: end };
}

function turnNews({ waitingOn, party, since, reason }: Stand, before = '', after = ''): OrderNews {
  if (waitingOn === null) return { party, text: before + (reason ?? '') };
  const why = reason === null ? '' : `; ${reason}`;
  const turn = { wait: waitingOn, since: since ?? '' };
  return { party, text: before + NEWS[waitingOn] + after + why, turn };
}

function standing(seen: Stand & { readonly state?: string; readonly status?: string }): string {
  return [seen.state, seen.status, seen.waitingOn, seen.since, seen.reason].join('\n');
}

function trackIn(order: OrderSeen | undefined, name: TrackName): TrackSeen | undefined {
  return order?.tracks.find(({ track }) => track === name);
}
