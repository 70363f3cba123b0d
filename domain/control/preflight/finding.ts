/** What a look before asking finds: a code, how bad it is, who said it, what was seen, and what to do. Used by workflows: no libraries. */
import type { Bilingual } from '../../bilingual.js';

/** `fails`: a CA would not issue as it stands. `warns`: it may, or a later certificate may not. */
export const PREFLIGHT_SEVERITIES = ['fails', 'warns', 'fine'] as const;
export type PreflightSeverity = (typeof PREFLIGHT_SEVERITIES)[number];

export const PREFLIGHT_SUBJECTS = [
  'delegation',
  'servers',
  'resolvers',
  'caa',
  'dnssec',
  'proof',
  'web',
] as const;
export type PreflightSubject = (typeof PREFLIGHT_SUBJECTS)[number];

interface Kind {
  readonly subject: PreflightSubject;
  /** As a rule; where one of several does its part, or another method remains, it is milder. */
  readonly severity: PreflightSeverity;
}

/** Every code, for programs: add, never rename. docs/preflight.md tells each, and what to do. */
export const PREFLIGHT_CODES = {
  'zone-unknown': { subject: 'delegation', severity: 'fails' },
  'not-delegated': { subject: 'delegation', severity: 'fails' },
  'delegation-differs': { subject: 'delegation', severity: 'warns' },
  'glue-missing': { subject: 'delegation', severity: 'warns' },
  'glue-differs': { subject: 'delegation', severity: 'warns' },
  'parent-unheard': { subject: 'delegation', severity: 'fine' },
  'delegation-fine': { subject: 'delegation', severity: 'fine' },
  'server-lame': { subject: 'servers', severity: 'warns' },
  'server-refuses': { subject: 'servers', severity: 'warns' },
  'server-fails': { subject: 'servers', severity: 'warns' },
  'server-silent': { subject: 'servers', severity: 'warns' },
  'server-unreachable': { subject: 'servers', severity: 'warns' },
  'server-lags': { subject: 'servers', severity: 'warns' },
  'servers-differ': { subject: 'servers', severity: 'warns' },
  'no-server-answers': { subject: 'servers', severity: 'fails' },
  'servers-fine': { subject: 'servers', severity: 'fine' },
  'resolver-fails': { subject: 'resolvers', severity: 'warns' },
  'resolver-silent': { subject: 'resolvers', severity: 'fine' },
  'no-resolver-answers': { subject: 'resolvers', severity: 'fails' },
  'resolvers-fine': { subject: 'resolvers', severity: 'fine' },
  'caa-forbids': { subject: 'caa', severity: 'fails' },
  'caa-unknown-critical': { subject: 'caa', severity: 'fails' },
  'caa-other-account': { subject: 'caa', severity: 'fails' },
  'caa-other-method': { subject: 'caa', severity: 'fails' },
  'caa-unanswered': { subject: 'caa', severity: 'fails' },
  'caa-bound': { subject: 'caa', severity: 'warns' },
  'caa-malformed': { subject: 'caa', severity: 'warns' },
  'caa-permits': { subject: 'caa', severity: 'fine' },
  'caa-none': { subject: 'caa', severity: 'fine' },
  'signature-expired': { subject: 'dnssec', severity: 'fails' },
  'signature-early': { subject: 'dnssec', severity: 'fails' },
  'signatures-missing': { subject: 'dnssec', severity: 'fails' },
  'ds-matches-no-key': { subject: 'dnssec', severity: 'fails' },
  'ds-without-keys': { subject: 'dnssec', severity: 'fails' },
  'dnssec-bogus': { subject: 'dnssec', severity: 'fails' },
  'ds-missing': { subject: 'dnssec', severity: 'warns' },
  'dnssec-fine': { subject: 'dnssec', severity: 'fine' },
  'dnssec-unsigned': { subject: 'dnssec', severity: 'fine' },
  'alias-dead': { subject: 'proof', severity: 'fails' },
  'wildcard-alias': { subject: 'proof', severity: 'warns' },
  'wildcard-txt': { subject: 'proof', severity: 'warns' },
  'proof-delegated': { subject: 'proof', severity: 'fine' },
  'txt-present': { subject: 'proof', severity: 'fine' },
  'proof-unheard': { subject: 'proof', severity: 'warns' },
  'proof-free': { subject: 'proof', severity: 'fine' },
  'no-address': { subject: 'web', severity: 'fails' },
  'address-private': { subject: 'web', severity: 'fails' },
  'port-closed': { subject: 'web', severity: 'warns' },
  'port-silent': { subject: 'web', severity: 'warns' },
  'web-broken': { subject: 'web', severity: 'warns' },
  'web-refuses': { subject: 'web', severity: 'warns' },
  'web-error': { subject: 'web', severity: 'warns' },
  'redirect-loop': { subject: 'web', severity: 'warns' },
  'too-many-redirects': { subject: 'web', severity: 'warns' },
  'redirect-elsewhere': { subject: 'web', severity: 'warns' },
  'redirect-unusable': { subject: 'web', severity: 'warns' },
  'ipv6-elsewhere': { subject: 'web', severity: 'warns' },
  'ipv6-not-looked-at': { subject: 'web', severity: 'fine' },
  'web-fine': { subject: 'web', severity: 'fine' },
} as const satisfies Readonly<Record<string, Kind>>;

export type PreflightCode = keyof typeof PREFLIGHT_CODES;

export interface PreflightFinding {
  readonly code: PreflightCode;
  readonly severity: PreflightSeverity;
  readonly subject: PreflightSubject;
  /**
   * Who said so, each as a look names it: `authoritative ns1.example.com (192.0.2.1)`, `parent a.nic.example (192.0.2.2)`,
   * `resolver 192.0.2.53`, `http 2001:db8::1`. Empty where it is about what nobody could be asked.
   */
  readonly servers: readonly string[];
  readonly seen: Bilingual;
  /** What to do, in plain words; null where nothing need be done. */
  readonly fix: Bilingual | null;
}

/** All that a look at one name found. */
export interface PreflightOfName {
  /** As it would be ordered: `*.example.com` is looked at as its base. */
  readonly name: string;
  readonly ca: PreflightCa;
  /** Worst first. */
  readonly findings: readonly PreflightFinding[];
}

/** Nothing was looked at: no CA is known to look for, or the connection to it can't be opened. */
export interface PreflightWithoutCa {
  readonly noCa: Bilingual;
}

/** Which CA the name was looked at for. */
export interface PreflightCa {
  readonly called: string;
  /** What stands for it in CAA records. */
  readonly caaIdentities: readonly string[];
}

/** Would issuance fail as it stands? */
export function wouldFail(findings: readonly PreflightFinding[]): boolean {
  return findings.some(({ severity }) => severity === 'fails');
}

/** Worst first; of the same severity, in the order of the subjects. */
export function inOrder(findings: readonly PreflightFinding[]): PreflightFinding[] {
  const rank = ({ severity, subject }: PreflightFinding) =>
    PREFLIGHT_SEVERITIES.indexOf(severity) * PREFLIGHT_SUBJECTS.length + PREFLIGHT_SUBJECTS.indexOf(subject);
  return [...findings].sort((one, other) => rank(one) - rank(other));
}
