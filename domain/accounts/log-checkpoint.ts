/** How far a log was verified: what a checkpoint says, and how long everything before it is believed. Instants: ISO 8601, UTC. */
import type { LogHead } from './operations-log.js';

export interface LogCheckpoint extends LogHead {
  /** When the entries up to this one were found as they were written. */
  readonly verifiedAt: string;
  /** When that was found of all of them, from the first one on, in one run. */
  readonly verifiedWholeAt: string;
}

/**
 * The house's own: after so many days the whole log is read again, as a month's export is. What is changed before a checkpoint
 * and keeps its hash is not found any earlier, unless somebody asks for the whole.
 */
export const WHOLE_LOG_DAYS = 30;

/** Why a run begins where it does; in words: log-words.ts. */
export const CHECKPOINT_USES = ['none', 'used', 'not-trusted', 'due', 'whole'] as const;
export type CheckpointUse = (typeof CHECKPOINT_USES)[number];

const DAY_MS = 86_400_000;

/** `now`: milliseconds since the epoch. A time in the future is none that somebody can rely on. */
export function isWholeDue({ verifiedWholeAt }: LogCheckpoint, now: number): boolean {
  const age = now - Date.parse(verifiedWholeAt);
  return !(age >= 0 && age < WHOLE_LOG_DAYS * DAY_MS);
}
