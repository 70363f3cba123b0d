// `sealflow payment`: what orders cost, what is owed, and the account's funds at the development payment house.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markOwed, noteHoldIntended } from '../../../../db/statements/payments/row.js';
import { runHere } from '../../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { order } from '../../../support/orders.js';

const AT = '2026-11-24T08:00:00.000Z';

let world: OrderWorld;
let due: string;
let owed: string;
let free: string;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true, worker: false });
  due = await order(world, 'due.example.com');
  owed = await order(world, 'owed.example.com');
  free = await order(world, 'free.example.com', { type: 'dv-free' });
  const payment = { orderId: owed, account: 'default', amount: 40_000, currency: 'CNY', key: 'k' } as const;
  await noteHoldIntended(world.dependencies.database, payment, AT);
  await markOwed(world.dependencies.database, payment, AT);
});
afterAll(() => world.stop());

const run = (...args: string[]) => runHere(args, world.environment);

describe('payment list', () => {
  it('tells what each order costs, and nothing of free ones', async () => {
    const { stdout } = await run('payment', 'list');
    expect(stdout).toMatch(new RegExp(`${due} +due +400\\.00 CNY`));
    expect(stdout).toMatch(new RegExp(`${owed} +owed +400\\.00 CNY +2026-11-24 16:00`));
    expect(stdout).not.toContain(free);
  });

  it('tells what is owed', async () => {
    const { stdout } = await run('payment', 'list', '--owed', '--json');
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ orderId: owed, state: 'owed', owedSince: AT }),
    ]);
  });

  it('refuses a state that there is not', async () => {
    const { exitCode, stderr } = await run('payment', 'list', '--state', 'lent');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('captured');
  });

  it('is of one account', async () => {
    const others = { ...world.environment, SEALFLOW_ACCOUNT: 'other' };
    expect((await runHere(['payment', 'list'], others)).stdout).toBe('No payments.\n');
    expect((await runHere(['payment', 'show', owed], others)).exitCode).not.toBe(0);
  });
});

describe('payment show', () => {
  it('tells of one', async () => {
    expect((await run('payment', 'show', owed)).stdout).toContain('2026-11-24 16:00 (UTC+8)');
  });

  it('knows none of an order that costs nothing', async () => {
    const { exitCode, stderr } = await run('payment', 'show', free);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('sealflow payment list');
  });

  it('is told with the order as well', async () => {
    expect((await run('order', 'show', owed)).stdout).toMatch(/Payment +400\.00 CNY, owed since 2026-11-24/);
    expect((await run('order', 'show', free)).stdout).not.toContain('Payment');
  });
});

describe('payment balance', () => {
  it('shows and sets the funds of the account', async () => {
    expect((await run('payment', 'balance')).stdout).toContain('1000000.00 CNY');
    expect((await run('payment', 'balance', '--set', '12345')).stdout).toContain('123.45 CNY');
    expect((await world.paymentControls.balance()).balance).toBe(12_345);
  });

  it('refuses an amount that is none', async () => {
    expect((await run('payment', 'balance', '--set', '1.5')).exitCode).toBe(2);
  });

  it('says where there is no payment house', async () => {
    const { SEALFLOW_PAYMENT_URL: _url, ...without } = world.environment;
    const { exitCode, stderr } = await runHere(['payment', 'balance'], without);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('SEALFLOW_PAYMENT_URL');
  });
});
