/** Which of an order's findings still matter, and which one to name first. Pure. */
import type { StoredFinding } from '../../db/statements/control/findings.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { SAME_LOOK_MS } from '../../domain/control/kept-findings.js';
import { isFileMethod } from '../../domain/control/methods.js';
import type { FindingView } from '../orders/views.js';

/** The last word of each source on one proof: of its method only, of the latest look only, obstacles first. */
export function findingsOn(
  { name, method }: Pick<DomainValidation, 'name' | 'method'>,
  findings: readonly StoredFinding[],
): FindingView[] {
  const otherProof = isFileMethod(method) ? 'dns-record' : 'http-file';
  const ofThisProof = findings.filter((finding) => finding.name === name && finding.subject !== otherProof);
  return obstaclesFirst(ofLatestLook(ofThisProof)).map(shown);
}

/** Findings on names that are no longer to be proved. */
export function findingsBeside(
  validations: readonly Pick<DomainValidation, 'name'>[],
  findings: readonly StoredFinding[],
): (FindingView & { name: string })[] {
  const proved = new Set(validations.map(({ name }) => name));
  return findings
    .filter(({ name }) => !proved.has(name))
    .map((finding) => ({ name: finding.name, ...shown(finding) }));
}

function ofLatestLook(findings: readonly StoredFinding[]): StoredFinding[] {
  const own = findings
    .filter(({ subject }) => subject !== 'ca')
    .map(({ checkedAt }) => Date.parse(checkedAt));
  const newest = Math.max(...own);
  // The CA is asked only after our own look is good: its last word may be old, and is still its last word.
  return findings.filter(
    ({ subject, checkedAt }) => subject === 'ca' || Date.parse(checkedAt) >= newest - SAME_LOOK_MS,
  );
}

function obstaclesFirst(findings: readonly StoredFinding[]): StoredFinding[] {
  const rank = ({ verdict, subject }: StoredFinding) =>
    (verdict === 'ok' ? 2 : 0) + (subject === 'ca' ? 1 : 0);
  return [...findings].sort((a, b) => rank(a) - rank(b) || a.source.localeCompare(b.source));
}

function shown({ name: _name, asked: _asked, chinese, ...finding }: StoredFinding): FindingView {
  return { ...finding, chinese: chinese ?? null };
}
