/**
 * Delegated names: the owner of a zone elsewhere sets one CNAME, once, and the records of all later orders are published where
 * it leads. What a delegation is made of, and whether it stands. Pure; used by workflows: no libraries.
 */
import type { Bilingual } from '../bilingual.js';
import { clauses } from '../told.js';
import { DELEGATION_TEXTS } from './delegation-texts.js';
import { shownValue } from './shown-values.js';

/** Below which names CAs look for records: the two that orders have had so far (RFC 8555, section 8.4; ordering rules, section 5). */
export const DELEGATED_LABELS = ['_dnsauth', '_acme-challenge'] as const;

/** How many characters of base 32 a target's label has: 130 bits, which nobody guesses. */
export const TARGET_LABEL_LENGTH = 26;

/** What was found at one of the names that are delegated. */
export const DELEGATED_STATES = ['standing', 'unset', 'elsewhere', 'wildcard', 'unknown'] as const;
export type DelegatedState = (typeof DELEGATED_STATES)[number];

/** One CNAME that the subscriber sets, and what was last found there. */
export interface DelegatedRecord {
  /** Such as `_dnsauth.www.example.com`. */
  readonly name: string;
  /** `unknown`: nobody answered, or nobody has looked yet. */
  readonly state: DelegatedState;
  /** Where it leads instead, fit to be shown: a stranger's zone says so. */
  readonly leadsTo?: string | undefined;
  /** Was it found to stand once? From then on, not standing is a loss. */
  readonly hasStood: boolean;
}

/**
 * `unset`: none of its CNAMEs was ever found. `standing`: one of them is there, and none is lost. `broken`: one that was there
 * leads elsewhere or is gone, or one stands that can't count.
 */
export const DELEGATION_STATES = ['unset', 'standing', 'broken'] as const;
export type DelegationState = (typeof DELEGATION_STATES)[number];

/** One link at a delegated name, as resolvers see it. */
export type SeenAlias =
  /** `byWildcard`: any other name beside it leads there as well. */
  | { readonly outcome: 'alias'; readonly target: string; readonly byWildcard: boolean }
  | { readonly outcome: 'none' }
  /** Nobody tells: no evidence of anything. */
  | { readonly outcome: 'silent' };

/** A name that is proved by DNS: of a wildcard its base. */
export function delegatedNames(name: string): string[] {
  return DELEGATED_LABELS.map((label) => `${label}.${name}`);
}

/** Where a delegated name's records are published. */
export function targetOf({ label, zone }: { readonly label: string; readonly zone: string }): string {
  return `${label}.${zone}`;
}

/** Nothing has been looked at. */
export function newRecords(name: string): DelegatedRecord[] {
  return delegatedNames(name).map((each) => ({ name: each, state: 'unknown', hasStood: false }));
}

/** What a look makes of a record; silence changes nothing of what was known. */
export function recordAfter(before: DelegatedRecord, seen: SeenAlias, target: string): DelegatedRecord {
  const { name, hasStood } = before;
  if (seen.outcome === 'silent') return before;
  if (seen.outcome === 'none') return { name, state: 'unset', hasStood };
  if (seen.target !== target) return { name, state: 'elsewhere', leadsTo: shownValue(seen.target), hasStood };
  return seen.byWildcard
    ? { name, state: 'wildcard', hasStood }
    : { name, state: 'standing', hasStood: true };
}

/** A CNAME of the subscriber's own elsewhere is a loss only where ours stood before it: it may be about something else. */
export function delegationState(records: readonly DelegatedRecord[]): DelegationState {
  if (records.some(isBroken)) return 'broken';
  return records.some(({ state }) => state === 'standing') ? 'standing' : 'unset';
}

function isBroken({ state, hasStood }: DelegatedRecord): boolean {
  return state === 'wildcard' || (hasStood && (state === 'unset' || state === 'elsewhere'));
}

/** What is wrong with those that don't stand, and what to do; undefined where nothing is. Sentences without a full stop. */
export function problemOf(records: readonly DelegatedRecord[], target: string): Bilingual | undefined {
  const problems = records.filter(isBroken).map((record) => problemOfRecord(record, target));
  return problems.length === 0 ? undefined : clauses(problems);
}

/** Of one record that does not stand, for whoever relies on it now. */
export function problemOfRecord({ name, state, leadsTo }: DelegatedRecord, target: string): Bilingual {
  if (state === 'wildcard') return DELEGATION_TEXTS.wildcard(name, target);
  if (state === 'elsewhere') return DELEGATION_TEXTS.elsewhere(name, leadsTo ?? '?', target);
  if (state === 'unset') return DELEGATION_TEXTS.unset(name, target);
  return DELEGATION_TEXTS.unknown(name, target);
}

const HOUR_MS = 3_600_000;

/**
 * How delegations are watched; the house's own policy. A standing one is looked at a few times a day: far more often than
 * certificates are ordered. One that is not is looked at soon again: somebody is about to set it, or to mend it.
 */
export const DELEGATION_WATCH = {
  standingEveryMs: 6 * HOUR_MS,
  otherwiseEveryMs: HOUR_MS,
  brokenEveryMs: HOUR_MS / 4,
  /** A zone that is being edited is no loss: told is what is lost at a look and still lost at one after this time. */
  toldAfterMs: HOUR_MS / 6,
  /** In one round of one worker; how many of them side by side. */
  atMost: 500,
  atOnce: 8,
} as const;
