/** `npm run demo -- --all`: one order of every brand's way, side by side, on a compressed clock. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganizationStep } from '../../domain/organization/ways.js';
import { Cast } from './cast.js';
import { EVERY_ORDER } from './every-order.js';
import { FollowedOrder } from './followed-order.js';
import type { OrderSeen } from './order-news.js';
import { outcomeTable } from './outcome-table.js';
import { DESK_SECONDS, manDesks } from './people.js';
import type { DemoWorld, Performance } from './performance.js';
import { someNotGood } from './problem.js';
import { allIssued, explained } from './texts.js';

export const EVERY_WAY: Performance = {
  withinMs: 300_000,
  done: allIssued(EVERY_ORDER.length),
  async run(world) {
    explain(world);
    const cast = new Cast(world, folderIn(world));
    const orders = EVERY_ORDER.map((order) => new FollowedOrder(order, cast, world));
    const placing = placeAll(orders, cast).catch(world.giveUp);
    await followAll(orders, world);
    await placing;
    await tellOutcome(orders, world);
  },
};

function explain({ timeline }: DemoWorld): void {
  for (const line of explained(EVERY_ORDER.length, DESK_SECONDS)) timeline.say(line);
  timeline.heading();
}

function folderIn({ stack }: DemoWorld): string {
  const folder = join(stack.dataDir, 'papers');
  mkdirSync(folder);
  return folder;
}

async function placeAll(orders: readonly FollowedOrder[], cast: Cast): Promise<void> {
  await manDesks(cast);
  await Promise.all(orders.map((order) => order.place()));
}

/** One process sees all orders. */
async function followAll(orders: readonly FollowedOrder[], { commands }: DemoWorld): Promise<void> {
  const byId = new Map(orders.map((order) => [order.order.label, order]));
  for await (const seen of commands.follow<OrderSeen>('order', 'watch')) {
    byId.get(seen.orderId)?.see(seen);
    if (orders.every(({ hasEnded }) => hasEnded)) return;
  }
}

/** What the demo reads of `ca orders --json`. */
interface OrderAtCa {
  readonly reference: string;
  readonly steps: readonly {
    readonly step: OrganizationStep;
    readonly status: string;
    readonly skipped: boolean;
  }[];
}

async function tellOutcome(orders: readonly FollowedOrder[], world: DemoWorld): Promise<void> {
  const { commands, timeline } = world;
  const atCa = await commands.run<OrderAtCa[]>('ca', 'orders');
  const outcomes = await Promise.all(orders.map((order) => order.outcome(passedSteps(atCa, order))));
  timeline.table(outcomeTable(outcomes, timeline.language));
  const bad = outcomes.filter(({ isGood }) => !isGood).map(({ label }) => label);
  if (bad.length > 0) throw someNotGood(bad.join(', '));
}

function passedSteps(atCa: readonly OrderAtCa[], { order }: FollowedOrder): OrganizationStep[] {
  const steps = atCa.find(({ reference }) => reference === order.label)?.steps ?? [];
  return steps.flatMap(({ step, status, skipped }) => (status === 'passed' && !skipped ? [step] : []));
}
