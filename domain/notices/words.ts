/** The words of notices: what they are about, how they travel, and what became of them. */
import type { Bilingual } from '../bilingual.js';
import type { StartedWait } from '../waits.js';

/** What a subscriber is told of. Stored: add, never rename. */
export const NOTICE_KINDS = [
  'submitted',
  /** A rung of a wait's ladder; rung 0 announces the wait, with the exact action. */
  'waiting',
  'rejected',
  'order-expired',
  'cancelled',
  'issued',
  'expiring',
  'expired',
  'revoked',
  'revocation-refused',
  'place-released',
  /** A plan will renew itself: when, and which amount is set aside then. */
  'renewing',
  'refund-owed',
  'refunded',
  /** The CNAME of a name whose validation is left to us is gone, or leads elsewhere. */
  'delegation-broken',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * `inbox`: in the console and on the command line. `webhook`: signed; also the way to an SMS gateway of one's own. `sms`: text
 * messages, for accounts that ask for them. Stored: add, never rename.
 */
export const NOTICE_CHANNELS = ['inbox', 'mail', 'webhook', 'sms'] as const;
export type NoticeChannelName = (typeof NOTICE_CHANNELS)[number];

/**
 * What became of one notice on one channel. `skipped`: a newer rung of its ladder took its place. `left`: the state it told
 * of had been left before it could be delivered. `undeliverable`: given up. `switched-off`: preferences say no.
 */
export const DELIVERY_OUTCOMES = [
  'pending',
  'delivered',
  'skipped',
  'left',
  'undeliverable',
  'no-recipient',
  'not-configured',
  'switched-off',
] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** What a notice is about: exactly one of them. */
export type NoticeSubject =
  | { readonly orderId: string }
  | { readonly certificateId: string }
  | { readonly revocationId: string }
  | { readonly delegationId: string };

/**
 * One notice, the same for however often it is asked for: subject, kind, occasion and rung are its identity. `occasion` tells
 * apart what happens more than once, such as a wait that starts again.
 */
export interface NoticeRequest {
  readonly subject: NoticeSubject;
  readonly kind: NoticeKind;
  readonly occasion: string;
  /** Days: of a ladder since it began, of an expiry until it comes; 0 for what has no rungs. */
  readonly rung: number;
  /** Of `waiting`: the running clock, for the words. Not part of the identity. */
  readonly wait?: StartedWait;
}

export interface NoticeText {
  readonly subject: Bilingual;
  readonly body: Bilingual;
}
