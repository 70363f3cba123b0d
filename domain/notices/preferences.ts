/** What an account may switch: which notices go out on which channel, in which language. */
import type { NoticeChannelName, NoticeKind } from './words.js';

export const NOTICE_LANGUAGES = ['zh', 'en', 'both'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

/** Channels that can be switched off. The inbox always has everything: it is where people look what they were told. */
export const OUTSIDE_CHANNELS = ['mail', 'webhook'] as const satisfies NoticeChannelName[];
export type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number];

/** By kind, what is switched off; a kind that is not named is told everywhere. */
export type SwitchedOff = Partial<Readonly<Record<NoticeKind, readonly OutsideChannel[]>>>;

/** Notices that a certificate's own switch silences (ordering rules, section 8). */
export const EXPIRY_KINDS: readonly NoticeKind[] = ['expiring', 'expired'];

export function isSwitchedOff(switchedOff: SwitchedOff, kind: NoticeKind, channel: OutsideChannel): boolean {
  return switchedOff[kind]?.includes(channel) ?? false;
}
