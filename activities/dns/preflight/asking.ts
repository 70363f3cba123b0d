/** Questions of a look before asking: as every look asks, and once more without validation where that keeps the answer back. */
import type { Answer, RecordType } from 'dns-packet';
import type { CaaTerms } from '../../../domain/control/caa.js';
import type { PreflightMethod } from '../../../domain/control/preflight/request.js';
import type { AskDns, DnsReply } from '../dns-client.js';
import { failureOf } from '../finding.js';
import type { LookSettings } from '../look-settings.js';
import { resolversFrom } from '../name-server.js';
import { plainName } from '../record-values.js';
import { askResolvers } from '../zones.js';

/** One name, as it is looked at. */
export interface PreflightQuestion {
  /** Normalized; of a wildcard, its base. */
  readonly name: string;
  readonly wildcard: boolean;
  /** Absent: either. */
  readonly method?: PreflightMethod;
  readonly ca: PreflightedCa;
}

/** What is known of the CA that would be asked. */
export interface PreflightedCa {
  readonly called: string;
  readonly caaIdentities: readonly string[];
  readonly terms: CaaTerms;
  /** Absent: it may be either. */
  readonly protocol?: 'acme' | 'brand';
}

/** Through whose eyes, and with what budget. */
export interface PreflightWorld {
  readonly settings: LookSettings;
  readonly ask: AskDns;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The first resolver's answer; where DNSSEC keeps it back, what is there without it. */
export async function askFirst(
  { settings, ask }: PreflightWorld,
  name: string,
  type: RecordType,
): Promise<DnsReply> {
  const reply = await askResolvers(settings, ask, name, type);
  if (failureOf(reply)?.en !== 'SERVFAIL') return reply;
  for (const resolver of resolversFrom(settings)) {
    const unchecked = await ask(resolver, { name, type }, { checkingDisabled: true });
    if (failureOf(unchecked) === undefined) return unchecked;
  }
  return reply;
}

/** What a server itself has of a question, each record as `CNAME target`: what it sends along of others is nobody's. */
export function ownAnswer(reply: DnsReply, name: string): string[] {
  if (reply.outcome !== 'answered') return [];
  return reply.answers
    .filter((answer) => plainName(answer.name) === plainName(name) && answer.type !== 'RRSIG')
    .map((answer) => `${answer.type} ${shownData(answer)}`)
    .sort();
}

function shownData(answer: Answer): string {
  if (answer.type === 'TXT')
    return Buffer.concat([answer.data].flat().map((chunk) => Buffer.from(chunk))).toString();
  if (answer.type === 'CAA') return `${answer.data.flags ?? 0} ${answer.data.tag} ${answer.data.value}`;
  if (answer.type === 'CNAME' || answer.type === 'NS') return plainName(answer.data);
  return 'data' in answer && typeof answer.data === 'string' ? answer.data : '';
}
