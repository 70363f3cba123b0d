/** What looks found, kept for people to read: also where the database does not take what a stranger's server said. */
import { StatementRefused, type Queryable } from '../../db/database.js';
import { loadLatestFindings, recordFindings } from '../../db/statements/control/findings.js';
import type { Finding } from '../../domain/control/findings.js';
import { saysNothingNew } from '../../domain/control/kept-findings.js';
import { wordsNotRecorded } from '../../domain/orders/unrecorded.js';

/**
 * As `keepFindings`, where a look nobody asked for finds nothing new: that is written down at most once an hour, so that
 * waiting writes nothing.
 */
export async function keepNewFindings(
  database: Queryable,
  orderId: string,
  findings: readonly Finding[],
): Promise<void> {
  if (saysNothingNew(await loadLatestFindings(database, orderId), findings)) return;
  await keepFindings(database, orderId, findings);
}

/** A finding that can't be recorded is a finding itself: it must not keep the order from being looked at. */
export async function keepFindings(
  database: Queryable,
  orderId: string,
  findings: readonly Finding[],
): Promise<void> {
  try {
    await recordFindings(database, orderId, findings);
  } catch (error) {
    if (!(error instanceof StatementRefused)) throw error;
    const words = wordsNotRecorded(`SQLSTATE ${error.code}`);
    await recordFindings(
      database,
      orderId,
      findings.map((finding) => ({
        ...finding,
        question: finding.subject,
        expected: '',
        found: words.en,
        chinese: { found: words.zh },
      })),
    );
  }
}
