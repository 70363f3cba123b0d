/**
 * The database server is killed (SIGKILL, all of it) right after a write that does not wait for the disk: that write is lost,
 * nothing else is, and the order ends as it would have. One death for each line of the table in docs/durability.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unwatchedPlans } from '../../../db/statements/plans/row.js';
import { certificateLifecycleWorkflowId } from '../../../domain/workflow-names.js';
import { createLogger } from '../../../worker/logger.js';
import { keepTidy } from '../../../worker/tidying.js';
import { MortalDatabase, MortalPostgres, type AllRows } from '../../support/mortal-postgres.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actAsSubscriber, ended, looksNow, order, standing } from '../../support/orders.js';
import {
  expectMatchingCertificate,
  expectNothingPublished,
  expectOneOrderAtCa,
} from '../../support/proofs-of-order.js';
import { doctorOf } from '../../support/restored-stores.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 180_000 });

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

interface Unawaited {
  /** As docs/durability.md names it. */
  readonly written: string;
  /** Below db/statements/. */
  readonly file: string;
  readonly statement: RegExp;
  readonly table: string;
  readonly manual?: true;
  /** What the subscriber does, once the server is back. */
  readonly then?: (orderId: string) => Promise<void>;
  /** What is true of the order that has ended. */
  readonly atEnd: (orderId: string) => Promise<void>;
}

const KINDS: readonly Unawaited[] = [
  {
    written: 'findings of a look',
    file: 'control/findings.ts',
    statement: /insert into findings/,
    table: 'findings',
    manual: true,
    then: async (orderId) => {
      const view = await standing(world, orderId, 'subscriber-dns');
      await looksNow(world, orderId);
      await until('the next look finds the same', async () => (await rowsOf('findings', orderId)) > 0);
      await actAsSubscriber(world, view);
      await looksNow(world, orderId);
    },
    atEnd: async (orderId) => expect(await rowsOf('findings', orderId)).toBeGreaterThan(0),
  },
  {
    written: 'the status of a proof, as the CA told it',
    file: 'control/domain-validations.ts',
    statement: /with unawaited[\s\S]*update domain_validations/,
    table: 'domain_validations',
    atEnd: async (orderId) => {
      const { validations } = await world.orders.show(orderId);
      expect(validations.map(({ status }) => status)).toEqual(['valid']);
    },
  },
  {
    written: "the CA's turn to issue, where it was satisfied at the first look",
    file: 'orders/row.ts',
    statement: /with unawaited[\s\S]*update orders/,
    table: 'orders',
    // What the row says meanwhile: test/workflows/orders/quiet-steps.test.ts.
    atEnd: async (orderId) =>
      expect(await world.orders.show(orderId)).toMatchObject({ waitingOn: null, deadline: null }),
  },
  {
    written: 'that what was published is gone from the world',
    file: 'control/published-validations.ts',
    statement: /with unawaited[\s\S]*delete from published_validations/,
    table: 'published_validations',
    atEnd: async (orderId) => {
      // The note has come back. Nobody follows it: neither is anything there, nor does anybody miss it.
      expect(await rowsOf('published_validations', orderId)).toBe(1);
      const { findings } = await doctorOf(world).compare();
      expect(findings.filter(({ subject }) => subject === orderId)).toEqual([]);
    },
  },
  {
    written: 'that a plan is watched',
    file: 'plans/row.ts',
    statement: /with unawaited[\s\S]*update certificates set watched_at/,
    table: 'certificates',
    atEnd: async (orderId) => {
      const { database } = world.dependencies;
      const plans = () => unwatchedPlans(database, new Date().toISOString(), { after: '', limit: 100 });
      const lifecycle = world.temporal.workflow.getHandle(certificateLifecycleWorkflowId(orderId));
      const { runId } = await lifecycle.describe();
      expect(await plans()).toContainEqual({ planId: orderId });
      // As a worker does at its start.
      (await keepTidy(world.dependencies, world.temporal, createLogger('silent'))).stop();
      expect(await plans()).toEqual([]);
      expect(await lifecycle.describe()).toMatchObject({ runId, status: { name: 'RUNNING' } });
    },
  },
];

const folder = temporaryFolder();
let postgres: MortalPostgres;
let mortal: MortalDatabase;
let world: OrderWorld;
beforeAll(async () => {
  postgres = await MortalPostgres.start(folder);
  world = await createOrderWorld({
    payments: true,
    databaseUrl: postgres.url,
    watchedDatabase: (database) => (mortal = new MortalDatabase(database, postgres)),
  });
});
afterAll(async () => {
  await world.stop();
  await postgres.stop();
});

async function rowsOf(table: 'findings' | 'published_validations', orderId: string): Promise<number> {
  const { rows } = await world.dependencies.database.query<{ count: number }>(
    `select count(*)::integer as count from ${table} where order_id = $1`,
    [orderId],
  );
  return rows[0]?.count ?? 0;
}

/** What triggers write of a write is written, and lost, with it. */
const WRITTEN_WITH_ANOTHER = ['order_events', 'order_turns'];

function changedTables(one: AllRows, other: AllRows): string[] {
  return Object.keys(one).filter(
    (table) =>
      !WRITTEN_WITH_ANOTHER.includes(table) && JSON.stringify(one[table]) !== JSON.stringify(other[table]),
  );
}

describe('the database server dies right after it has written, without waiting for the disk,', () => {
  it.each(KINDS.map((kind, index) => [kind.written, kind, index] as const))(
    '%s',
    async (_written, { statement, table, manual, then, atEnd }, index) => {
      const death = mortal.diesAfter(statement);
      const name = `death-${index}.example.com`;
      const orderId = await order(world, name, { validation: manual ? 'manual-dns' : 'auto-dns' });
      const { before, written, after } = await death;
      expect(changedTables(before, written)).toEqual([table]);
      // That is lost, and nothing that was promised before it.
      expect(after).toEqual(before);

      await then?.(orderId);
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
      expect(await world.orders.show(orderId)).toMatchObject({
        state: 'issued',
        payment: { state: 'captured' },
      });
      await expectOneOrderAtCa(world, orderId, 'issued');
      await expectMatchingCertificate(world.orders, orderId);
      if (!manual) expectNothingPublished(world, name);
      expect((await world.paymentControls.hold(`order:${orderId}`))?.state).toBe('captured');
      await atEnd(orderId);
    },
  );
});

describe('writes that do not wait for the disk', () => {
  it('are those of the page, each with a death of its own', () => {
    const page = readFileSync(join(ROOT, 'docs/durability.md'), 'utf8');
    const [, table = ''] = page.split('| written without waiting |');
    const told = [...table.matchAll(/^\| (?!-)([^|]+?) \|/gm)].map(([, written]) => written);
    expect(KINDS.map(({ written }) => written)).toEqual(told);
  });

  it('are in these statements, and in no other', () => {
    const folderOfAll = join(ROOT, 'db/statements');
    const files = readdirSync(folderOfAll, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const uses = readFileSync(join(folderOfAll, file), 'utf8').match(/\$\{UNAWAITED\}/g) ?? [];
        return uses.map(() => file.replaceAll('\\', '/'));
      });
    expect(files.sort()).toEqual(KINDS.map(({ file }) => file).sort());
  });
});
