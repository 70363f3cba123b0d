/** Stores restored to different moments, one small case each: compared, mended, and found whole. All of it: the drills beside it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actAsSubscriber, ended, order, standing, statusAtCa, workflowOf } from '../../support/orders.js';
import { pastedCsr } from '../../support/pasted-csr.js';
import { doctorOf, mendAll, repairsOf } from '../../support/restored-stores.js';
import { runHere } from '../../support/command-line.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { takeRowsOf } from '../../support/taken-rows.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
});
afterAll(() => world.stop());

const holdOf = async (orderId: string) => await world.paymentControls.hold(`order:${orderId}`);

async function placed(name: string): Promise<string> {
  const orderId = await order(world, name, { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  return orderId;
}

it('finds nothing where the stores agree', async () => {
  await placed('agreed.example.com');
  const found = await doctorOf(world).compare();
  expect(found).toMatchObject({ findings: [], more: 0, notCompared: [] });
  expect(found.compared.rows).toBeGreaterThan(0);
  expect(found.compared.ordersAtCa).toBeGreaterThan(0);
  expect(found.compared.payments).toBeGreaterThan(0);
});

it('Temporal lost: an open order is started anew from Postgres, adopts what the CA and the money have, and is issued', async () => {
  const orderId = await placed('temporal-lost.example.com');
  await workflowOf(world, orderId).terminate('lost with its store');

  const gone = {
    code: 'WorkflowGone',
    message: expect.stringContaining('sealflow doctor --repair') as string,
  };
  await expect(world.orders.cancel(orderId)).rejects.toMatchObject(gone);
  await expect(world.orders.resubmit(orderId)).rejects.toMatchObject(gone);

  expect(repairsOf(await mendAll(world))).toEqual({ [orderId]: ['start-order'] });
  await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
  await world.orders.check(orderId, { waitMs: 0 }).catch(() => undefined);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await world.orders.show(orderId)).toMatchObject({ state: 'issued', payment: { state: 'captured' } });
  const [atCa] = await world.caControls.ordersOf(orderId);
  expect(atCa?.attempts.place).toBe(1);
  expect((await holdOf(orderId))?.effects.map(({ state }) => state)).toEqual(['held', 'captured']);
  expect((await holdOf(orderId))?.requests.hold).toBe(1);

  const log = await world.orders.operations.list({ subject: orderId });
  expect(log.filter(({ operation }) => operation === 'doctor.repair')).toMatchObject([
    { outcome: 'done', actor: 'operator' },
    { outcome: 'asked', details: { repair: 'start-order' } },
  ]);
});

it('Postgres lost: an order whose key is gone ends, cancelled at the CA, its money given back, and says why', async () => {
  const orderId = await placed('postgres-lost.example.com');
  await takeRowsOf(world.dependencies.database, orderId);
  await expect(world.orders.show(orderId)).rejects.toMatchObject({ code: 'RecordMissing' });
  await expect(world.orders.show(`${orderId}-of-nobody`)).rejects.toMatchObject({ code: 'NotFound' });

  expect(repairsOf(await mendAll(world))).toEqual({ [orderId]: ['end-order'] });
  expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
  const shown = await world.orders.show(orderId);
  expect(shown).toMatchObject({ state: 'cancelled', payment: { state: 'returned' } });
  expect(shown.reason).toContain('its money given back');
  expect(await statusAtCa(world, orderId)).toBe('cancelled');
  expect((await holdOf(orderId))?.state).toBe('released');
  const told = await world.orders.notices.list({});
  expect(told.filter((notice) => notice.orderId === orderId).map(({ kind }) => kind)).toContain('cancelled');
});

it('money that belongs to no order is given back, and an order at the CA that nobody knows of is cancelled', async () => {
  const { ca, payments } = world.dependencies;
  const { pem } = await pastedCsr({ names: ['nobodys.example.com'] });
  await ca.placeOrder({
    reference: 'nobodys-order',
    brand: 'trustasia',
    certificateType: 'dv',
    names: ['nobodys.example.com'],
    csrPem: pem,
    validationMethod: 'manual-dns',
    accountReference: 'nobody',
  });
  for (const key of ['order:nobodys-order', 'order:nobodys-money'])
    await payments.hold({ key, account: 'default', amount: 40_000, currency: 'CNY' });
  expect(repairsOf(await mendAll(world))).toEqual({
    'nobodys-order': ['cancel-at-ca'],
    'nobodys-money': ['give-back'],
  });
  expect(await statusAtCa(world, 'nobodys-order')).toBe('cancelled');
  expect((await holdOf('nobodys-order'))?.state).toBe('released');
  expect((await holdOf('nobodys-money'))?.state).toBe('released');
});

it('the command tells what lacks what, asks case by case, and says what is left', async () => {
  const lost = await placed('asked-about.example.com');
  await workflowOf(world, lost).terminate('lost with its store');
  const doctor = (args: readonly string[], ask?: (question: string) => Promise<string>) =>
    runHere(['doctor', ...args], world.environment, ask);
  expect(await doctor(['--yes'])).toMatchObject({ exitCode: 2 });
  expect(await doctor(['--repair'])).toMatchObject({ exitCode: 2 });

  await until('the lists tell of it', async () => (await doctor([])).stdout.includes(lost));
  const told = await doctor(['--repair', '--dry-run']);
  expect(told.exitCode).toBe(1);
  expect(told.stdout).toContain(`${lost} (default): the order is open (validating)`);
  expect(told.stdout).toContain('start-order: start the order anew');
  expect((await workflowOf(world, lost).describe()).status.name).toBe('TERMINATED');

  const chinese = await doctor(['--repair', '--dry-run', '--lang', 'zh']);
  expect(chinese.stdout).toContain(`${lost}(default):订单尚未结束(验证中);其工作流已结束`);
  expect(latinSentences(chinese.stdout)).toEqual([]);

  const declined = await doctor(['--repair'], () => Promise.resolve('n'));
  expect(declined).toMatchObject({ exitCode: 1 });
  expect(declined.stdout).toContain(`Left: 1.\n\n${lost}`);
  const agreed = await doctor(['--repair'], () => Promise.resolve('y'));
  expect(agreed.stdout).toContain('-> mended: started anew');
  expect(agreed).toMatchObject({ exitCode: 0 });
  expect(agreed.stdout).toMatch(/\nNothing lacks anything any more\.\n$/);
  expect((await workflowOf(world, lost).describe()).status.name).toBe('RUNNING');
  const json = await doctor(['--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ findings: [], more: 0 });
});

it('asks nothing of an order that was mended meanwhile', async () => {
  const orderId = await placed('faster.example.com');
  const finding = { repair: 'start-order', subject: orderId, account: 'default', lacks: '' } as const;
  expect(await doctorOf(world).repair(finding)).toEqual({ outcome: 'not-needed' });
  expect((await workflowOf(world, orderId).describe()).status.name).toBe('RUNNING');
});
