/** Where an order stands is shown everywhere, and everywhere the same: query, Postgres, search attributes, the Web UI's details. */
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderStatus } from '../../../workflows/messages.js';
import {
  ACCOUNT,
  BRAND,
  CERTIFICATE_TYPE,
  DEADLINE,
  DOMAIN,
  ORDER_STATE,
  WAITING_ON,
} from '../../../workflows/search-attributes.js';
import { DEFAULT_TIME_ZONE, localTime } from '../../../domain/time-zone.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actAsSubscriber, ended, order, standing, workflowOf } from '../../support/orders.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

/** What an operator's query finds in this world; lists lag a moment behind. */
async function found(query: string): Promise<WorkflowExecutionInfo[]> {
  const own = `TaskQueue="${world.taskQueue}" and ${query}`;
  const list: WorkflowExecutionInfo[] = [];
  for await (const info of world.temporal.workflow.list({ query: own })) list.push(info);
  return list;
}

async function currentDetails(orderId: string): Promise<string> {
  const metadata = await workflowOf(world, orderId).query<{ currentDetails?: string }>(
    '__temporal_workflow_metadata',
  );
  return metadata.currentDetails ?? '';
}

describe('an order that waits on its subscriber', () => {
  let orderId: string;
  beforeAll(async () => {
    orderId = await order(world, 'shown.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
  });

  it('is found by an operator’s query for all that wait on the subscriber’s DNS', async () => {
    const other = await order(world, 'elsewhere.example.com', { validation: 'file' });
    await standing(world, other, 'subscriber-file');
    const [only, ...others] = await until('the order in the list', async () => {
      const list = await found('WaitingOn="subscriber-dns"');
      return list.length > 0 && list;
    });
    expect(others).toEqual([]);
    const attributes = only?.typedSearchAttributes;
    expect(attributes?.get(ORDER_STATE)).toBe('validating');
    expect(attributes?.get(WAITING_ON)).toBe('subscriber-dns');
    expect(attributes?.get(BRAND)).toBe('trustasia');
    expect(attributes?.get(CERTIFICATE_TYPE)).toBe('dv');
    expect(attributes?.get(ACCOUNT)).toBe('default');
    expect(attributes?.get(DOMAIN)).toEqual(['shown.example.com']);
    const { deadline } = await world.orders.show(orderId);
    expect(attributes?.get(DEADLINE)?.toISOString()).toBe(deadline);
  });

  it('says in the Web UI, in Chinese and English, whose turn it is and which record to set', async () => {
    const { validations, deadline } = await world.orders.show(orderId);
    const details = await currentDetails(orderId);
    const { name = '', value = '' } = validations[0]?.record ?? {};
    const clock = localTime(deadline ?? '', DEFAULT_TIME_ZONE);
    for (const part of ['订购人 the subscriber', '下一步', 'Next', name, value, clock, orderId])
      expect(details).toContain(part);
  });

  it('stands in Postgres as its workflow says', async () => {
    const { state, waitingOn, since, deadline, nextAction } = await workflowOf(world, orderId).query(
      orderStatus,
    );
    const [listed] = await world.orders.list({ waitingOn: 'subscriber-dns' });
    expect(listed).toMatchObject({ orderId, state, waitingOn, since, deadline, nextAction });
  });

  it('tells what each server said last, and tells Temporal too', async () => {
    const why = await until('a look', async () => {
      const view = await world.orders.why(orderId);
      const looked = view.attempt?.lastFailure != null && view.validations[0]?.findings.length;
      return looked ? view : undefined;
    });
    expect(why.attempt?.activity).toBe('confirmDomainControl');
    expect(why.attempt?.lastFailure).toContain('_dnsauth.shown.example.com');
    const sources = why.validations[0]?.findings.map(({ source }) => source.split(' ')[0]);
    expect(new Set(sources).size).toBeGreaterThan(1);
  });

  it('and once it has ended, waits on nobody anywhere', async () => {
    await actAsSubscriber(world, await world.orders.show(orderId));
    await world.orders.check(orderId);
    const { certificateId } = await ended(world, orderId);
    expect(await world.orders.show(orderId)).toMatchObject({
      state: 'issued',
      waitingOn: null,
      since: null,
      deadline: null,
      nextAction: null,
      certificateId,
    });
    const description = await workflowOf(world, orderId).describe();
    expect(description.typedSearchAttributes.get(ORDER_STATE)).toBe('issued');
    expect(description.typedSearchAttributes.get(WAITING_ON)).toBeUndefined();
    expect(description.typedSearchAttributes.get(DEADLINE)).toBeUndefined();
    expect(await currentDetails(orderId)).toContain('已签发 issued');
  });
});

it('a draft is found by its state, and by its names once it has them', async () => {
  const { orderId } = await world.orders.create({ form: { brand: 'wotrus', type: 'dv' } });
  await standing(world, orderId, 'subscriber-form');
  await until(
    'the draft in the list',
    async () => (await found('OrderState="pending-submission"')).length === 1,
  );
  const form = { names: ['named-later.example.com'], validation: 'manual-dns' as const };
  await world.orders.submit(orderId, { ...form, csr: { mode: 'generate', algorithm: 'ecc-p256' } });
  await standing(world, orderId, 'subscriber-dns');
  await until('found by name', async () => (await found('Domain="named-later.example.com"')).length === 1);
  expect(await currentDetails(orderId)).toContain('CNAME');
});

it('timers and activities say in the Web UI what they are for', async () => {
  const orderId = await order(world, 'summaries.example.com');
  await ended(world, orderId);
  const { events } = await workflowOf(world, orderId).fetchHistory();
  const summaries = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes, userMetadata }) =>
    activityTaskScheduledEventAttributes ? [Buffer.from(userMetadata?.summary?.data ?? []).toString()] : [],
  );
  expect(summaries).toEqual([
    expect.stringMatching(/^"等待 CA 至 waits for the CA until .+ \(UTC\+8\): place with trustasia"$/),
    expect.stringMatching(
      /^"等待 DNS 至 waits for DNS until .+: publish, and domain control of summaries\.example\.com"$/,
    ),
    expect.stringMatching(/^"等待 CA 至 waits for the CA until .+: issuance by trustasia"$/),
    '"issued; remove what we published"',
  ]);
});
