/** Is the validation record there? At the zone's authoritative servers, and at each recursive resolver. */
import type { Bilingual } from '../../domain/bilingual.js';
import { NO_ANSWER, RECORD_TEXTS, WHEREABOUTS } from '../../domain/control/finding-texts.js';
import type { Finding } from '../../domain/control/findings.js';
import { CNAME_CHAIN_LIMIT } from '../../domain/control/look-limits.js';
import { shownValue, shownValues } from '../../domain/control/shown-values.js';
import type { DomainValidation, ValidationRecord } from '../../domain/control/validations.js';
import { clauses, composed, quoted } from '../../domain/told.js';
import { askForOneLook, type AskDns, type DnsReply } from './dns-client.js';
import { failureOf, findingOf, wrongValues } from './finding.js';
import type { LookSettings } from './look-settings.js';
import { describeNameServer, resolversFrom, type NameServer } from './name-server.js';
import { endOfChain, plainName, targetNames, txtValues } from './record-values.js';
import { isBehind, newestOf, serialAt, soaIn } from './serials.js';
import { isWildcardAlias } from './wildcards.js';
import { authoritativeServersOf, type AuthoritativeServer } from './zones.js';

/** One finding per server asked; none where the validation has no record. Never rejects (ordering rules, section 5). */
export async function lookAtRecord(
  validation: DomainValidation,
  settings: LookSettings,
  ask: AskDns = askForOneLook(),
): Promise<Finding[]> {
  const { name, record } = validation;
  if (!record) return [];
  const seen = await Promise.all<readonly Seen[]>([
    lookAtAuthoritativeServers(name, record, settings, ask),
    ...resolversFrom(settings).map(async (resolver) => {
      const answer = answerFrom(await ask(resolver, record), record.name);
      return [{ source: `resolver ${describeNameServer(resolver)}`, answer }];
    }),
  ]);
  const answers = seen.flat();
  const findings = answers.map(({ source, answer, behind }) =>
    judge(name, record, source, answer, { behind }),
  );
  if (!findings.some(({ leadsTo, verdict }) => leadsTo !== undefined && verdict !== 'ok')) return findings;
  // Once it matters: only a CNAME at the exact name is somebody's wish.
  const byWildcard = await isWildcardAlias(record.name, settings, ask);
  return answers.map(({ source, answer, behind }) =>
    judge(name, record, source, answer, { behind, byWildcard }),
  );
}

/** What one server said. */
interface Seen {
  readonly source: string;
  readonly answer: AnswerAtEnd;
  /** In words, where its copy of the zone is older than that of a server which has the record. */
  readonly behind?: Bilingual | undefined;
}

async function lookAtAuthoritativeServers(
  name: string,
  record: ValidationRecord,
  settings: LookSettings,
  ask: AskDns,
): Promise<Seen[]> {
  const servers = await authoritativeServersOf(record.name, settings, ask);
  if ('problem' in servers)
    return [{ source: 'authoritative servers', answer: noAnswer(record.name, servers.problem) }];
  const seen = await Promise.all(servers.map((server) => lookAt(server, record, settings, ask)));
  return tellWhoIsBehind(name, record, seen, servers, ask);
}

async function lookAt(
  { name: serverName, at }: AuthoritativeServer,
  record: ValidationRecord,
  settings: LookSettings,
  ask: AskDns,
): Promise<Seen> {
  const source = `authoritative ${serverName}`;
  if ('problem' in at) return { source, answer: noAnswer(record.name, at.problem) };
  const answer = await askFollowing(at, record, settings, ask);
  return { source: `${source} (${describeNameServer(at)})`, answer };
}

/**
 * Where some servers have the record and others lack it, those whose copy of the zone is older are told as such. What lacks it
 * tells its serial with the "no" (RFC 2308): one question is asked of each of the others.
 */
async function tellWhoIsBehind(
  name: string,
  record: ValidationRecord,
  seen: readonly Seen[],
  servers: readonly AuthoritativeServer[],
  ask: AskDns,
): Promise<Seen[]> {
  const verdicts = seen.map(({ source, answer }) => judge(name, record, source, answer).verdict);
  const noes = seen.map(({ answer }, at) => (verdicts[at] === 'missing' ? soaIn(answer.reply) : undefined));
  const zone = noes.find((soa) => soa !== undefined)?.zone;
  const having = servers.filter((_server, at) => verdicts[at] === 'ok');
  if (zone === undefined || having.length === 0) return [...seen];
  const serials = await Promise.all(having.map((server) => serialAt(server, zone, ask)));
  const newest = newestOf(serials.filter((serial) => serial !== undefined));
  return seen.map((one, at) => {
    const own = noes[at];
    if (!newest || own?.zone !== zone || !isBehind(own.serial, newest.serial)) return one;
    return { ...one, behind: RECORD_TEXTS.behind(own.serial, newest.serial, newest.server) };
  });
}

/** A reply, and the name at which it ends: another one where CNAMEs lead there. */
interface AnswerAtEnd {
  readonly reply: DnsReply;
  readonly end: string;
}

function answerFrom(reply: DnsReply, name: string): AnswerAtEnd {
  return { reply, end: reply.outcome === 'answered' ? endOfChain(reply.answers, name) : plainName(name) };
}

function noAnswer(end: string, reason: Bilingual): AnswerAtEnd {
  return { reply: { outcome: 'silent', reason }, end };
}

/**
 * An authoritative server answers for its own zones only. Where a CNAME leads out of them, its target's servers have the
 * TXT record: subscribers delegate validation this way.
 */
async function askFollowing(
  server: NameServer,
  record: ValidationRecord,
  settings: LookSettings,
  ask: AskDns,
): Promise<AnswerAtEnd> {
  let answer = answerFrom(await ask(server, record), record.name);
  let from = plainName(record.name);
  for (let hop = 0; record.type === 'TXT' && leadsOut(answer, from); hop += 1) {
    if (hop === CNAME_CHAIN_LIMIT)
      return noAnswer(answer.end, RECORD_TEXTS.tooManyAliases(CNAME_CHAIN_LIMIT));
    from = answer.end;
    answer = await askServersOf({ ...record, name: from }, settings, ask);
  }
  return answer;
}

/** Is it an answer that ends at another name's CNAME, without what is there? */
function leadsOut({ reply, end }: AnswerAtEnd, from: string): boolean {
  return (
    reply.outcome === 'answered' &&
    failureOf(reply) === undefined &&
    end !== from &&
    txtValues(reply.answers, end).length === 0
  );
}

/** The first of the zone's servers that answers: one that can't be reached says nothing about the record. */
async function askServersOf(
  record: ValidationRecord,
  settings: LookSettings,
  ask: AskDns,
): Promise<AnswerAtEnd> {
  const servers = await authoritativeServersOf(record.name, settings, ask);
  if ('problem' in servers) return noAnswer(record.name, servers.problem);
  let answer = noAnswer(record.name, WHEREABOUTS.noServerCanBeAsked);
  for (const { at } of servers) {
    answer =
      'problem' in at ? noAnswer(record.name, at.problem) : answerFrom(await ask(at, record), record.name);
    if (failureOf(answer.reply) === undefined) break;
  }
  return answer;
}

interface Remarks {
  readonly behind?: Bilingual | undefined;
  readonly byWildcard?: boolean;
}

function judge(
  name: string,
  record: ValidationRecord,
  source: string,
  { reply, end }: AnswerAtEnd,
  { behind, byWildcard = false }: Remarks = {},
): Finding {
  const isAlias = record.type === 'TXT' && end !== plainName(record.name);
  const finding = {
    name,
    subject: 'dns-record',
    source,
    question: `${record.type} ${record.name}`,
    expected: quoted(shownValue(record.value)),
    ...(isAlias ? { leadsTo: end } : {}),
    ...(isAlias && byWildcard ? { byWildcard } : {}),
  } as const;
  const aliasTo = byWildcard ? RECORD_TEXTS.wildcardAliasTo : RECORD_TEXTS.aliasTo;
  const by = isAlias ? aliasTo(shownValue(end)) : quoted('');
  const found = (what: Bilingual) => ({
    found: clauses([composed((language) => by[language] + what[language]), ...(behind ? [behind] : [])]),
  });
  const failure = failureOf(reply);
  if (failure !== undefined || reply.outcome !== 'answered')
    return findingOf({ ...finding, ...found(failure ?? NO_ANSWER), verdict: 'unreachable' });

  const values = record.type === 'TXT' ? txtAt(end, reply) : targetNames(reply.answers, 'CNAME', record.name);
  if (values.length === 0)
    return findingOf({ ...finding, ...found(absenceOf(reply.rcode, record)), verdict: 'missing' });
  if (values.some((value) => isSameValue(record, value)))
    return findingOf({ ...finding, ...found(shownValues(values)), verdict: 'ok' });
  return findingOf({ ...finding, ...found(wrongValues(values, record.value)), verdict: 'wrong' });
}

function txtAt(end: string, reply: DnsReply & { outcome: 'answered' }): string[] {
  return txtValues(reply.answers, end);
}

function absenceOf(rcode: string, record: ValidationRecord): Bilingual {
  return rcode === 'NXDOMAIN' ? RECORD_TEXTS.noSuchName : RECORD_TEXTS.none(record.type);
}

/** TXT to the letter; a CNAME's target is a name, whose case and final dot mean nothing. */
function isSameValue(record: ValidationRecord, value: string): boolean {
  return record.type === 'TXT' ? value === record.value : value === plainName(record.value);
}
