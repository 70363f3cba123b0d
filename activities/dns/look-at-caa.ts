/** Do the domain's CAA records permit the CA? The tree climb of RFC 8659, section 3, once at each resolver. */
import type { Bilingual } from '../../domain/bilingual.js';
import { decideCaa, type CaaRecord, type CaaTerms } from '../../domain/control/caa.js';
import { CAA_TEXTS, NO_ANSWER, RECORD_TEXTS } from '../../domain/control/finding-texts.js';
import type { Finding } from '../../domain/control/findings.js';
import { VALUES_SHOWN } from '../../domain/control/look-limits.js';
import { shownValue } from '../../domain/control/shown-values.js';
import { clauses, composed } from '../../domain/told.js';
import { askForOneLook, type AskDns, type DnsReply } from './dns-client.js';
import { failureOf, findingOf } from './finding.js';
import type { LookSettings } from './look-settings.js';
import { describeNameServer, resolversFrom, type NameServer } from './name-server.js';
import { caaValues, endOfChain, plainName } from './record-values.js';

export interface CaaQuestion {
  /** Is the certificate for `*.` and this name? Then issuewild decides. */
  readonly wildcard: boolean;
  /** How the CA is told apart beside its name; absent: not known here. */
  readonly terms?: CaaTerms;
}

/** How far one resolver was followed up the tree, and what was found there. */
export type CaaClimb =
  | {
      readonly outcome: 'found';
      readonly at: string;
      readonly records: readonly CaaRecord[];
      /** Where CNAMEs lead from there: the records are its. Absent where there are none. */
      readonly via?: string;
    }
  | { readonly outcome: 'failed' | 'unheard'; readonly at: string; readonly reason: Bilingual };

/**
 * One finding per resolver. A lookup that fails is never permission (BR 3.2.2.8): it reads as unreachable. A resolver that
 * says nothing at all, or nothing to us, says nothing about the domain: it is left out where another one answers.
 */
export async function lookAtCaa(
  name: string,
  caaIdentities: readonly string[],
  question: CaaQuestion,
  settings: LookSettings,
  ask: AskDns = askForOneLook(),
): Promise<Finding[]> {
  const climbs = await climbForCaa(name, settings, ask);
  return climbs.map(({ resolver, climb }) => judge(name, caaIdentities, question, resolver, climb));
}

/** Of each resolver that says anything about the domain; of all of them where none does. */
export async function climbForCaa(
  name: string,
  settings: LookSettings,
  ask: AskDns,
): Promise<{ readonly resolver: NameServer; readonly climb: CaaClimb }[]> {
  const climbs = await Promise.all(
    resolversFrom(settings).map(async (resolver) => ({
      resolver,
      climb: await climbFrom(plainName(name), resolver, ask),
    })),
  );
  const heard = climbs.filter(({ climb }) => climb.outcome !== 'unheard');
  return heard.length > 0 ? heard : climbs;
}

/** The closest ancestor-or-self that has CAA records, up to but without the root. */
async function climbFrom(name: string, resolver: NameServer, ask: AskDns): Promise<CaaClimb> {
  for (let at = name; at !== ''; at = at.split('.').slice(1).join('.')) {
    const reply = await ask(resolver, { name: at, type: 'CAA' });
    const reason = failureOf(reply);
    if (reason !== undefined || reply.outcome !== 'answered')
      return { outcome: isAboutResolver(reply) ? 'unheard' : 'failed', at, reason: reason ?? NO_ANSWER };
    const records = caaValues(reply.answers, at);
    const end = endOfChain(reply.answers, at);
    if (records.length > 0) return { outcome: 'found', at, records, ...(end !== at && { via: end }) };
  }
  return { outcome: 'found', at: name, records: [] };
}

/** Codes by which a resolver speaks of itself and of us, not of the domain (RFC 1035, 6891). SERVFAIL may be either. */
const ABOUT_RESOLVER = ['FORMERR', 'NOTIMP', 'REFUSED', 'BADVERS'];

function isAboutResolver(reply: DnsReply): boolean {
  return reply.outcome === 'answered' ? ABOUT_RESOLVER.includes(reply.rcode) : reply.outcome === 'silent';
}

function judge(
  name: string,
  caaIdentities: readonly string[],
  { wildcard, terms }: CaaQuestion,
  resolver: NameServer,
  climb: CaaClimb,
): Finding {
  const finding = {
    name,
    subject: 'caa',
    source: `resolver ${describeNameServer(resolver)}`,
    question: `CAA ${climb.at}`,
    expected: CAA_TEXTS.expected(caaIdentities),
  } as const;
  if (climb.outcome !== 'found')
    return findingOf({ ...finding, found: climb.reason, verdict: 'unreachable' });
  const { permitted, reason } = decideCaa(climb.records, caaIdentities, wildcard, terms);
  const found = clauses([reason, ...(climb.records.length > 0 ? [listedCaa(climb.records)] : [])]);
  return findingOf({ ...finding, found, verdict: permitted ? 'ok' : 'forbidden' });
}

/** As in a zone file; a tag that is none is quoted. */
export function listedCaa(records: readonly CaaRecord[]): Bilingual {
  const shown = records
    .slice(0, VALUES_SHOWN)
    .map(({ flags, tag, value }) =>
      [flags, /^[a-z0-9]+$/i.test(tag) ? tag : shownValue(tag), shownValue(value)].join(' '),
    )
    .join(', ');
  const rest = records.length - VALUES_SHOWN;
  return composed((language) => (rest > 0 ? shown + RECORD_TEXTS.more(rest)[language] : shown));
}
