/** What the CA remembers of a mail it sends to a contact: kept in its order's file, before anything is sent. */
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { OrganizationStep } from '../../../domain/organization/ways.js';

/** Steps that a person passes by following the link in a mail (ordering rules, sections 6a and 6e). */
export const MAIL_STEPS = ['email-1', 'email-2', 'mailbox'] as const satisfies OrganizationStep[];
export type MailStep = (typeof MAIL_STEPS)[number];

export interface StoredMail {
  readonly step: MailStep;
  /** The step's round that it was sent in: a check begun anew sends a mail anew. */
  readonly round: number;
  /** Personal data: stays at the CA. */
  readonly to: string;
  /** What stands in the link; nobody guesses it. */
  readonly token: string;
  /** What is typed into the page; absent where a button suffices. */
  readonly code?: string;
  /** The same for every attempt to send it: a mail that went out twice can be told. */
  readonly messageId: string;
  readonly decidedAt: string;
  /** Absent while it is still to be sent. */
  readonly sentAt?: string;
  readonly wrongTries: number;
}

/** A code of 8 letters, each one of 31, can't be guessed in five tries. */
export const MOST_WRONG_TRIES = 5;

/** 256 bits: the link alone must not be guessable. */
const TOKEN_BYTES = 32;

/** Without those that look alike: 0 and O, 1 and I and L. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;

export function isMailStep(step: OrganizationStep): step is MailStep {
  return (MAIL_STEPS as readonly OrganizationStep[]).includes(step);
}

/** A mail to be sent: `domain` is the right side of its Message-ID (RFC 5322, section 3.6.4). */
export function newMail(
  of: Pick<StoredMail, 'step' | 'round' | 'to'>,
  domain: string,
  now: Date,
): StoredMail {
  const { step, round, to } = of;
  return {
    step,
    round,
    to,
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    ...(step !== 'mailbox' && { code: newCode() }),
    messageId: `<${randomBytes(16).toString('hex')}@${domain}>`,
    decidedAt: now.toISOString(),
    wrongTries: 0,
  };
}

/** As people type: any case, with or without the dash. A mail without a code takes anything. */
export function isCodeOf(mail: StoredMail, typed: string): boolean {
  if (mail.code === undefined) return true;
  const expected = Buffer.from(mail.code.replace('-', ''));
  const given = Buffer.from(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export function isLocked(mail: StoredMail): boolean {
  return mail.wrongTries >= MOST_WRONG_TRIES;
}

/** `ABCD-EFGH`. */
function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () =>
    CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length)),
  );
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
