/** One order of each way, with everybody who acts on it, and what must be true of it at its end. */
import { expect } from 'vitest';
import type { OrganizationWay } from '../../domain/catalogue/words.js';
import type { OrderWorld } from './order-world.js';
import {
  EVERYBODY,
  firstLetterRejected,
  unreachableOnce,
  waitsInHistory,
  type Acts,
  type CompanyProduct,
} from './organization-orders.js';
import { leftBehind } from './orders.js';
import { expectOneOrderAtCa } from './proofs-of-order.js';
import {
  expectCaMailsOnce,
  expectLettersAtCa,
  expectNoticesOnce,
  expectOneKey,
  type LetterAtEnd,
} from './proofs-of-organization.js';

export interface PlayedWay {
  readonly product: CompanyProduct;
  readonly acts: () => Acts;
  /** What the organization waits for, one after the other. */
  readonly waits: readonly string[];
  readonly letters: readonly LetterAtEnd[];
  /** How many the CA writes. */
  readonly mails: number;
}

const everybody = () => EVERYBODY;

export const PLAYED_WAYS: Readonly<Record<OrganizationWay, PlayedWay>> = {
  'two-emails': {
    product: { brand: 'wotrus', type: 'ov' },
    acts: everybody,
    waits: ['ca-organization', 'subscriber-emails'],
    letters: [],
    mails: 2,
  },
  'public-record': {
    product: { brand: 'geotrust', type: 'ov' },
    acts: everybody,
    waits: ['ca-organization', 'ca-public-record'],
    letters: [],
    mails: 0,
  },
  'confirmation-letter': {
    product: { brand: 'globalsign', type: 'ov' },
    acts: firstLetterRejected,
    waits: [
      'ca-organization',
      'subscriber-letter',
      'reviewer-letter',
      'subscriber-letter',
      'reviewer-letter',
    ],
    letters: ['rejected', 'accepted'],
    mails: 0,
  },
  'application-form': {
    product: { brand: 'dnspod-sm2', type: 'ov' },
    acts: everybody,
    waits: ['ca-organization', 'subscriber-application-form', 'ca-organization', 'reviewer-application'],
    letters: ['accepted'],
    mails: 0,
  },
  'phone-and-mailbox': {
    product: { brand: 'dnspod', type: 'ov' },
    acts: everybody,
    waits: ['ca-organization', 'subscriber-mailbox', 'ca-phone-call'],
    letters: [],
    mails: 1,
  },
};

/** The public record with a call that reached nobody, and another channel named in place. */
export const CHANNEL_REPAIRED: PlayedWay = {
  ...PLAYED_WAYS['public-record'],
  acts: unreachableOnce,
  waits: ['ca-organization', 'ca-public-record', 'subscriber-channel', 'ca-public-record'],
};

/** The order is issued, by its own way; nothing of it was done twice, and nothing is left of it. */
export async function expectAsUndisturbed(
  world: OrderWorld,
  orderId: string,
  { waits, letters, mails }: PlayedWay,
): Promise<void> {
  expect(await world.orders.show(orderId)).toMatchObject({ state: 'issued' });
  expect((await waitsInHistory(world, orderId)).organization).toEqual(waits);
  await expectOneOrderAtCa(world, orderId, 'issued');
  await expectLettersAtCa(world, orderId, letters);
  expect(await world.caControls.mailsOf(orderId)).toHaveLength(mails);
  await expectCaMailsOnce(world, orderId);
  await expectNoticesOnce(world, orderId);
  await expectOneKey(world, orderId);
  expect(await leftBehind(world, orderId)).toEqual([]);
}
