/** What is new about an order since it was last seen: whose turn began, what was passed, how it ended. */
import type { Bilingual } from '../../domain/bilingual.js';
import type { OrderState } from '../../domain/orders/states.js';
import { TRACK_WORDS } from '../../domain/orders/status-markdown.js';
import type { TrackName } from '../../domain/orders/tracks.js';
import type { Party, Wait } from '../../domain/waits.js';
import { wordsOfReason } from '../../domain/told.js';
import { NEWS } from './news.js';
import { COLON, ENDS, joined, SEMICOLON, verbatim } from './texts.js';

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
  /** The same in Chinese, where the words are ours. */
  readonly reasonChinese?: string | null;
}

interface TrackSeen extends Stand {
  readonly track: TrackName;
  readonly status: 'later' | 'open' | 'done';
  readonly expectedBy: string | null;
}

export interface OrderNews {
  readonly party: Party | null;
  readonly text: Bilingual;
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
  const what = TRACK_WORDS[now.track];
  if (now.status === 'done') return [{ party: 'ca', text: ENDS.validated(what) }];
  const until = now.expectedBy === null ? [] : [ENDS.usuallyBy(now.expectedBy.slice(0, 10))];
  return [turnNews(now, [what, COLON], until)];
}

function newsOfOrder(now: OrderSeen): OrderNews {
  if (now.waitingOn !== null) return turnNews(now);
  const end = now.certificateId === null ? wordsOfReason(now) : ENDS.certificate(now.certificateId);
  return { party: null, text: end ?? ENDS.ended };
}

function turnNews(
  stand: Stand,
  before: readonly Bilingual[] = [],
  after: readonly Bilingual[] = [],
): OrderNews {
  const { waitingOn, party, since } = stand;
  const reason = wordsOfReason(stand);
  const told = (parts: readonly Bilingual[]) => joined([...before, ...parts], verbatim(''));
  if (waitingOn === null) return { party, text: told(reason ? [reason] : []) };
  const why = reason ? [SEMICOLON, reason] : [];
  return {
    party,
    text: told([NEWS[waitingOn], ...after, ...why]),
    turn: { wait: waitingOn, since: since ?? '' },
  };
}

function standing(seen: Stand & { readonly state?: string; readonly status?: string }): string {
  return [seen.state, seen.status, seen.waitingOn, seen.since, seen.reason].join('\n');
}

function trackIn(order: OrderSeen | undefined, name: TrackName): TrackSeen | undefined {
  return order?.tracks.find(({ track }) => track === name);
}
