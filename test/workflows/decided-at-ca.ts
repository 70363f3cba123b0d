/** Orders that stand at every wait in which their CA knows them, and what the CA may decide of them there. Shared by test and drill. */
import { attemptClock } from '../../activities/attempt-clock.js';
import type { OrderFormInput } from '../../client/orders/creating.js';
import type { HostilePath } from '../../domain/development/ca.js';
import { OrderFailure } from '../../domain/failures.js';
import { isFinal } from '../../domain/orders/states.js';
import type { OrderWait, OrganizationWait } from '../../domain/waits.js';
import type { OrderStatus } from '../../workflows/messages.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import {
  EVERYBODY,
  orderForCompany,
  organizationAt,
  uploadLetter,
  type CompanyProduct,
} from '../support/organization-orders.js';
import { actAsSubscriber, looksNow, order, standing } from '../support/orders.js';
import { until } from '../support/until.js';

const DAY_MS = 86_400_000;
/** Longer than the test: the CA takes proofs and never issues by itself. */
const NEVER_MS = 7 * DAY_MS;

/** The CA hears of an order after these. */
type BeforeTheCa = 'subscriber-form' | 'subscriber-payment' | 'ca-placement' | 'us';
export type WaitAtCa = Exclude<OrderWait | OrganizationWait, BeforeTheCa>;

/** Resolves to the id of an order that stands there. The label is a part of its names. */
export type Stand = (world: OrderWorld, label: string) => Promise<string>;

export const DECISIONS = ['refuses', 'cancels', 'issues'] as const;
export type Decision = (typeof DECISIONS)[number];

export async function decide(world: OrderWorld, orderId: string, decision: Decision): Promise<void> {
  if (decision === 'refuses') await world.caControls.rejectOrder(orderId, 'the security review said no');
  else if (decision === 'cancels') await world.caControls.cancelOrder(orderId);
  else await world.caControls.issueOrder(orderId);
}

/** How the order ends by it. */
export const END_BY: Readonly<Record<Decision, Pick<OrderStatus, 'state' | 'reason'>>> = {
  refuses: { state: 'rejected', reason: 'the security review said no' },
  cancels: { state: 'rejected', reason: 'development-ca says that the order is cancelled.' },
  issues: { state: 'issued' },
};

/**
 * `daysAhead`: for the worker each wait began so many days ago, so that it looks once an hour by itself. What it publishes
 * for names with `unseen` in them goes nowhere; for names with `unpublished` it can publish nothing.
 */
export async function createDecidingWorld({ daysAhead = 0 } = {}): Promise<OrderWorld> {
  return await createOrderWorld({
    issuanceDelayMs: NEVER_MS,
    overrides: {
      clock: () => attemptClock() + daysAhead * DAY_MS,
      dnsProvider: {
        name: 'FakeDns',
        publishes: true,
        publish: async ({ name }) => {
          await fakePublish(name);
          return { outcome: 'published' };
        },
        remove: nothing,
        aliasAt: () => Promise.resolve(undefined),
      },
      filePublisher: {
        name: 'FakeAgent',
        publishes: true,
        publish: ({ url }) => fakePublish(url),
        remove: nothing,
        tryAccess: nothing,
      },
    },
  });
}

async function nothing(): Promise<void> {
  await Promise.resolve();
}

async function fakePublish(where: string): Promise<void> {
  if (where.includes('unpublished')) throw new OrderFailure('DnsProviderUnavailable', 'no answer');
  await nothing();
}

function domain(wait: OrderWait, prefix: string, fields: Partial<OrderFormInput>): Stand {
  return async (world, label) => {
    const orderId = await order(world, `${prefix}-${label}.example.com`, fields);
    await standing(world, orderId, wait);
    return orderId;
  };
}

/** Shows control by hand. */
async function shown(world: OrderWorld, orderId: string): Promise<void> {
  await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
  await looksNow(world, orderId);
}

async function company(world: OrderWorld, product: CompanyProduct, label: string): Promise<string> {
  const fields = { validation: 'manual-dns' } as const;
  return await orderForCompany(world, product, `${product.brand}-${label}`, fields);
}

const GLOBALSIGN: CompanyProduct = { brand: 'globalsign', type: 'ov' };
const GEOTRUST: CompanyProduct = { brand: 'geotrust', type: 'ov' };
const DNSPOD: CompanyProduct = { brand: 'dnspod', type: 'ov' };
const SM2: CompanyProduct = { brand: 'dnspod-sm2', type: 'ov' };
const WOTRUS: CompanyProduct = { brand: 'wotrus', type: 'ov' };

async function atWotrus(world: OrderWorld, label: string): Promise<string> {
  const orderId = await company(world, WOTRUS, label);
  await shown(world, orderId);
  return orderId;
}

async function calledAtWotrus(world: OrderWorld, label: string): Promise<string> {
  const orderId = await atWotrus(world, label);
  await organizationAt(world, orderId, 'subscriber-emails');
  await world.caControls.demandPhoneCall(orderId);
  await EVERYBODY['subscriber-emails']?.(world, orderId);
  await organizationAt(world, orderId, 'ca-phone-call');
  return orderId;
}

async function there(
  world: OrderWorld,
  orderId: string,
  wait: OrganizationWait,
  act?: () => Promise<unknown>,
): Promise<string> {
  await act?.();
  await organizationAt(world, orderId, wait);
  return orderId;
}

/** Where publishing itself is what fails, the order waits as long. */
export const UNPUBLISHED: Readonly<Record<string, Stand>> = {
  dns: domain('dns', 'unpublished', {}),
  'file-agent': domain('file-agent', 'unpublished-file', { validation: 'auto-file' }),
};

export const STANDS: Readonly<Record<WaitAtCa, Stand>> = {
  'subscriber-dns': domain('subscriber-dns', 'manual', { validation: 'manual-dns' }),
  'subscriber-file': domain('subscriber-file', 'file', { validation: 'file' }),
  'subscriber-caa': async (world, label) => {
    await world.dns.zone.set(`caa-${label}.example.com`, 'CAA', '0 issue "another-ca.example"');
    return await domain('subscriber-caa', 'caa', {})(world, label);
  },
  dns: domain('dns', 'unseen', {}),
  'file-agent': domain('file-agent', 'unseen-file', { validation: 'auto-file' }),
  'ca-validation': async (world, label) => {
    const orderId = await order(world, `silent-${label}.example.com`, { validation: 'manual-dns' });
    await shown(world, orderId);
    await standing(world, orderId, 'ca-validation');
    return orderId;
  },
  'ca-issuance': async (world, label) => {
    const orderId = await order(world, `proven-${label}.example.com`, { validation: 'manual-dns' });
    await shown(world, orderId);
    await standing(world, orderId, 'ca-issuance');
    return orderId;
  },
  'subscriber-letter': async (world, label) =>
    await there(world, await company(world, GLOBALSIGN, label), 'subscriber-letter'),
  'reviewer-letter': async (world, label) => {
    const orderId = await company(world, GLOBALSIGN, `review-${label}`);
    await organizationAt(world, orderId, 'subscriber-letter');
    return await there(world, orderId, 'reviewer-letter', () => uploadLetter(world, orderId));
  },
  'subscriber-application-form': async (world, label) =>
    await there(world, await company(world, SM2, label), 'subscriber-application-form'),
  'reviewer-application': async (world, label) => {
    const orderId = await company(world, SM2, `review-${label}`);
    await organizationAt(world, orderId, 'subscriber-application-form');
    await uploadLetter(world, orderId);
    return await there(world, orderId, 'reviewer-application', () => shown(world, orderId));
  },
  'subscriber-emails': async (world, label) =>
    await there(world, await atWotrus(world, label), 'subscriber-emails'),
  'ca-phone-call': (world, label) => calledAtWotrus(world, `call-${label}`),
  'subscriber-phone': async (world, label) => {
    const orderId = await calledAtWotrus(world, `missed-${label}`);
    return await there(world, orderId, 'subscriber-phone', async () => {
      await world.caControls.returnStep(orderId, 'phone-call', 'nobody answered');
      await looksNow(world, orderId);
    });
  },
  'ca-public-record': async (world, label) =>
    await there(world, await company(world, GEOTRUST, label), 'ca-public-record'),
  'subscriber-channel': async (world, label) => {
    const orderId = await company(world, GEOTRUST, `channel-${label}`);
    await organizationAt(world, orderId, 'ca-public-record');
    return await there(world, orderId, 'subscriber-channel', async () => {
      await world.caControls.returnStep(orderId, 'public-record-check', 'nobody answered');
      await looksNow(world, orderId);
    });
  },
  'subscriber-mailbox': async (world, label) =>
    await there(world, await company(world, DNSPOD, label), 'subscriber-mailbox'),
  'ca-organization': async (world, label) => {
    const orderId = await company(world, WOTRUS, `opened-${label}`);
    await shown(world, orderId);
    return await there(world, orderId, 'ca-organization');
  },
};

/** What the CA fails to answer while an order comes to stand there: without it nobody would stand there for long. */
const HOSTILE_AT: Partial<Readonly<Record<string, HostilePath>>> = {
  'ca-validation': 'validate',
  'ca-organization': 'status',
};

/** Three orders at the same wait, and the CA decides of each in another way. */
export async function decidedAt(
  world: OrderWorld,
  wait: string,
  stand: Stand,
): Promise<{ readonly decision: Decision; readonly orderId: string }[]> {
  const path = HOSTILE_AT[wait];
  if (path) await world.caControls.beHostile({ mode: 'server-error', path, times: 10_000 });
  const decided = await Promise.all(
    DECISIONS.map(async (decision) => ({ decision, orderId: await stand(world, `${wait}-${decision}`) })),
  );
  for (const { decision, orderId } of decided) await decide(world, orderId, decision);
  // A CA that can't be asked tells nobody what it has decided; one that only can't look does.
  if (path === 'status') await world.caControls.bePeaceful();
  return decided;
}

/** Has the order look, unless it has ended by itself. */
export async function checked(world: OrderWorld, orderId: string): Promise<void> {
  await until(`${orderId} looks, or has ended`, async () => {
    const { state } = await world.orders.show(orderId);
    return isFinal(state) || (await world.orders.check(orderId, { waitMs: 0 }));
  });
}
