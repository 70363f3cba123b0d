/** How what a server said becomes a finding. */
import type { Finding } from '../../domain/control/findings.js';
import { FOUND_TEXT_LIMIT } from '../../domain/control/look-limits.js';
import type { DnsReply } from './dns-client.js';

/** A finding of now. `found` is cut to what fits: its author is a stranger. */
export function findingOf(details: Omit<Finding, 'checkedAt'>): Finding {
  return { ...details, found: limited(details.found), checkedAt: new Date().toISOString() };
}

/** Why a reply is no answer to go by, in words; undefined where it is one (a name that does not exist is an answer). */
export function failureOf(reply: DnsReply): string | undefined {
  if (reply.outcome === 'silent') return reply.reason;
  return reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN' ? undefined : reply.rcode;
}

/** Quoted, with control characters spelled out. */
export function quoted(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function limited(text: string): string {
  return text.length <= FOUND_TEXT_LIMIT ? text : `${text.slice(0, FOUND_TEXT_LIMIT - 1)}…`;
}
