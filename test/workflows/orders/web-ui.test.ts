/** What Temporal's pages have of an order without anybody's doing: its names, the way to the console, each step in words, and what it waits for in both languages. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultPayloadConverter } from '@temporalio/common';
import { OrderClient } from '../../../client/order-client.js';
import { timeInWords } from '../../../domain/time-zone.js';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, standing } from '../../support/orders.js';

const CONSOLE = 'https://console.example.com';

let world: OrderWorld;
let orderId: string;
let orders: OrderClient;

beforeAll(async () => {
  world = await createOrderWorld();
  const { temporal, dependencies, taskQueue } = world;
  const { database, masterKeys } = dependencies;
  const pages = { console: CONSOLE, webUi: 'http://127.0.0.1:8233', namespace: 'default' };
  orders = new OrderClient({ temporal, database, masterKeys, taskQueue, pages });
  const form = dvForm('shown.example.com', { validation: 'manual-dns' });
  ({ orderId } = await orders.create({ form }));
  await standing(world, orderId, 'subscriber-dns');
  // What the look of that wait found.
  await orders.check(orderId);
});
afterAll(() => world.stop());

it('is started with a summary that names it, and details that lead to the console', async () => {
  const description = await world.temporal.workflow.getHandle(certificateOrderWorkflowId(orderId)).describe();
  expect(await description.staticSummary()).toBe('trustasia dv: shown.example.com');
  expect(await description.staticDetails()).toContain(`(${CONSOLE}/orders/${orderId})`);
});

it('has every step of its history in words', async () => {
  const { events = [] } = await world.temporal.workflow
    .getHandle(certificateOrderWorkflowId(orderId))
    .fetchHistory();
  const steps = (events ?? []).filter(({ activityTaskScheduledEventAttributes: step }) => step);
  const summaries = steps.map(({ userMetadata }) =>
    userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : undefined,
  );
  expect(summaries).not.toEqual([]);
  for (const summary of summaries) expect(summary).toMatch(/\w/);
});

it('has whose turn it is, and until when, on the page that its list leads to', async () => {
  const { deadline } = await orders.show(orderId);
  const handle = world.temporal.workflow.getHandle(certificateOrderWorkflowId(orderId));
  const { events = [] } = await handle.fetchHistory();
  const waiting = events?.findLast(({ activityTaskScheduledEventAttributes: step }) => step)?.userMetadata;
  expect(waiting?.summary && defaultPayloadConverter.fromPayload<string>(waiting.summary)).toBe(
    `等待订购人至 waits for the subscriber until ${timeInWords(deadline ?? '').en}: domain control of shown.example.com`,
  );
});

it('tells what it waits for, what was found and what failed last, whole in Chinese', async () => {
  const why = await orders.why(orderId);
  expect(why.pages).toEqual({
    console: `${CONSOLE}/orders/${orderId}`,
    webUi: `http://127.0.0.1:8233/namespaces/default/workflows/${encodeURIComponent(certificateOrderWorkflowId(orderId))}`,
  });
  const findings = why.validations.flatMap(({ findings: found }) => found);
  const missing = findings.filter(({ verdict }) => verdict === 'missing');
  expect(missing).not.toEqual([]);
  for (const { chinese } of missing) expect(chinese?.found).toMatch(/没有/);
  expect(why.attempt?.lastFailure).toMatch(/: missing; found /);
  expect(why.attempt?.lastFailureChinese).toMatch(/:缺失;结果为 没有/);
  expect(latinSentences(why.attempt?.lastFailureChinese ?? '-')).toEqual([]);
});

it('ends with a reason that is kept, and read, in both languages', async () => {
  await orders.cancel(orderId);
  await expect
    .poll(async () => await orders.show(orderId), { timeout: 30_000 })
    .toMatchObject({ state: 'cancelled', reason: 'Cancelled on request.', reasonChinese: '已按请求取消。' });
  // As a program of before would write it: the Chinese of another reason is not told.
  await world.dependencies.database.query('update orders set reason = $2 where order_id = $1', [
    orderId,
    'Other',
  ]);
  expect(await orders.show(orderId)).toMatchObject({ reason: 'Other', reasonChinese: null });
});
