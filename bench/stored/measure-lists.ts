/** Times every list of a filled database, with the plan's nodes, and prints a row for each. */
import { createDatabase, type Database } from '../../db/database.js';
import { ACCOUNT_LISTS, askedOf, OTHER_LISTS, watchedDatabase, type Sent } from './lists.js';

export interface ListOptions {
  /** How often each is asked; the first time is not counted. */
  readonly times?: number;
}

export interface MeasuredList {
  readonly name: string;
  /** Milliseconds, from the call to the rows. */
  readonly median: number;
  readonly p95: number;
  readonly statements: number;
  /** Node types and indexes of the last statement's plan, each once. */
  readonly plan: readonly string[];
}

/** Of a database that `fillDatabase` filled. */
export async function measureLists(
  databaseUrl: string,
  { times = 20 }: ListOptions = {},
): Promise<MeasuredList[]> {
  const sent: Sent[] = [];
  const plain = createDatabase(databaseUrl, { maxConnections: 1, statementTimeoutMs: 60_000 });
  const database = watchedDatabase(plain, (statement) => sent.push(statement));
  try {
    const asked = await askedOf(database);
    const measured: MeasuredList[] = [];
    for (const [name, list] of Object.entries({ ...ACCOUNT_LISTS, ...OTHER_LISTS })) {
      sent.length = 0;
      await list(asked);
      const statements = [...sent];
      const took = await timesOf(() => list(asked), times);
      measured.push({
        name,
        median: at(took, 0.5),
        p95: at(took, 0.95),
        statements: statements.length,
        plan: await planOf(plain, statements.at(-1)),
      });
    }
    return measured;
  } finally {
    await plain.end();
  }
}

export function listsTable(measured: readonly MeasuredList[]): string {
  const rows = measured.map(
    ({ name, median, p95, statements, plan }) =>
      `| ${name} | ${median.toFixed(1)} | ${p95.toFixed(1)} | ${statements} | ${plan.join(', ')} |`,
  );
  return [
    '| list | median ms | p95 ms | statements | plan |',
    '| --- | --: | --: | --: | --- |',
    ...rows,
  ].join('\n');
}

async function timesOf(work: () => Promise<unknown>, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return took.sort((one, other) => one - other);
}

/** Nearest rank. */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** As `explain (format json)` tells it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Plan Rows'?: number;
  readonly Plans?: readonly PlanNode[];
}

export async function explained(database: Database, { text, values }: Sent): Promise<PlanNode[]> {
  const { rows } = await database.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    `explain (format json) ${text}`,
    values,
  );
  return rows.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesIn(Plan));
}

function nodesIn(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesIn)];
}

async function planOf(database: Database, sent: Sent | undefined): Promise<string[]> {
  if (!sent || /^\s*(begin|commit)/.test(sent.text)) return [];
  const nodes = await explained(database, sent);
  const words = nodes.flatMap((node) => {
    const on = node['Index Name'] ?? node['Relation Name'];
    return on === undefined ? [] : [`${node['Node Type']} ${on}`];
  });
  return [...new Set(words)];
}
