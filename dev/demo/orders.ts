/** The demo's two orders: one that nobody has to do anything for, one in which the subscriber puts a file in place. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../config/make-folder.js';
import type { Bilingual } from '../../domain/bilingual.js';
import type { Finding } from '../../domain/control/findings.js';
import type { ValidationMethod } from '../../domain/catalogue/words.js';
import type { OrderState } from '../../domain/orders/states.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { Party, Wait } from '../../domain/waits.js';
import { NEWS } from './news.js';
import { wordsOfReason } from '../../domain/told.js';
import type { DemoWorld, Performance } from './performance.js';
import { withoutCertificate } from './problem.js';
import { COLON, ENDS, joined, PEOPLE, SEMICOLON, TWO_ISSUED, verbatim } from './texts.js';
import { verifyDownload } from './verify-download.js';

interface DemoOrder {
  readonly name: string;
  readonly validation: ValidationMethod;
  readonly brand: string;
}

/** The stack's DNS answers for any name: these belong to nobody else here. */
const THE_ORDERS: readonly DemoOrder[] = [
  { name: 'shop.example.com', validation: 'auto-dns', brand: 'trustasia' },
  { name: 'blog.example.org', validation: 'file', brand: 'wotrus' },
];

/** What the demo reads of `order show --json`. */
interface OrderSeen {
  readonly orderId: string;
  readonly state: OrderState;
  readonly waitingOn: Wait | null;
  readonly party: Party | null;
  readonly reason: string | null;
  readonly reasonChinese?: string | null;
  readonly certificateId: string | null;
  readonly validations: readonly (Omit<DomainValidation, 'file'> & {
    readonly status: string;
    readonly file: DomainValidation['file'] | null;
    readonly lastFinding: FindingSeen | null;
  })[];
}

/** A CA of this machine answers in milliseconds; a little slower, there is something to see. */
const CA_TAKES_MS = 500;

export const TWO_ORDERS: Performance = {
  withinMs: 120_000,
  done: TWO_ISSUED,
  /** Both at once. The first one to fail ends the other. */
  async run(world) {
    world.timeline.heading();
    await world.commands.run('ca', 'hostile', 'late', '--delay-ms', String(CA_TAKES_MS));
    const runs = THE_ORDERS.map((order) => runOrder(order, world));
    try {
      await Promise.all(runs);
    } catch (error) {
      world.giveUp(error);
      await Promise.allSettled(runs);
      throw error;
    }
  },
};

/** From `order create` to a verified download. Throws where the order ends otherwise. */
async function runOrder(order: DemoOrder, world: DemoWorld): Promise<void> {
  const { commands, timeline, stack } = world;
  const { name, brand, validation } = order;
  const product = ['--brand', brand, '--type', 'dv'];
  // A draft, so that the timeline is there before the order moves.
  const { orderId } = await commands.run<{ orderId: string }>('order', 'create', ...product, '--draft');
  timeline.row(name, { state: 'created', party: null }, verbatim(`${brand} DV, ${validation}: ${orderId}`));
  const last = await follow(order, orderId, world);
  if (last?.state !== 'issued')
    throw withoutCertificate(orderId, name, (last && wordsOfReason(last)) ?? ENDS.noReason);

  const folder = join(stack.dataDir, 'downloads', name);
  await commands.run('certificate', 'download', orderId, '--out', folder);
  const { verdict } = await verifyDownload(folder, name, stack.ca);
  timeline.row(name, last, verdict);
}

/** Shows every change until the order's end, and does what the subscriber is asked to do, once each. */
async function follow(order: DemoOrder, orderId: string, world: DemoWorld): Promise<OrderSeen | undefined> {
  let last: OrderSeen | undefined;
  const acted = new Map<Wait, Promise<void>>();
  for await (const view of world.commands.follow<OrderSeen>('order', 'watch', orderId)) {
    last = view;
    world.timeline.row(order.name, view, news(view));
    const { waitingOn: wait } = view;
    const act = wait && subscribersPart(wait, view);
    if (act && !acted.has(wait)) acted.set(wait, act(order, view, world).catch(world.giveUp));
  }
  await Promise.all(acted.values());
  return last;
}

type Act = (order: DemoOrder, view: OrderSeen, world: DemoWorld) => Promise<void>;

function subscribersPart(wait: Wait, view: OrderSeen): Act | undefined {
  if (wait === 'subscriber-form') return submitForm;
  // Not before the first look has missed it: that is what a subscriber sees, too.
  return wait === 'subscriber-file' && firstObstacle(view) ? serveFiles : undefined;
}

async function submitForm({ name, validation }: DemoOrder, view: OrderSeen, world: DemoWorld): Promise<void> {
  const form = ['--name', name, '--validation', validation, '--key', 'ecc-p256'];
  await world.commands.run('order', 'submit', view.orderId, ...form, '--yes');
}

/** The subscriber's web server is a folder of the stack here. */
async function serveFiles({ name }: DemoOrder, view: OrderSeen, world: DemoWorld): Promise<void> {
  const { commands, timeline, stack } = world;
  for (const { file } of view.validations) {
    if (!file) continue;
    const { hostname, pathname } = new URL(file.url);
    const path = join(stack.dataDir, 'www', hostname, ...pathname.split('/'));
    makeFolder(dirname(path));
    writeFileSync(path, file.content);
    timeline.row(name, view, PEOPLE.putsFile(pathname));
  }
  await commands.run('order', 'check', view.orderId);
}

function news(view: OrderSeen): Bilingual {
  if (view.waitingOn === null)
    return view.certificateId === null
      ? (wordsOfReason(view) ?? ENDS.ended)
      : ENDS.certificate(view.certificateId);
  const obstacle = firstObstacle(view);
  if (!obstacle) return NEWS[view.waitingOn];
  const { source, found, chinese, verdict } = obstacle;
  const seen = { zh: chinese?.found ?? (found || verdict), en: found || verdict };
  return joined([NEWS[view.waitingOn], SEMICOLON, verbatim(source), COLON, seen], verbatim(''));
}

/** A finding, with its Chinese where its words are ours. */
type FindingSeen = Finding & { readonly chinese?: { readonly found?: string } | null };

function firstObstacle({ validations }: OrderSeen): FindingSeen | undefined {
  const findings = validations.flatMap(({ lastFinding }) => (lastFinding ? [lastFinding] : []));
  return findings.find(({ verdict }) => verdict !== 'ok');
}
