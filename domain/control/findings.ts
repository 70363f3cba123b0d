/** What one look at the world found, kept so that "why is this order stuck?" has an answer. */

export const VERDICTS = ['ok', 'missing', 'wrong', 'unreachable', 'forbidden'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Finding {
  /** The name whose control is being proved. */
  readonly name: string;
  readonly subject: 'dns-record' | 'caa' | 'dnssec' | 'http-file' | 'ca';
  /** Who was asked: `authoritative ns1.example.com (192.0.2.1)`, `resolver 192.0.2.53`, `http`, `https`, `ca`. */
  readonly source: string;
  /** What was asked: `TXT _dnsauth.www.example.com`, or a URL. */
  readonly question: string;
  readonly expected: string;
  readonly found: string;
  readonly verdict: Verdict;
  /** Where the CNAMEs of the asked name lead; absent where there are none. Not kept on record: `found` says it in words. */
  readonly leadsTo?: string;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
}

/** One line for people, such as a pending activity's failure. */
export function describeFinding(finding: Finding): string {
  return `${finding.question} at ${finding.source}: ${finding.verdict}; found ${finding.found || 'nothing'}, expected ${finding.expected}`;
}
