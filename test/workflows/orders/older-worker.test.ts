// Workers of two versions on one queue: an older one must not take the first step of an order that it can't follow.
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MERGED_ORDER_WORKFLOW } from '../../../domain/workflow-names.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, eventsOf, order } from '../../support/orders.js';
import { temporalAddress } from '../../support/temporal.js';
import { until } from '../../support/until.js';

let world: OrderWorld;

beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
});
afterAll(() => world.stop());

it('an older worker leaves an order of merged steps as it is, and a newer one takes it', async () => {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('orders-of-before.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const older = await Worker.create({ connection, taskQueue: world.taskQueue, workflowBundle });
  const orderId = await order(world, 'two-versions.example.com');
  const asked = older.run();
  try {
    await until('a task that failed', async () =>
      (await eventsOf(world, orderId)).some((event) => event.workflowTaskFailedEventAttributes),
    );
  } finally {
    older.shutdown();
    await asked;
    await connection.close();
  }
  const untouched = await eventsOf(world, orderId);
  const kinds = untouched.map((event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')));
  // Tasks alone, which may have been tried once more; none of them did anything.
  expect(kinds.filter((kind) => !kind?.startsWith('workflowTask'))).toEqual([
    'workflowExecutionStartedEventAttributes',
  ]);
  expect(kinds).not.toContain('workflowTaskCompletedEventAttributes');
  await world.startWorker();
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  const { type } = await world.temporal.workflow.getHandle(`certificate-order:${orderId}`).describe();
  expect(type).toBe(MERGED_ORDER_WORKFLOW);
});
