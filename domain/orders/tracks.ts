/** The two proofs of an order with a company: domain and organization, each with its own wait. Used by workflows. */
import type { NextAction } from './next-action.js';
import { PARTY_OF, type Party, type Wait } from '../waits.js';

export const TRACKS = ['domain', 'organization'] as const;
export type TrackName = (typeof TRACKS)[number];

export interface OrderTrack {
  readonly track: TrackName;
  /** `open` while it waits, `done` once the CA is satisfied, `later` before its turn. */
  readonly status: 'later' | 'open' | 'done';
  readonly waitingOn?: Wait;
  /** ISO 8601, UTC. */
  readonly since?: string;
  readonly deadline?: string;
  readonly expectedBy?: string;
  readonly nextAction?: NextAction;
  readonly reason?: string;
  /** Where the reason is ours (domain/told.ts). */
  readonly reasonChinese?: string;
}

/** Who is told first: whoever can do something now comes before those who can only be waited for. */
const URGENCY: readonly Party[] = ['subscriber', 'approver', 'us', 'dns', 'ca', 'reviewer'];

/** The track that an order is said to wait for: the most urgent party's, and of two the one that ends first. */
export function mostPressing(tracks: readonly OrderTrack[]): OrderTrack | undefined {
  const open = tracks.filter(({ status, waitingOn }) => status === 'open' && waitingOn !== undefined);
  return [...open].sort((one, other) => urgencyOf(one) - urgencyOf(other) || byDeadline(one, other))[0];
}

function urgencyOf({ waitingOn }: OrderTrack): number {
  return waitingOn === undefined ? URGENCY.length : URGENCY.indexOf(PARTY_OF[waitingOn]);
}

function byDeadline(one: OrderTrack, other: OrderTrack): number {
  return (one.deadline ?? '').localeCompare(other.deadline ?? '');
}
