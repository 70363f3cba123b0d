/**
 * No money is held whose amount was not shown: every command that takes some, at a terminal, in a pipe and with `--json`, against
 * a payment house whose books tell what was held.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../../../client/cli/terminal.js';
import type { Quote } from '../../../../client/orders/quoting.js';
import { runHere } from '../../../support/command-line.js';
import { latinSentences } from '../../../support/latin-sentences.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { ended, order, standing } from '../../../support/orders.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
}, 120_000);
afterAll(() => world.stop());

const folder = temporaryFolder();
let count = 0;

interface Case {
  /** Without `--yes` or `--price`. */
  readonly args: readonly string[];
  readonly amount: string;
}

const DV = ['--brand', 'trustasia', '--type', 'dv', '--key', 'ecc-p256', '--validation', 'auto-dns'];

/** Each command that takes money, ready to be called. */
const CASES: Readonly<Record<string, () => Promise<Case>>> = {
  'order create': () => {
    const args = ['order', 'create', ...DV, '--name', `c${++count}.priced.com`];
    return Promise.resolve({ args, amount: '400.00' });
  },
  'order submit': async () => {
    const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    await standing(world, orderId, 'subscriber-form');
    return {
      args: ['order', 'submit', orderId, ...DV, '--name', `s${++count}.priced.com`],
      amount: '400.00',
    };
  },
  'order resubmit': async () => {
    const orderId = await order(world, `r${++count}.priced.com`, { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    return { args: ['order', 'resubmit', orderId], amount: '400.00' };
  },
  'certificate renew': async () => {
    const orderId = await issued({});
    const soon = new Date(Date.now() + 10 * 86_400_000);
    await world.dependencies.database.query('update plans set ends_at = $2 where plan_id = $1', [
      orderId,
      soon,
    ]);
    return { args: ['certificate', 'renew', orderId], amount: '400.00' };
  },
  'certificate replace': async () => {
    const changes = join(folder, `changes-${++count}.yaml`);
    writeFileSync(changes, `names: [p${count}.priced.com, q${count}.priced.com]\nvalidation: manual-dns\n`);
    return {
      args: ['certificate', 'replace', await issued({}), '--form-changes', changes],
      amount: '700.00',
    };
  },
  'certificate upgrade': async () => {
    const orderId = await issued({ type: 'dv-free' });
    return {
      args: ['certificate', 'upgrade', orderId, '--brand', 'wotrus', '--type', 'dv'],
      amount: '380.00',
    };
  },
};

async function issued(fields: Parameters<typeof order>[2]): Promise<string> {
  const orderId = await order(world, `i${++count}.priced.com`, fields);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

/** As a person at a terminal, who answers so. */
async function atTerminal(args: readonly string[], answer: string, language = 'en') {
  const questions: string[] = [];
  const ask: Terminal['ask'] = (question) => {
    questions.push(question);
    return Promise.resolve(answer);
  };
  const result = await runHere([...args, '--lang', language, '--no-wait'], world.environment, ask);
  return { ...result, questions };
}

/** Orders that go on, and money that is held for none of these. */
async function standingNow(): Promise<{ placed: number; heldUnasked: number }> {
  const orders = await world.orders.list({ limit: 1000 });
  const placed = orders.filter(({ state }) => state !== 'pending-submission' && state !== 'cancelled');
  const asked = new Set(
    orders.flatMap(({ orderId, state }) => (state === 'pending-submission' ? [] : [orderId])),
  );
  const held = (await world.paymentControls.holds()).filter(({ effects }) =>
    effects.some(({ state }) => state === 'held'),
  );
  const heldUnasked = held.filter(({ key }) => !asked.has(key.slice('order:'.length))).length;
  return { placed: placed.length, heldUnasked };
}

describe.each(Object.entries(CASES))('%s', (_name, prepare) => {
  it('with --json says what it saw: neither more, nor less, nor nothing', async () => {
    const { args, amount } = await prepare();
    const before = await standingNow();
    for (const more of [[], ['--price', '1.00'], ['--price', '0']]) {
      const { exitCode, stderr } = await runHere([...args, ...more, '--json'], world.environment);
      const { error } = JSON.parse(stderr) as { error: { field: string; accepted: string } };
      expect({ exitCode, field: error.field }).toEqual({ exitCode: 4, field: 'expectedPrice' });
      expect(error.accepted).toContain(`--price ${amount}`);
    }
    expect(await standingNow()).toEqual(before);
    const placedNow = await runHere([...args, '--price', amount, '--json'], world.environment);
    expect(placedNow).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await orderOf(placedNow.stdout)).toBe(amount);
  });

  it('in a pipe is refused with its price, until it is agreed to', async () => {
    const { args, amount } = await prepare();
    const before = await standingNow();
    const refused = await runHere(args, world.environment);
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain(`${amount} CNY`);
    expect(await standingNow()).toEqual(before);
    const agreed = await runHere([...args, '--yes', '--no-wait'], world.environment);
    expect(agreed.exitCode).toBe(0);
    // Standard output is the answer and nothing else.
    expect(agreed.stderr).toMatch(new RegExp(`Price +${amount} CNY`));
  });

  it('at a terminal is shown and asked for, and taken only by a yes', async () => {
    const { args, amount } = await prepare();
    const before = await standingNow();
    const no = await atTerminal(args, '');
    expect(no.exitCode).toBe(2);
    expect(no.questions).toHaveLength(1);
    expect(no.questions[0]).toContain(`${amount} CNY`);
    expect(no.stdout).toMatch(new RegExp(`Price +${amount} CNY[^]*Balance +[0-9.]+ CNY, which is enough`));
    expect(await standingNow()).toEqual(before);
    const yes = await atTerminal(args, '是', 'zh');
    expect(yes.exitCode).toBe(0);
    expect(yes.stdout).toContain(`${amount} CNY`);
    expect(yes.stdout.indexOf('价格')).toBeLessThan(yes.stdout.indexOf('已提交'));
    expect(latinSentences(`${yes.stdout}${yes.questions.join('\n')}`)).toEqual([]);
  });
});

/** What the order costs that an answer tells of. */
async function orderOf(stdout: string): Promise<string> {
  const { orderId } = JSON.parse(stdout) as { orderId: string };
  const { payment } = await world.orders.show(orderId);
  return ((payment?.amount ?? 0) / 100).toFixed(2);
}

describe('a quote', () => {
  const quoted = ['order', 'quote', ...DV, '--name', 'www.quoted.com'];

  it('tells what an order costs, holds and brings, and places nothing', async () => {
    const before = await standingNow();
    const { stdout } = await runHere([...quoted, '--json'], world.environment);
    expect(JSON.parse(stdout) as Quote).toMatchObject({
      price: { amount: 40_000, currency: 'CNY' },
      charged: 'here',
      names: ['www.quoted.com'],
      certificateNames: ['www.quoted.com', 'quoted.com'],
      plan: { years: 1, validityDays: 199 },
      funds: { currency: 'CNY', missing: 0 },
      freePlaces: null,
    });
    expect(await standingNow()).toEqual(before);
  });

  it('tells what is missing where the balance does not do', async () => {
    const { balance } = await world.paymentControls.balance();
    await world.paymentControls.setBalance(15_000);
    try {
      const { stdout } = await runHere(quoted, world.environment);
      expect(stdout).toMatch(/Balance +150\.00 CNY: 250\.00 CNY is missing/);
    } finally {
      await world.paymentControls.setBalance(balance);
    }
  });

  it('tells that somebody else will have to approve it, in both languages, where the account wants that', async () => {
    expect((await runHere(quoted, world.environment)).stdout).not.toContain('Approval');
    await world.orders.approvals.setRules({ approvesOrders: true });
    try {
      const { stdout } = await runHere(quoted, world.environment);
      expect(stdout).toMatch(/Approval +needed, by somebody else of the account who may approve.* 14 days/);
      expect(stdout).toMatch(/Money +set aside once the order is approved/);
      expect(stdout).toContain('2. somebody else of the account approves it');
      const chinese = await runHere([...quoted, '--lang', 'zh'], world.environment);
      expect(chinese.stdout).toMatch(/审批 +需要:由账号内有审批权的另一人决定/);
      expect(latinSentences(chinese.stdout)).toEqual([]);
      const told = await runHere([...quoted, '--json'], world.environment);
      expect(JSON.parse(told.stdout) as Quote).toMatchObject({ needsApproval: true });
    } finally {
      await world.orders.approvals.setRules({ approvesOrders: false });
    }
    const told = await runHere([...quoted, '--json'], world.environment);
    expect(JSON.parse(told.stdout) as Quote).toMatchObject({ needsApproval: false });
  });

  it('of what is free tells the places that are left', async () => {
    const free = [
      'order',
      'quote',
      '--brand',
      'trustasia',
      '--type',
      'dv-free',
      '--name',
      'www.free-quoted.com',
    ];
    const { stdout } = await runHere([...free, '--validation', 'auto-dns'], world.environment);
    expect(stdout).toMatch(/Price +free/);
    expect(stdout).toMatch(/Free places +\d+ of 50 left in this account, 20 of 20 at free-quoted\.com/);
    expect(stdout).toMatch(/for tests only/);
  });

  it('refuses a form as an order would', async () => {
    const { exitCode, stderr } = await runHere([...quoted, '--name', '*.com', '--json'], world.environment);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { field: 'names[1]' } });
  });
});

describe('what costs nothing', () => {
  it('is not asked about', async () => {
    const free = ['order', 'create', '--brand', 'trustasia', '--type', 'dv-free', '--validation', 'auto-dns'];
    const args = [...free, '--name', 'www.unasked.com', '--key', 'ecc-p256', '--json'];
    expect(await runHere(args, world.environment)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

it('the same request again is the same order, whatever price it says by then', async () => {
  const args = [
    'order',
    'create',
    ...DV,
    '--name',
    'again.priced.com',
    '--idempotency-key',
    'again',
    '--json',
  ];
  const first = await runHere([...args, '--price', '400'], world.environment);
  const second = await runHere([...args, '--price', '1'], world.environment);
  expect(JSON.parse(second.stdout)).toMatchObject({
    orderId: (JSON.parse(first.stdout) as { orderId: string }).orderId,
  });
});
