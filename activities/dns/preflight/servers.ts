/** Every server of a zone, asked by itself: who is lame, silent, refusing, behind, or says something else than the others. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { AUTHORITATIVE_SERVERS_ASKED } from '../../../domain/control/look-limits.js';
import type { PreflightCode, PreflightFinding } from '../../../domain/control/preflight/finding.js';
import { SERVER_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import { NOTHING } from '../../../domain/control/finding-texts.js';
import { shownValues } from '../../../domain/control/shown-values.js';
import type { DnsQuestion } from '../dns-message.js';
import type { DnsReply } from '../dns-client.js';
import { describeNameServer, type NameServer } from '../name-server.js';
import { targetNames } from '../record-values.js';
import { isBehind, newestOf, soaIn } from '../serials.js';
import { ownAnswer, type PreflightWorld } from './asking.js';
import { placeOf, type Delegation } from './delegation.js';
import { preflightFinding } from './finding.js';

export interface ServerSeen {
  readonly name: string;
  /** As findings name it. */
  readonly source: string;
  readonly addresses: readonly string[];
  readonly standing: Standing;
}

export type Standing =
  | {
      readonly is: 'fine';
      readonly at: NameServer;
      readonly serial: number;
      readonly ns: readonly string[];
      readonly replies: readonly { readonly question: DnsQuestion; readonly reply: DnsReply }[];
    }
  | { readonly is: Exclude<PreflightCode & `server-${string}`, 'server-lags'>; readonly seen: Bilingual }
  /** The look has no messages or no time left. */
  | { readonly is: 'unasked' };

/** Those that the parent names, and those that the zone does; seven at most. `questions` are asked of each. */
export async function lookAtServers(
  { zone, parent, named }: Delegation,
  questions: readonly DnsQuestion[],
  world: PreflightWorld,
): Promise<ServerSeen[]> {
  const names = [...new Set([...parent.names, ...named])].slice(0, AUTHORITATIVE_SERVERS_ASKED);
  return Promise.all(
    names.map(async (name) => {
      const { at, addresses } = await placeOf(name, world, parent.glue?.get(name));
      if ('problem' in at) {
        const standing = { is: 'server-unreachable', seen: at.problem } as const;
        return { name, source: `authoritative ${name}`, addresses, standing };
      }
      const source = `authoritative ${name} (${describeNameServer(at)})`;
      return { name, source, addresses, standing: await standingAt(at, zone, questions, world) };
    }),
  );
}

async function standingAt(
  at: NameServer,
  zone: string,
  questions: readonly DnsQuestion[],
  { ask }: PreflightWorld,
): Promise<Standing> {
  const reply = await ask(at, { name: zone, type: 'SOA' }, { recursion: false });
  if (reply.outcome !== 'answered')
    return reply.outcome === 'unasked' ? { is: 'unasked' } : { is: 'server-silent', seen: reply.reason };
  if (reply.rcode === 'REFUSED') return { is: 'server-refuses', seen: SERVER_SEEN.refuses };
  if (reply.rcode === 'SERVFAIL') return { is: 'server-fails', seen: SERVER_SEEN.fails };
  const soa = soaIn(reply);
  if (!reply.authoritative || reply.rcode !== 'NOERROR' || soa?.zone !== zone)
    return { is: 'server-lame', seen: SERVER_SEEN.lame(zone) };
  const [ns, ...replies] = await Promise.all(
    [{ name: zone, type: 'NS' } as const, ...questions].map(async (question) => ({
      question,
      reply: await ask(at, question, { recursion: false }),
    })),
  );
  const names = ns?.reply.outcome === 'answered' ? targetNames(ns.reply.answers, 'NS', zone) : [];
  return { is: 'fine', at, serial: soa.serial, ns: names, replies };
}

type FineServer = ServerSeen & { readonly standing: { readonly is: 'fine' } };

export function fineAmong(servers: readonly ServerSeen[]): FineServer[] {
  return servers.filter((server): server is FineServer => server.standing.is === 'fine');
}

/** A zone below, to which these servers refer for one of the questions; undefined where they answer for themselves. */
export function cutBelow(servers: readonly ServerSeen[], zone: string): string | undefined {
  for (const { standing } of fineAmong(servers))
    for (const { question, reply } of standing.replies) {
      if (reply.outcome !== 'answered' || reply.authoritative) continue;
      const cut = reply.authorities
        .filter(({ type }) => type === 'NS')
        .map(({ name }) => name.toLowerCase().replace(/\.$/, ''))
        .find((name) => name.endsWith(`.${zone}`) && `.${question.name}`.endsWith(`.${name}`));
      if (cut !== undefined) return cut;
    }
  return undefined;
}

export function serverFindings(zone: string, servers: readonly ServerSeen[]): PreflightFinding[] {
  const findings: PreflightFinding[] = [];
  for (const { source, standing } of servers)
    if (standing.is !== 'fine' && standing.is !== 'unasked')
      findings.push(preflightFinding(standing.is, { servers: [source], seen: standing.seen }));
  const fine = fineAmong(servers);
  if (fine.length === 0) {
    if (servers.some(({ standing }) => standing.is === 'unasked')) return findings;
    return [...findings, preflightFinding('no-server-answers', { seen: SERVER_SEEN.noneAnswers(zone) })];
  }
  const newest = newestOf(fine.map(({ name, standing }) => ({ server: name, serial: standing.serial })));
  const lagging = fine.filter(({ standing }) => newest && isBehind(standing.serial, newest.serial));
  for (const { source, standing } of lagging)
    findings.push(
      preflightFinding('server-lags', {
        servers: [source],
        seen: SERVER_SEEN.lags(standing.serial, newest?.serial ?? 0, newest?.server ?? ''),
      }),
    );
  const current = fine.filter((server) => !lagging.includes(server));
  const differing = differencesAmong(zone, current);
  const all = [...findings, ...differing];
  if (all.length > 0) return all;
  const sources = fine.map(({ source }) => source);
  return [
    preflightFinding('servers-fine', {
      servers: sources,
      seen: SERVER_SEEN.fine(fine.length, zone, newest?.serial ?? 0),
    }),
  ];
}

/** A copy that is behind says something else for a reason that is told already. */
function differencesAmong(zone: string, servers: readonly FineServer[]): PreflightFinding[] {
  const [first, ...others] = servers;
  if (!first) return [];
  const told = ({ standing }: FineServer) => [
    { asked: `NS ${zone}`, values: [...standing.ns].sort() },
    ...standing.replies
      // Silence to one of several questions tells nothing apart.
      .map(({ question, reply }) => ({
        asked: `${question.type} ${question.name}`,
        values: reply.outcome === 'answered' ? ownAnswer(reply, question.name) : undefined,
      })),
  ];
  const ofFirst = told(first);
  return others.flatMap((other) =>
    told(other).flatMap(({ asked, values }, at) => {
      const expected = ofFirst[at]?.values;
      if (!values || !expected || JSON.stringify(values) === JSON.stringify(expected)) return [];
      const [one, another] = [shown(expected), shown(values)];
      const seen = {
        zh: SERVER_SEEN.differ(asked, first.name, one.zh, other.name, another.zh).zh,
        en: SERVER_SEEN.differ(asked, first.name, one.en, other.name, another.en).en,
      };
      return [preflightFinding('servers-differ', { servers: [first.source, other.source], seen })];
    }),
  );
}

function shown(values: readonly string[]): Bilingual {
  return values.length === 0 ? NOTHING : shownValues(values);
}
