/** Does the domain's DNSSEC validate? A validating resolver says no by SERVFAIL, and answers when asked not to check. */
import type { Finding } from '../../domain/control/findings.js';
import { DNSSEC_TEXTS } from '../../domain/control/finding-texts.js';
import { askForOneLook, type AskDns, type DnsQuestion } from './dns-client.js';
import { failureOf, findingOf } from './finding.js';
import type { LookSettings } from './look-settings.js';
import { describeNameServer, resolversFrom, type NameServer } from './name-server.js';

/** One finding per resolver. An unsigned domain is fine; DNSSEC failures are never permission (ordering rules, section 9). */
export async function lookAtDnssec(
  name: string,
  question: DnsQuestion,
  settings: LookSettings,
  ask: AskDns = askForOneLook(),
): Promise<Finding[]> {
  return Promise.all(resolversFrom(settings).map((resolver) => lookThrough(name, question, resolver, ask)));
}

async function lookThrough(
  name: string,
  question: DnsQuestion,
  resolver: NameServer,
  ask: AskDns,
): Promise<Finding> {
  const finding = {
    name,
    subject: 'dnssec',
    source: `resolver ${describeNameServer(resolver)}`,
    question: `${question.type} ${question.name}`,
    expected: DNSSEC_TEXTS.expected,
  } as const;
  const failure = failureOf(await ask(resolver, question));
  if (failure === undefined) return findingOf({ ...finding, found: finding.expected, verdict: 'ok' });
  if (failure.en !== 'SERVFAIL') return findingOf({ ...finding, found: failure, verdict: 'unreachable' });

  const unchecked = failureOf(await ask(resolver, question, { checkingDisabled: true }));
  if (unchecked !== undefined)
    return findingOf({ ...finding, found: DNSSEC_TEXTS.fails, verdict: 'unreachable' });
  return findingOf({ ...finding, found: DNSSEC_TEXTS.forbids, verdict: 'forbidden' });
}
