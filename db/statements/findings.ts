/** What looks at the world found: the newest per question, and how often the same was seen. */
import type { Finding } from '../../domain/findings.js';
import { inTransaction, type Database, type Queryable } from '../database.js';

export interface StoredFinding extends Finding {
  /** When the same was seen for the first time, ISO 8601, UTC; `checkedAt` is the last time. */
  readonly firstCheckedAt: string;
  readonly times: number;
}

/** Keeps every finding. The same answer as last time counts up instead of adding a row: waiting does not grow the table. */
export async function recordFindings(
  database: Database,
  orderId: string,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  await inTransaction(database, async (transaction) => {
    for (const finding of findings) await recordFinding(transaction, orderId, finding);
  });
}

async function recordFinding(transaction: Queryable, orderId: string, finding: Finding): Promise<void> {
  const { name, subject, source, question, expected, found, verdict, checkedAt } = finding;
  const values = [orderId, name, subject, source, question, expected, found, verdict, checkedAt];
  const again = await transaction.query(
    `update findings
        set times = times + 1, last_checked_at = greatest(last_checked_at, $9)
      where finding_id = (select max(finding_id) from findings
                           where order_id = $1 and name = $2 and subject = $3 and source = $4)
        and (question, expected, found, verdict) = ($5, $6, $7, $8)`,
    values,
  );
  if (again.rowCount > 0) return;
  await transaction.query(
    `insert into findings (order_id, name, subject, source, question, expected, found, verdict,
                           first_checked_at, last_checked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    values,
  );
}

interface FindingRow extends Omit<StoredFinding, 'checkedAt' | 'firstCheckedAt'> {
  readonly firstCheckedAt: Date;
  readonly lastCheckedAt: Date;
}

/** The last answer of every source about every name, by name and subject. */
export async function loadLatestFindings(database: Queryable, orderId: string): Promise<StoredFinding[]> {
  const { rows } = await database.query<FindingRow>(
    `select distinct on (name, subject, source)
            name, subject, source, question, expected, found, verdict, times,
            first_checked_at as "firstCheckedAt", last_checked_at as "lastCheckedAt"
       from findings
      where order_id = $1
      order by name, subject, source, finding_id desc`,
    [orderId],
  );
  return rows.map(({ firstCheckedAt, lastCheckedAt, ...finding }) => ({
    ...finding,
    firstCheckedAt: firstCheckedAt.toISOString(),
    checkedAt: lastCheckedAt.toISOString(),
  }));
}
