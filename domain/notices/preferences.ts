/** What an account may switch: which notices go out on which channel, in which language. */
import { PARTY_OF, WAITS } from '../waits.js';
import { ladderParts } from './standing.js';
import type { NoticeChannelName, NoticeKind } from './words.js';

export const NOTICE_LANGUAGES = ['zh', 'en', 'both'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

/** Channels that can be switched off. The inbox always has everything: it is where people look what they were told. */
export const OUTSIDE_CHANNELS = ['mail', 'webhook', 'sms'] as const satisfies NoticeChannelName[];
export type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number];

/** What is worth a person's telephone: something waits for them, is there, or is about to end. */
export const SMS_KINDS = ['waiting', 'issued', 'expiring'] as const satisfies NoticeKind[];
export type SmsKind = (typeof SMS_KINDS)[number];

/** Of what waits only what waits for the subscriber. */
export function tellsBySms({
  kind,
  occasion,
}: {
  readonly kind: NoticeKind;
  readonly occasion: string;
}): boolean {
  if (kind !== 'waiting') return SMS_KINDS.some((known) => known === kind);
  const wait = WAITS.find((known) => known === ladderParts(occasion).wait);
  return wait !== undefined && PARTY_OF[wait] === 'subscriber';
}

/** By kind, what is switched off; a kind that is not named is told everywhere. */
export type SwitchedOff = Partial<Readonly<Record<NoticeKind, readonly OutsideChannel[]>>>;

/** Notices that a certificate's own switch silences (ordering rules, section 8). */
export const EXPIRY_KINDS: readonly NoticeKind[] = ['expiring', 'expired'];

export function isSwitchedOff(switchedOff: SwitchedOff, kind: NoticeKind, channel: OutsideChannel): boolean {
  return switchedOff[kind]?.includes(channel) ?? false;
}
