/** Orders that name a company, and everybody who acts on them: the subscriber, the contact who reads mails, the CA's people. */
import type { OrderFormInput } from '../../client/orders/creating.js';
import type { OrderView, TrackView } from '../../client/orders/views.js';
import type { Brand, CertificateType } from '../../domain/catalogue/words.js';
import type { OrganizationStep } from '../../domain/organization/ways.js';
import { isFinal } from '../../domain/orders/states.js';
import type { OrganizationWait } from '../../domain/waits.js';
import { letterFile } from './letter-files.js';
import type { OrderWorld } from './order-world.js';
import { COMPANY, CONTACT, IDENTITY, MANAGER, PHONE_CHANNEL, REGISTRATION } from './organizations.js';
import { ECC, eventsOf } from './orders.js';
import { until } from './until.js';

export interface CompanyProduct {
  readonly brand: Brand;
  readonly type: CertificateType;
}

const BY_PUBLIC_RECORD: readonly Brand[] = ['geotrust', 'securesite', 'trustasia'];

/** A whole form by automatic DNS. Every `label` is another company, so that nothing is reused unless it is meant to be. */
export function companyForm(
  { brand, type }: CompanyProduct,
  label: string,
  fields: Partial<OrderFormInput> = {},
): OrderFormInput {
  const asksIdentity = brand === 'cfca';
  const person = asksIdentity ? { identity: IDENTITY } : {};
  return {
    brand,
    type,
    names: [`${label}.example.com`],
    validation: 'auto-dns',
    company: {
      ...COMPANY,
      fullName: `${COMPANY.fullName} ${label}`,
      ...(asksIdentity && { registration: REGISTRATION }),
    },
    manager: { ...MANAGER, ...person },
    contact: { ...CONTACT, ...person },
    ...(brand !== 'dnspod-sm2' && { csr: ECC }),
    ...(BY_PUBLIC_RECORD.includes(brand) && { organizationCheck: PHONE_CHANNEL }),
    ...fields,
  };
}

/** Resolves to the order's id. */
export async function orderForCompany(
  world: OrderWorld,
  product: CompanyProduct,
  label: string,
  fields: Partial<OrderFormInput> = {},
): Promise<string> {
  const { orderId } = await world.orders.create({ form: companyForm(product, label, fields) });
  return orderId;
}

/** What somebody does as soon as an order waits for it. */
export type Acts = Partial<
  Record<OrganizationWait, (world: OrderWorld, orderId: string) => Promise<unknown>>
>;

/** Everybody does at once what is asked of them. */
export const EVERYBODY: Acts = {
  'subscriber-letter': uploadLetter,
  'reviewer-letter': passes('letter'),
  'subscriber-application-form': uploadLetter,
  'reviewer-application': passes('manual-review'),
  'subscriber-emails': async ({ caControls, orders }, orderId) => {
    await caControls.confirmMail(orderId, 'email-1');
    await caControls.confirmMail(orderId, 'email-2');
    await orders.confirmEmail(orderId, {});
  },
  'subscriber-mailbox': async ({ caControls, orders }, orderId) => {
    await caControls.confirmMail(orderId, 'mailbox');
    await orders.confirmMailbox(orderId);
  },
  'ca-phone-call': passes('phone-call'),
  'ca-public-record': passes('public-record-check'),
};

/** The same file each time, until it is rejected: then another one. */
export async function uploadLetter({ orders }: OrderWorld, orderId: string): Promise<unknown> {
  const rejected = (await orders.letters.list(orderId)).filter(({ status }) => status === 'rejected');
  const content = letterFile('pdf', 2_000, `${orderId} ${rejected.length}`);
  return await orders.letters.upload(orderId, { content, sentBy: 'tests' });
}

/** Everybody, but the reviewer who reads the first letter rejects it. */
export function firstLetterRejected(): Acts {
  let reviews = 0;
  return {
    ...EVERYBODY,
    'reviewer-letter': async (world, orderId) => {
      reviews += 1;
      if (reviews > 1) await EVERYBODY['reviewer-letter']?.(world, orderId);
      else await returns(world, orderId, 'letter', 'the stamp is not readable');
    },
  };
}

/** Everybody, but the CA reaches nobody at first; another channel is named. */
export function unreachableOnce(): Acts {
  let calls = 0;
  return {
    'ca-public-record': async (world, orderId) => {
      calls += 1;
      if (calls > 1) await EVERYBODY['ca-public-record']?.(world, orderId);
      else await returns(world, orderId, 'public-record-check', 'nobody answered');
    },
    'subscriber-channel': async ({ orders }, orderId) => {
      const channel = {
        by: 'phone',
        number: '010-88880002',
        source: 'enterprise-credit-annual-report',
      } as const;
      // A worker that is dead or slow does not answer: whoever asks, asks again.
      await until('the channel is named', () => orders.repairChannel(orderId, channel), 60_000);
    },
  };
}

async function returns(
  { caControls, orders }: OrderWorld,
  orderId: string,
  step: OrganizationStep,
  reason: string,
): Promise<void> {
  await caControls.returnStep(orderId, step, reason);
  await orders.check(orderId, { waitMs: 0 }).catch(() => undefined);
}

function passes(step: OrganizationStep) {
  return async ({ caControls, orders }: OrderWorld, orderId: string) => {
    await caControls.passStep(orderId, step);
    // The CA tells nobody: the order looks by itself, or is asked to.
    await orders.check(orderId, { waitMs: 0 }).catch(() => undefined);
  };
}

/** The CA's people pass this step as soon as it lies with them, whatever the order has noticed of it yet. */
export async function passWhenAsked(
  world: OrderWorld,
  orderId: string,
  step: OrganizationStep,
): Promise<void> {
  await until(`${step} of ${orderId} lies with the CA`, async () =>
    (await world.caControls.waiting(orderId)).some((item) => item.step === step && item.waitsFor === 'ca'),
  );
  await passes(step)(world, orderId);
}

/** Acts each time the order begins to wait for its organization, until the order has ended. */
export async function actUntilEnd(
  world: OrderWorld,
  orderId: string,
  acts: Acts = EVERYBODY,
  timeoutMs = 90_000,
): Promise<OrderView> {
  let done = '';
  let last: OrderView | undefined;
  const seen = () => JSON.stringify({ ...last, validations: undefined, nextAction: undefined });
  return await until(
    `the end of ${orderId}`,
    async () => {
      const view = await world.orders.show(orderId);
      last = view;
      const track = organizationTrack(view);
      const turn = `${track?.waitingOn ?? ''}@${track?.since ?? ''}`;
      if (track && turn !== done) {
        await acts[track.waitingOn as OrganizationWait]?.(world, orderId);
        done = turn;
      }
      return isFinal(view.state) && view;
    },
    timeoutMs,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; it stands at ${seen()}`, { cause: error });
  });
}

export function organizationTrack({ tracks }: OrderView): TrackView | undefined {
  return tracks.find(({ track, status }) => track === 'organization' && status === 'open');
}

/** Waits until the order's organization waits for this. */
export async function organizationAt(
  world: OrderWorld,
  orderId: string,
  wait: OrganizationWait,
): Promise<OrderView> {
  const view = await until(`${orderId} at ${wait}`, async () => {
    const shown = await world.orders.show(orderId);
    return (organizationTrack(shown)?.waitingOn === wait || isFinal(shown.state)) && shown;
  });
  if (isFinal(view.state))
    throw new Error(`Order ${orderId} ended as ${view.state}: ${view.reason ?? 'no reason'}`);
  return view;
}

/**
 * What Temporal was told that the order as a whole, and its organization, waits for, one after the other: what it was started
 * with, and every wait that lasted.
 */
export async function waitsInHistory(
  world: OrderWorld,
  orderId: string,
): Promise<{ readonly all: string[]; readonly organization: string[] }> {
  const events = await eventsOf(world, orderId);
  const moves = events.flatMap((event) => {
    const told =
      event.workflowExecutionStartedEventAttributes ?? event.upsertWorkflowSearchAttributesEventAttributes;
    const fields = told?.searchAttributes?.indexedFields;
    return fields ? [fields] : [];
  });
  const valuesOf = (name: string) =>
    moves.flatMap((fields) => {
      const data = fields[name]?.data;
      const value: unknown = data && data.length > 0 ? JSON.parse(Buffer.from(data).toString()) : undefined;
      return typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
    });
  return {
    all: withoutRepeats(valuesOf('WaitingOn')),
    organization: withoutRepeats(valuesOf('OrganizationWaitingOn')),
  };
}

function withoutRepeats(values: readonly string[]): string[] {
  return values.filter((value, index) => value !== values[index - 1]);
}
