/** The ways of orders that validate a company as well: how each is played, and what its history protects. */
import {
  confirmationLetterUploaded,
  emailConfirmed,
  mailboxConfirmed,
  phoneCheckReported,
} from '../../workflows/messages.js';
import { MovedClock } from '../support/moved-clock.js';
import type { OrderWorld } from '../support/order-world.js';
import {
  actUntilEnd,
  EVERYBODY,
  firstLetterRejected,
  orderForCompany,
  organizationAt,
  unreachableOnce,
  uploadLetter,
  type Acts,
  type CompanyProduct,
} from '../support/organization-orders.js';
import { workflowOf } from '../support/orders.js';
import { CONTACT } from '../support/organizations.js';
import { until } from '../support/until.js';
import type { Scenario } from './scenario.js';

const DAY_MS = 86_400_000;

const BY_EMAILS = { brand: 'wotrus', type: 'ov' } as const;
const BY_RECORD = { brand: 'geotrust', type: 'ov' } as const;
const BY_LETTER = { brand: 'globalsign', type: 'ov' } as const;
const BY_FORM = { brand: 'dnspod-sm2', type: 'ov' } as const;
const BY_MAILBOX = { brand: 'dnspod', type: 'ov' } as const;

export const ORGANIZATION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'issued-by-two-emails',
    protects: 'names first, then both e-mails of the CA',
    ends: 'issued',
    play: acted(BY_EMAILS, 'emails'),
  },
  {
    name: 'issued-by-two-emails-and-phone-call',
    protects: 'a phone call that the CA announces while its e-mails are waited for',
    ends: 'issued',
    play: acted(BY_EMAILS, 'phoned', () => ({
      ...EVERYBODY,
      'subscriber-emails': async (world, orderId) => {
        await world.caControls.demandPhoneCall(orderId);
        await EVERYBODY['subscriber-emails']?.(world, orderId);
      },
    })),
  },
  {
    name: 'issued-by-public-record',
    protects: 'names and company side by side, nobody of the subscriber asked',
    ends: 'issued',
    play: acted(BY_RECORD, 'record'),
  },
  {
    name: 'public-record-channel-repaired',
    protects: 'a check that reached nobody, another channel named in place',
    ends: 'issued',
    play: acted(BY_RECORD, 'channel', unreachableOnce),
  },
  {
    name: 'public-record-reused',
    protects: "an earlier order's check, taken again: no step of the company is left",
    ends: 'issued',
    play: secondOrder(BY_RECORD, 'reused'),
  },
  {
    name: 'issued-by-letter',
    protects: 'a letter that is uploaded, handed in, reviewed',
    ends: 'issued',
    play: acted(BY_LETTER, 'letter'),
  },
  {
    name: 'letter-rejected-then-accepted',
    protects: "the reviewer's no, and the next version",
    ends: 'issued',
    play: acted(BY_LETTER, 'rejected', firstLetterRejected),
  },
  {
    name: 'issued-by-application-form',
    protects: 'the form before the names, the review after them; SM2',
    ends: 'issued',
    play: acted(BY_FORM, 'form'),
  },
  {
    name: 'application-form-skipped',
    protects: 'the same information once more: neither form nor review',
    ends: 'issued',
    play: secondOrder(BY_FORM, 'skipped'),
  },
  {
    name: 'issued-by-phone-and-mailbox',
    protects: 'the mailbox, then the phone',
    ends: 'issued',
    play: acted(BY_MAILBOX, 'mailbox'),
  },
  {
    name: 'contact-repaired',
    protects: 'another contact, named in place while the mailbox of the first is waited for',
    ends: 'issued',
    async play({ world }) {
      const orderId = await orderForCompany(world, BY_MAILBOX, 'contact');
      await organizationAt(world, orderId, 'subscriber-mailbox');
      const another = { ...CONTACT, email: 'zhao@people.example' };
      await world.orders.repairContact(orderId, another);
      await until('the CA writes to the new contact', async () =>
        (await world.caControls.mailsOf(orderId)).some(({ to }) => to === another.email),
      );
      await actUntilEnd(world, orderId);
      return orderId;
    },
  },
  {
    name: 'contact-repaired-twice',
    protects:
      'a second contact, named while the CA is being told of the first: both are handed in before the next look',
    ends: 'issued',
    async play({ world }) {
      const orderId = await orderForCompany(world, BY_MAILBOX, 'contact-twice');
      await organizationAt(world, orderId, 'subscriber-mailbox');
      await world.caControls.beHostile({ mode: 'late', path: 'organization', times: 1, delayMs: 2_000 });
      const [first, second] = ['zhao@people.example', 'qian@people.example'];
      await world.orders.repairContact(orderId, { ...CONTACT, email: first });
      await until('the CA is being told', async () => !(await world.caControls.hostility()));
      await world.orders.repairContact(orderId, { ...CONTACT, email: second });
      await until('the CA writes to the second contact', async () =>
        (await world.caControls.mailsOf(orderId)).some(({ to }) => to === second),
      );
      await actUntilEnd(world, orderId);
      return orderId;
    },
  },
  {
    name: 'organization-expired',
    protects: 'a letter that never comes: the end of a wait that counts working days, cancelled at the CA',
    ends: 'expired',
    skipsTime: true,
    async play({ world, skipped }) {
      const orderId = await orderForCompany(world, BY_LETTER, 'expired');
      await organizationAt(world, orderId, 'subscriber-letter');
      await skipped?.time.sleep(75 * DAY_MS);
      return orderId;
    },
  },
  {
    name: 'organization-cancelled-while-side-by-side',
    protects: 'a withdrawal while names and company are both waited for',
    ends: 'cancelled',
    async play({ world }) {
      const orderId = await orderForCompany(world, BY_LETTER, 'withdrawn', { validation: 'manual-dns' });
      await organizationAt(world, orderId, 'subscriber-letter');
      await until('the names are waited for as well', async () => {
        const { tracks } = await world.orders.show(orderId);
        return tracks.some(({ waitingOn }) => waitingOn === 'subscriber-dns');
      });
      await world.orders.cancel(orderId);
      return orderId;
    },
  },
  {
    name: 'organization-rejected-for-good',
    protects: 'a company that the CA rejects while its check is waited for',
    ends: 'rejected',
    async play({ world }) {
      const orderId = await orderForCompany(world, BY_RECORD, 'refused');
      await organizationAt(world, orderId, 'ca-public-record');
      await world.caControls.rejectOrder(orderId, 'the company is struck off the register');
      return orderId;
    },
  },
  lapsedWhileWaiting(),
  {
    name: 'signals-out-of-order',
    protects: 'what people tell before its time, twice, and of steps that the order does not have',
    ends: 'issued',
    async play({ world }) {
      await world.caControls.beHostile({ mode: 'server-error', path: 'place', times: 2 });
      const orderId = await orderForCompany(world, BY_LETTER, 'signals');
      await tellEverything(world, orderId);
      await organizationAt(world, orderId, 'subscriber-letter');
      await tellEverything(world, orderId);
      await uploadLetter(world, orderId);
      await uploadLetter(world, orderId);
      await organizationAt(world, orderId, 'reviewer-letter');
      await tellEverything(world, orderId);
      await actUntilEnd(world, orderId);
      return orderId;
    },
  },
];

/** An order on which everybody does what is asked of them. */
function acted(product: CompanyProduct, label: string, acts: () => Acts = () => EVERYBODY): Scenario['play'] {
  return async ({ world }) => {
    const orderId = await orderForCompany(world, product, label);
    await actUntilEnd(world, orderId, acts());
    return orderId;
  };
}

/** The order that comes after one for the same company. */
function secondOrder(product: CompanyProduct, label: string): Scenario['play'] {
  return async (stage) => {
    await acted(product, label)(stage);
    const again = { names: [`again-${label}.example.com`] };
    const orderId = await orderForCompany(stage.world, product, label, again);
    await actUntilEnd(stage.world, orderId, {});
    return orderId;
  };
}

/** The letter comes when what was seen in DNS is too old to issue on. */
function lapsedWhileWaiting(): Scenario {
  const clock = new MovedClock();
  return {
    name: 'validation-lapsed-while-waiting',
    protects: 'names that are proven again, since the letter took longer than their proof holds',
    ends: 'issued',
    options: clock.options,
    async play({ world }) {
      const orderId = await clock.daysAgo(250, async () => {
        const placed = await orderForCompany(world, BY_LETTER, 'lapsed');
        await until('the names are proven', async () => {
          const { tracks } = await world.orders.show(placed);
          return tracks.some(({ track, status }) => track === 'domain' && status === 'done');
        });
        return placed;
      });
      await actUntilEnd(world, orderId);
      return orderId;
    },
  };
}

async function tellEverything(world: OrderWorld, orderId: string): Promise<void> {
  const order = workflowOf(world, orderId);
  await order.signal(confirmationLetterUploaded, { letterId: 'not-a-letter' });
  for (const email of [2, 2, 1] as const) await order.signal(emailConfirmed, { email });
  await order.signal(mailboxConfirmed);
  await order.signal(phoneCheckReported, { result: 'missed' });
  await order.signal(phoneCheckReported, { result: 'answered' });
}
