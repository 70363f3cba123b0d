/** Do the domain's CAA records permit the CA? The tree climb of RFC 8659, section 3, once at each resolver. */
import { decideCaa, type CaaRecord } from '../../domain/control/caa.js';
import type { Finding } from '../../domain/control/findings.js';
import { queryDns } from './dns-client.js';
import { failureOf, findingOf } from './finding.js';
import type { LookSettings } from './look-settings.js';
import { describeNameServer, resolversFrom, type NameServer } from './name-server.js';
import { caaValues, plainName } from './record-values.js';

export interface CaaQuestion {
  /** Is the certificate for `*.` and this name? Then issuewild decides. */
  readonly wildcard: boolean;
}

type Climb =
  | { readonly outcome: 'found'; readonly at: string; readonly records: readonly CaaRecord[] }
  | { readonly outcome: 'failed' | 'silent'; readonly at: string; readonly reason: string };

/**
 * One finding per resolver. A lookup that fails is never permission (BR 3.2.2.8): it reads as unreachable. A resolver that
 * says nothing at all says nothing about the domain: it is left out where another one answers.
 */
export async function lookAtCaa(
  name: string,
  caaIdentities: readonly string[],
  { wildcard }: CaaQuestion,
  settings: LookSettings,
): Promise<Finding[]> {
  const climbs = await Promise.all(
    resolversFrom(settings).map(async (resolver) => ({
      resolver,
      climb: await climbFrom(plainName(name), resolver),
    })),
  );
  const heard = climbs.filter(({ climb }) => climb.outcome !== 'silent');
  return (heard.length > 0 ? heard : climbs).map(({ resolver, climb }) =>
    judge(name, caaIdentities, wildcard, resolver, climb),
  );
}

/** The closest ancestor-or-self that has CAA records, up to but without the root. */
async function climbFrom(name: string, resolver: NameServer): Promise<Climb> {
  for (let at = name; at !== ''; at = at.split('.').slice(1).join('.')) {
    const reply = await queryDns(resolver, { name: at, type: 'CAA' });
    if (reply.outcome === 'silent') return { outcome: 'silent', at, reason: reply.reason };
    const failure = failureOf(reply);
    if (failure !== undefined) return { outcome: 'failed', at, reason: failure };
    const records = caaValues(reply.answers);
    if (records.length > 0) return { outcome: 'found', at, records };
  }
  return { outcome: 'found', at: name, records: [] };
}

function judge(
  name: string,
  caaIdentities: readonly string[],
  wildcard: boolean,
  resolver: NameServer,
  climb: Climb,
): Finding {
  const finding = {
    name,
    subject: 'caa',
    source: `resolver ${describeNameServer(resolver)}`,
    question: `CAA ${climb.at}`,
    expected: `no CAA record, or one that permits ${caaIdentities.join(' or ')}`,
  } as const;
  if (climb.outcome !== 'found')
    return findingOf({ ...finding, found: climb.reason, verdict: 'unreachable' });
  const { permitted, reason } = decideCaa(climb.records, caaIdentities, wildcard);
  const listed = climb.records.map(({ flags, tag, value }) => `${flags} ${tag} ${JSON.stringify(value)}`);
  const found = [reason, ...(listed.length > 0 ? [listed.join(', ')] : [])].join('; ');
  return findingOf({ ...finding, found, verdict: permitted ? 'ok' : 'forbidden' });
}
