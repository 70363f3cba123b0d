/**
 * Far more orders at once than there are connections for, from several programs and from many commands: each is answered with
 * its order id or with a clear "later", and what is asked again then is the same order. None is there twice, none half.
 */
import { Client, Connection } from '@temporalio/client';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compiledProgram } from '../../../config/package-folder.js';
import { newMasterKey } from '../../../config/master-keys.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { runToEnd } from '../../../dev/processes.js';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { temporalAddress } from '../../support/temporal.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 600_000 });

const PROGRAMS = 4;
const OF_EACH = 200;
const COMMANDS = 24;

const CREATES = fileURLToPath(new URL('../../support/many-creates.js', import.meta.url));
const COMMAND = compiledProgram('command/main.js');

/** Numbers of orders, and what each was answered. */
interface Answer {
  readonly number: number;
  readonly orderId?: string;
  readonly code?: string;
  readonly message?: string;
}

let test: TestDatabase;
let database: Database;
let connection: Connection;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  connection = await Connection.connect({ address: temporalAddress() });
  environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TEMPORAL_ADDRESS: temporalAddress(),
    DATABASE_URL: test.url,
    SEALFLOW_MASTER_KEY: newMasterKey(new Date()).text,
    // Nobody works here: what is asked for stays as it was begun.
    TEMPORAL_TASK_QUEUE: `burst-${process.pid}-${Date.now()}`,
  };
});
afterAll(async () => {
  await database.end();
  await connection.close();
  await test.drop();
});

/** "Later", as it may be told: nothing but that the same request is to be sent again. */
const LATER = /may be sent again|send the same request again/i;

function isLater({ code, message }: Answer): boolean {
  return code === 'TooMuchAtOnce' || (code === 'TemporalNotReachable' && LATER.test(message ?? ''));
}

async function byProgram(first: number, count: number): Promise<Answer[]> {
  const { code, output } = await runToEnd(process.execPath, [CREATES, String(first), String(count)], {
    env: environment,
  });
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

async function byCommand(number: number): Promise<Answer> {
  const flags = ['--brand', 'trustasia', '--type', 'dv', '--name', `burst-${number}.example.com`];
  const { code, output } = await runToEnd(
    process.execPath,
    [COMMAND, 'order', 'create', ...flags, '--validation', 'manual-dns', '--yes', '--json'].concat([
      '--idempotency-key',
      `burst-${number}`,
    ]),
    { env: environment },
  );
  const told = JSON.parse(output) as { orderId?: string; error?: { code: string; message: string } };
  // A refusal for good would have another code (docs/commands.md).
  expect(code).toBe(told.error ? 1 : 0);
  return { number, ...(told.orderId === undefined ? told.error : { orderId: told.orderId }) };
}

interface Row {
  readonly orderId: string;
  readonly number: number;
  readonly isStarted: boolean;
}

async function stored(): Promise<Row[]> {
  const { rows } = await database.query<Row>(
    `select order_id as "orderId", substring(names[1] from 'burst-([0-9]+)')::integer as number,
            started_at is not null as "isStarted" from orders`,
  );
  return rows;
}

async function isRunning(orderId: string): Promise<boolean> {
  const handle = new Client({ connection }).workflow.getHandle(certificateOrderWorkflowId(orderId));
  return await handle.describe().then(
    ({ status }) => status.name === 'RUNNING',
    () => false,
  );
}

/** Each answer is an order or "later"; each order is there once and runs; who was told "later" has it once he asks again. */
async function expectAllOrNothing(answers: readonly Answer[], again: (number: number) => Promise<Answer>) {
  const raw = answers.filter((answer) => answer.orderId === undefined && !isLater(answer));
  expect(raw).toEqual([]);
  const ids = answers.flatMap(({ orderId }) => orderId ?? []);
  console.log(`${ids.length} taken, ${answers.length - ids.length} told "later"`);
  expect(new Set(ids).size).toBe(ids.length);

  const numbers = new Set(answers.map(({ number }) => number));
  const before = (await stored()).filter(({ number }) => numbers.has(number));
  expect(new Set(before.map(({ number }) => number)).size).toBe(before.length);
  expect(before.filter(({ orderId, isStarted }) => ids.includes(orderId) && isStarted)).toHaveLength(
    ids.length,
  );
  for (const { orderId, isStarted } of before) if (isStarted) expect(await isRunning(orderId)).toBe(true);

  for (const { number, orderId } of answers) {
    if (orderId !== undefined) continue;
    const { orderId: late } = await until(`order ${number}, asked for again`, async () => {
      const answer = await again(number);
      return answer.orderId !== undefined && answer;
    });
    expect(await isRunning(late ?? '')).toBe(true);
  }
  const after = (await stored()).filter(({ number }) => numbers.has(number));
  expect(after.map(({ number }) => number).sort((a, b) => a - b)).toEqual([...numbers].sort((a, b) => a - b));
  expect(after.filter(({ isStarted }) => !isStarted)).toEqual([]);
}

describe('at once', () => {
  it(`${PROGRAMS * OF_EACH} orders from ${PROGRAMS} programs are taken, or told "later"`, async () => {
    const firsts = Array.from({ length: PROGRAMS }, (_, program) => program * OF_EACH);
    const answers = (await Promise.all(firsts.map((first) => byProgram(first, OF_EACH)))).flat();
    expect(answers).toHaveLength(PROGRAMS * OF_EACH);
    await expectAllOrNothing(answers, async (number) => (await byProgram(number, 1))[0] ?? { number });
    const query = `TaskQueue = '${environment.TEMPORAL_TASK_QUEUE ?? ''}'`;
    await until('Temporal has as many', async () => {
      const { count } = await new Client({ connection }).workflow.count(query);
      return count === PROGRAMS * OF_EACH;
    });
  });

  it(`${COMMANDS} commands are taken, or told "later"`, async () => {
    const numbers = Array.from({ length: COMMANDS }, (_, index) => PROGRAMS * OF_EACH + index);
    const answers = await Promise.all(numbers.map(byCommand));
    await expectAllOrNothing(answers, byCommand);
  });
});
