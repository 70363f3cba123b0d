/** What looks at the world found: the newest per question, and how often the same was written down. */
import type { Finding } from '../../../domain/control/findings.js';
import { askedIn, type KeptFinding } from '../../../domain/control/kept-findings.js';
import { UNAWAITED, type Queryable } from '../../database.js';

export interface StoredFinding extends KeptFinding {
  /** When the same was seen for the first time, ISO 8601, UTC; `checkedAt` is the last time that was written down. */
  readonly firstCheckedAt: string;
  readonly times: number;
}

/**
 * Keeps every finding. The same answer as last time counts up instead of adding a row: waiting does not grow the table. One
 * statement for a whole look; a source that was asked twice in it counts once, by what it said last. Never in a transaction: it
 * does not wait for the disk, since the next look finds the same.
 */
export async function recordFindings(
  database: Queryable,
  orderId: string,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  const asked = askedIn(findings);
  const whose = (finding: Finding) => asked.get(finding) ?? finding.source;
  const given = [...new Map(findings.map((finding) => [keyOf(finding, whose(finding)), finding])).values()];
  const column = (of: (finding: Finding) => string) => given.map(of);
  await database.query(RECORD_FINDINGS, [
    orderId,
    column(({ name }) => name),
    column(({ subject }) => subject),
    column(({ source }) => source),
    column(({ question }) => question),
    column(({ expected }) => expected),
    column(({ found }) => found),
    column(({ verdict }) => verdict),
    column(({ checkedAt }) => checkedAt),
    column(whose),
    given.map(({ chinese }) => (chinese ? JSON.stringify(chinese) : null)),
  ]);
}

function keyOf({ name, subject }: Finding, asked: string): string {
  return JSON.stringify([name, subject, asked]);
}

const RECORD_FINDINGS = `
  with given as (
    select *, ${UNAWAITED}
      from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[],
                  $10::text[], $11::text[])
           with ordinality as g (name, subject, source, question, expected, found, verdict, checked_at, asked, chinese,
                                 position)
  ), again as (
    update findings as f
       set times = f.times + 1, source = g.source, asked = g.asked, chinese = g.chinese::jsonb,
           last_checked_at = greatest(f.last_checked_at, g.checked_at)
      from given as g
     where f.finding_id = (select max(last.finding_id) from findings as last
                            where last.order_id = $1 and last.name = g.name
                              and last.subject = g.subject and coalesce(last.asked, last.source) = g.asked)
       and (f.question, f.expected, f.found, f.verdict) = (g.question, g.expected, g.found, g.verdict)
    returning g.position
  )
  insert into findings (order_id, name, subject, source, question, expected, found, verdict, asked, chinese,
                        first_checked_at, last_checked_at)
  select $1, name, subject, source, question, expected, found, verdict, asked, chinese::jsonb, checked_at, checked_at
    from given
   where position not in (select position from again)
   order by position`;

interface FindingRow extends Omit<StoredFinding, 'checkedAt' | 'firstCheckedAt'> {
  readonly firstCheckedAt: Date;
  readonly lastCheckedAt: Date;
}

/** Every answer that was written down, oldest first. */
export async function loadAllFindings(database: Queryable, orderId: string): Promise<StoredFinding[]> {
  const { rows } = await database.query<FindingRow>(
    `select name, subject, source, coalesce(asked, source) as asked, question, expected, found, chinese, verdict, times,
            first_checked_at as "firstCheckedAt", last_checked_at as "lastCheckedAt"
       from findings
      where order_id = $1
      order by first_checked_at, finding_id`,
    [orderId],
  );
  return rows.map(storedFinding);
}

/** The last answer of every source about every name, newest first. */
export async function loadLatestFindings(database: Queryable, orderId: string): Promise<StoredFinding[]> {
  const { rows } = await database.query<FindingRow>(
    `select distinct on (name, subject, coalesce(asked, source))
            name, subject, source, coalesce(asked, source) as asked, question, expected, found, chinese, verdict, times,
            first_checked_at as "firstCheckedAt", last_checked_at as "lastCheckedAt"
       from findings
      where order_id = $1
      order by name, subject, coalesce(asked, source), last_checked_at desc, finding_id desc`,
    [orderId],
  );
  const findings = rows.map(storedFinding);
  return findings.sort((one, other) => other.checkedAt.localeCompare(one.checkedAt));
}

function storedFinding({ firstCheckedAt, lastCheckedAt, ...finding }: FindingRow): StoredFinding {
  return {
    ...finding,
    firstCheckedAt: firstCheckedAt.toISOString(),
    checkedAt: lastCheckedAt.toISOString(),
  };
}
