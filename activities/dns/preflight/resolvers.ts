/** Several recursive resolvers: who answers, and what only answers without DNSSEC validation. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { PreflightFinding } from '../../../domain/control/preflight/finding.js';
import { DNSSEC_SEEN, RESOLVER_SEEN, SERVER_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import type { DnsQuestion } from '../dns-message.js';
import { failureOf } from '../finding.js';
import { describeNameServer, resolversFrom, type NameServer } from '../name-server.js';
import type { PreflightWorld } from './asking.js';
import { grouped, preflightFinding } from './finding.js';

interface Heard {
  readonly source: string;
  readonly is: 'fine' | 'bogus' | 'fails' | 'silent' | 'unasked';
  readonly seen?: Bilingual;
}

/** `questions` are asked of each. A resolver of which nothing is heard says nothing of the domain. */
export async function lookThroughResolvers(
  questions: readonly DnsQuestion[],
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  const heard = await Promise.all(
    resolversFrom(world.settings).map((resolver) => hear(resolver, questions, world)),
  );
  const of = (is: Heard['is']) => heard.filter((one) => one.is === is);
  if (heard.every(({ is }) => is === 'silent')) {
    const servers = heard.map(({ source }) => source);
    return [preflightFinding('no-resolver-answers', { servers, seen: RESOLVER_SEEN.noneAnswers })];
  }
  const others = of('fine').length + of('bogus').length;
  return grouped([
    ...of('bogus').map(({ source, seen }) => told('dnssec-bogus', source, seen)),
    ...of('fails').map(({ source, seen }) =>
      told('resolver-fails', source, seen, others > 0 ? 'warns' : 'fails'),
    ),
    ...of('silent').map(({ source, seen }) => told('resolver-silent', source, seen)),
    ...(of('fine').length > 0
      ? [
          preflightFinding('resolvers-fine', {
            servers: of('fine').map(({ source }) => source),
            seen: RESOLVER_SEEN.fine(of('fine').length),
          }),
        ]
      : []),
  ]);
}

function told(
  code: 'dnssec-bogus' | 'resolver-fails' | 'resolver-silent',
  source: string,
  seen: Bilingual = RESOLVER_SEEN.noneAnswers,
  severity?: 'warns' | 'fails',
): PreflightFinding {
  return preflightFinding(code, { servers: [source], seen, ...(severity && { severity }) });
}

/** The first question that goes wrong tells. */
async function hear(
  resolver: NameServer,
  questions: readonly DnsQuestion[],
  { ask }: PreflightWorld,
): Promise<Heard> {
  const source = `resolver ${describeNameServer(resolver)}`;
  for (const question of questions) {
    const reply = await ask(resolver, question);
    const failure = failureOf(reply);
    if (failure === undefined) continue;
    if (reply.outcome !== 'answered')
      return { source, is: reply.outcome === 'unasked' ? 'unasked' : 'silent', seen: failure };
    if (reply.rcode !== 'SERVFAIL') return { source, is: 'silent', seen: SERVER_SEEN.code(reply.rcode) };
    const asked = `${question.type} ${question.name}`;
    const unchecked = failureOf(await ask(resolver, question, { checkingDisabled: true }));
    return unchecked === undefined
      ? { source, is: 'bogus', seen: DNSSEC_SEEN.bogus(asked) }
      : { source, is: 'fails', seen: RESOLVER_SEEN.fails(asked) };
  }
  return { source, is: 'fine' };
}
