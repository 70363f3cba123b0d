/** Is the validation record there? At the zone's authoritative servers, and at each recursive resolver. */
import type { Finding } from '../../domain/control/findings.js';
import { CNAME_CHAIN_LIMIT } from '../../domain/control/look-limits.js';
import type { DomainValidation, ValidationRecord } from '../../domain/control/validations.js';
import { queryDns, type AskDns, type DnsReply } from './dns-client.js';
import { failureOf, findingOf, quoted } from './finding.js';
import type { LookSettings } from './look-settings.js';
import { describeNameServer, resolversFrom, type NameServer } from './name-server.js';
import { endOfChain, plainName, targetNames, txtValues } from './record-values.js';
import { authoritativeServersOf } from './zones.js';

/** One finding per server asked; none where the validation has no record. Never rejects (ordering rules, section 5). */
export async function lookAtRecord(
  validation: DomainValidation,
  settings: LookSettings,
  ask: AskDns = queryDns,
): Promise<Finding[]> {
  const { name, record } = validation;
  if (!record) return [];
  const findings = await Promise.all([
    lookAtAuthoritativeServers(name, record, settings),
    ...resolversFrom(settings).map(async (resolver) => {
      const reply = await ask(resolver, record);
      return [judge(name, record, `resolver ${describeNameServer(resolver)}`, reply)];
    }),
  ]);
  return findings.flat();
}

async function lookAtAuthoritativeServers(
  name: string,
  record: ValidationRecord,
  settings: LookSettings,
): Promise<Finding[]> {
  const servers = await authoritativeServersOf(record.name, settings);
  if (servers.length === 0) {
    const reason = 'the servers of its zone could not be found, or have no permitted address';
    return [judge(name, record, 'authoritative servers', { outcome: 'silent', reason })];
  }
  return Promise.all(
    servers.map(async (server) => {
      const reply = await askFollowing(server, record, settings);
      return judge(name, record, `authoritative ${server.name} (${describeNameServer(server)})`, reply);
    }),
  );
}

/**
 * An authoritative server answers for its own zones only. Where a CNAME leads out of them, its target's servers have the
 * TXT record: subscribers delegate validation this way.
 */
async function askFollowing(
  server: NameServer,
  record: ValidationRecord,
  settings: LookSettings,
  hopsLeft: number = CNAME_CHAIN_LIMIT,
): Promise<DnsReply> {
  const reply = await queryDns(server, record);
  if (record.type !== 'TXT' || failureOf(reply) !== undefined || reply.outcome === 'silent') return reply;
  const target = endOfChain(reply.answers, record.name);
  if (target === plainName(record.name) || txtValues(reply.answers).length > 0 || hopsLeft === 0)
    return reply;
  const [next] = await authoritativeServersOf(target, settings);
  if (!next) return { outcome: 'silent', reason: `leads to ${target}, whose servers could not be found` };
  return askFollowing(next, { ...record, name: target }, settings, hopsLeft - 1);
}

function judge(name: string, record: ValidationRecord, source: string, reply: DnsReply): Finding {
  const finding = {
    name,
    subject: 'dns-record',
    source,
    question: `${record.type} ${record.name}`,
    expected: quoted([record.value]),
  } as const;
  const failure = failureOf(reply);
  if (failure !== undefined || reply.outcome === 'silent')
    return findingOf({ ...finding, found: failure ?? '', verdict: 'unreachable' });

  const values = valuesIn(reply, record);
  if (values.length === 0)
    return findingOf({ ...finding, found: absenceOf(reply, record), verdict: 'missing' });
  const isThere = values.some((value) => isSameValue(record, value));
  return findingOf({ ...finding, found: quoted(values), verdict: isThere ? 'ok' : 'wrong' });
}

function valuesIn(reply: DnsReply & { outcome: 'answered' }, record: ValidationRecord): string[] {
  return record.type === 'TXT' ? txtValues(reply.answers) : targetNames(reply.answers, 'CNAME', record.name);
}

function absenceOf(reply: DnsReply & { outcome: 'answered' }, record: ValidationRecord): string {
  return reply.rcode === 'NXDOMAIN' ? 'no such name (NXDOMAIN)' : `the name has no ${record.type} record`;
}

/** TXT to the letter; a CNAME's target is a name, whose case and final dot mean nothing. */
function isSameValue(record: ValidationRecord, value: string): boolean {
  return record.type === 'TXT' ? value === record.value : value === plainName(record.value);
}
