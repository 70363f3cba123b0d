/** The commands of docs/operating.md on an embedded stack: backed up, one store put back or lost, and mended by `sealflow doctor`. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { OrderView } from '../../../client/orders/views.js';
import { findRunningStack } from '../../../config/stack-file.js';
import type { StoreFinding, StoresComparison } from '../../../domain/stores/words.js';
import { PaymentControls } from '../../support/payment-controls.js';
import { sealflow, startStackProcess, type StackProcess } from '../../support/stack-process.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { until } from '../../support/until.js';

const folder = temporaryFolder();
const dataDir = join(folder, '.sealflow');
const logFile = join(folder, 'stack.log');
const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8');
let stack: StackProcess | undefined;
afterAll(() => stack?.stop());

/** Runs a command that the page tells, where the data folder is; throws where the page no longer tells it. */
function asTold(command: string): void {
  expect(page).toContain(command);
  execFileSync('sh', ['-ec', command], { cwd: folder });
}

async function up(): Promise<void> {
  stack = await startStackProcess(dataDir, logFile);
}

async function down(): Promise<void> {
  await stack?.stop();
  stack = undefined;
}

async function order(name: string, validation: 'auto-dns' | 'manual-dns'): Promise<string> {
  const flags = ['--brand', 'trustasia', '--type', 'dv', '--name', name, '--validation', validation];
  const made = await sealflow(dataDir, 'order', 'create', ...flags, '--key', 'ecc-p256', '--yes');
  return (made as { orderId: string }).orderId;
}

async function at(orderId: string, reached: (view: OrderView) => boolean): Promise<OrderView> {
  return await until(
    `order ${orderId}`,
    async () => {
      const view = (await sealflow(dataDir, 'order', 'show', orderId)) as OrderView;
      return reached(view) && view;
    },
    90_000,
  );
}

const waitsForDns = ({ waitingOn }: OrderView) => waitingOn === 'subscriber-dns';

/** Repeated until nothing is left: Temporal's lists may be seconds old. Returns what was mended. */
async function mended(): Promise<StoreFinding[]> {
  const done: StoreFinding[] = [];
  await until(
    'doctor finds nothing',
    async () => {
      const answer = await sealflow(dataDir, 'doctor', '--repair', '--yes').catch(() => undefined);
      const { treated, left } = (answer ?? {}) as { treated?: StoreFinding[]; left?: StoresComparison };
      done.push(...(treated ?? []));
      return left?.findings.length === 0;
    },
    120_000,
  );
  return done;
}

async function moneyOf(orderId: string): Promise<string | undefined> {
  const environment = findRunningStack(dataDir)?.environment ?? {};
  const house = new PaymentControls(
    environment.SEALFLOW_PAYMENT_URL ?? '',
    environment.SEALFLOW_PAYMENT_TOKEN ?? '',
  );
  return (await house.hold(`order:${orderId}`))?.state;
}

it('a Postgres that is older, then a Temporal that is lost: both are mended, and nothing is left', async () => {
  await up();
  const waiting = await order('waiting.example.com', 'manual-dns');
  await at(waiting, waitsForDns);
  await down();
  asTold('cp -aL .sealflow sealflow-backup');

  await up();
  const later = await order('later.example.com', 'manual-dns');
  const issued = await order('issued.example.com', 'auto-dns');
  await at(later, waitsForDns);
  await at(issued, ({ state, payment }) => state === 'issued' && payment?.state === 'captured');
  await down();
  asTold('rm -r .sealflow/postgres/*');
  asTold('cp -a sealflow-backup/postgres/. .sealflow/postgres/');

  await up();
  const repairs = (await mended()).map(({ repair, subject }) => [subject, repair]);
  expect(repairs).toContainEqual([later, 'end-order']);
  expect(repairs).toContainEqual([issued, 'adopt-certificate']);
  await at(later, ({ state, payment }) => state === 'cancelled' && payment?.state === 'returned');
  await at(issued, ({ state, payment }) => state === 'issued' && payment?.state === 'captured');
  expect(await moneyOf(later)).toBe('released');
  expect(await moneyOf(issued)).toBe('captured');
  await down();
  asTold('rm .sealflow/temporal.db*');

  await up();
  expect((await mended()).map(({ repair, subject }) => [subject, repair])).toContainEqual([
    waiting,
    'start-order',
  ]);
  const { validations } = await at(waiting, waitsForDns);
  for (const { record } of validations)
    if (record) await sealflow(dataDir, 'dns', 'set', record.name, record.type, record.value);
  await sealflow(dataDir, 'order', 'check', waiting);
  await at(waiting, ({ state, payment }) => state === 'issued' && payment?.state === 'captured');
  expect(await moneyOf(waiting)).toBe('captured');
}, 600_000);
