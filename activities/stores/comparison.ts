/** All stores compared: what differs in the lists is looked at once more, one by one, before it is told. */
import type { Bilingual } from '../../domain/bilingual.js';
import { pageOfRecordedOrders, type IdentifiedOrder } from '../../db/statements/stores/facts.js';
import { diagnoseOrder, type RecordedOrder } from '../../domain/stores/order-diagnosis.js';
import { NOT_COMPARED } from '../../domain/stores/lack-texts.js';
import {
  lacksOf,
  MOST_FINDINGS,
  repairsInTurn,
  type StoreFinding,
  type StoresComparison,
} from '../../domain/stores/words.js';
import type { ListedOrderWorkflow } from '../workflow-directory.js';
import type { StoresDependencies } from './dependencies.js';
import {
  ordersAtCa,
  ordersAtConnections,
  paymentsListed,
  type ListedAtConnections,
  type ListedMoney,
} from './listed.js';
import { accountOf, exactOrder } from './order-facts.js';
import { findingsOfMoved } from './moved-orders.js';
import { findingsOfOthers } from './other-findings.js';

export async function compareStores(dependencies: StoresDependencies): Promise<StoresComparison> {
  // Rows come last: an order that begins meanwhile is in them before it is anywhere else.
  const atCa = await ordersAtCa(dependencies);
  const elsewhere = await ordersAtConnections(dependencies);
  const money = await paymentsListed(dependencies);
  const workflows = await orderWorkflows(dependencies);
  const rows = await recordedOrders(dependencies);
  const suspects = suspectsIn({ rows, workflows, atCa, elsewhere, money });
  const findings: StoreFinding[] = [];
  for (const orderId of suspects) {
    const finding = await findingOf(dependencies, orderId, money);
    if (finding) findings.push(finding);
  }
  const moved = await findingsOfMoved(dependencies, rows.values());
  findings.push(...moved.findings, ...(await findingsOfOthers(dependencies)));
  const inTurn = repairsInTurn(findings);
  const notCompared = gapsIn(dependencies, {
    atCa: atCa !== null,
    unlisted: elsewhere.unlisted,
    money: money !== null,
    unknownAtFirstCa: moved.unknown,
  });
  return {
    findings: inTurn.slice(0, MOST_FINDINGS),
    more: Math.max(0, inTurn.length - MOST_FINDINGS),
    compared: {
      rows: rows.size,
      workflows: workflows.size,
      ordersAtCa: atCa ? atCa.size + elsewhere.orders.size : null,
      payments: money?.ofOrders.size ?? null,
    },
    notCompared: notCompared.map(({ en }) => en),
    notComparedChinese: notCompared.map(({ zh }) => zh),
  };
}

/** `listed`: who lists what it has. */
function gapsIn(
  { ca, takesPayments }: StoresDependencies,
  listed: {
    readonly atCa: boolean;
    /** By id of the connection, the CA's name. */
    readonly unlisted: ReadonlyMap<string, string>;
    readonly money: boolean;
    /** Orders that moved away from a CA that can't be asked. */
    readonly unknownAtFirstCa: number;
  },
): Bilingual[] {
  return [
    ...(listed.atCa ? [] : [NOT_COMPARED.noListAtCa(ca.name)]),
    ...[...listed.unlisted].map(([connectionId, name]) =>
      NOT_COMPARED.noListAtConnection(name, connectionId),
    ),
    ...(ca.limits.canFindByReference ? [] : [NOT_COMPARED.noReferenceAtCa(ca.name)]),
    ...(listed.unknownAtFirstCa > 0 ? [NOT_COMPARED.firstCaUnknown(listed.unknownAtFirstCa)] : []),
    ...(takesPayments && !listed.money ? [NOT_COMPARED.noPaymentList] : []),
  ];
}

interface Lists {
  readonly rows: ReadonlyMap<string, RecordedOrder & Pick<IdentifiedOrder, 'caConnectionId'>>;
  readonly workflows: ReadonlyMap<string, ListedOrderWorkflow>;
  readonly atCa: ReadonlyMap<string, 'validating' | 'issuing' | 'issued' | 'refused' | 'cancelled'> | null;
  readonly elsewhere: ListedAtConnections;
  readonly money: ListedMoney | null;
}

/** Orders that the lists tell differently. Where the CA lists nothing, every order that is open is asked for. */
function suspectsIn({ rows, workflows, atCa, elsewhere, money }: Lists): string[] {
  const known = new Set([
    ...rows.keys(),
    ...workflows.keys(),
    ...(atCa?.keys() ?? []),
    ...elsewhere.orders.keys(),
    ...(money?.ofOrders.keys() ?? []),
  ]);
  return [...known].filter((orderId) => {
    const row = rows.get(orderId);
    const place = row?.caConnectionId ?? null;
    const isListed = place === null ? atCa !== null : !elsewhere.unlisted.has(place);
    if (!isListed && row && !row.hasCertificate) return true;
    const facts = {
      row,
      workflow: workflows.get(orderId),
      atCa: elsewhere.orders.get(orderId) ?? atCa?.get(orderId),
      money: money?.ofOrders.get(orderId),
    };
    return diagnoseOrder(facts) !== undefined;
  });
}

async function findingOf(
  dependencies: StoresDependencies,
  orderId: string,
  money: ListedMoney | null,
): Promise<StoreFinding | undefined> {
  const exact = await exactOrder(dependencies, orderId);
  const { diagnosis } = exact;
  if (!diagnosis) return undefined;
  const account = accountOf(exact) ?? money?.accountOf.get(orderId) ?? null;
  return { repair: diagnosis.repair, subject: orderId, account, ...lacksOf(diagnosis.lacks) };
}

async function orderWorkflows({ workflows }: StoresDependencies): Promise<Map<string, ListedOrderWorkflow>> {
  const found = new Map<string, ListedOrderWorkflow>();
  for await (const workflow of workflows.listOrders()) found.set(workflow.orderId, workflow);
  return found;
}

const ROWS_AT_ONCE = 2_000;

async function recordedOrders({ database }: StoresDependencies): Promise<Map<string, IdentifiedOrder>> {
  const found = new Map<string, IdentifiedOrder>();
  let after = '';
  for (;;) {
    const page = await pageOfRecordedOrders(database, after, ROWS_AT_ONCE);
    for (const row of page) found.set(row.orderId, row);
    const last = page.at(-1);
    if (!last || page.length < ROWS_AT_ONCE) return found;
    after = last.orderId;
  }
}
