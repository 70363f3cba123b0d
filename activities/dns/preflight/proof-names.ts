/** The names at which a record would be looked for: free, delegated, or with something in the way. */
import { CNAME_CHAIN_LIMIT, PREFLIGHT_LIMITS } from '../../../domain/control/look-limits.js';
import type { PreflightFinding, PreflightSeverity } from '../../../domain/control/preflight/finding.js';
import { PROOF_LABELS } from '../../../domain/control/preflight/request.js';
import { PROOF_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import { shownValue, shownValues } from '../../../domain/control/shown-values.js';
import { withWhy } from '../../../domain/told.js';
import { failureOf } from '../finding.js';
import { plainName, targetNames, txtValues } from '../record-values.js';
import { nameBeside } from '../wildcards.js';
import { authoritativeServersOf } from '../zones.js';
import { askFirst, ownAnswer, type PreflightQuestion, type PreflightWorld } from './asking.js';
import { preflightFinding } from './finding.js';

/** Of the CA's own kind; both where it may be either. */
export function proofNamesOf({ name, ca }: PreflightQuestion): string[] {
  const labels = Object.entries(PROOF_LABELS)
    .filter(([kind]) => ca.protocol === undefined || (kind === 'acme') === (ca.protocol === 'acme'))
    .map(([, label]) => label);
  return labels.map((label) => `${label}.${name}`);
}

export async function lookAtProofNames(
  question: PreflightQuestion,
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  const names = proofNamesOf(question);
  // Which of them the CA will look at is not known: the other one may be free.
  const worst: PreflightSeverity = names.length > 1 || question.method === undefined ? 'warns' : 'fails';
  const findings = await Promise.all(names.map((name) => lookAtProofName(name, worst, world)));
  return findings.flat();
}

async function lookAtProofName(
  name: string,
  worst: PreflightSeverity,
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  const [reply, beside] = await Promise.all([
    askFirst(world, name, 'TXT'),
    askFirst(world, nameBeside(name), 'TXT'),
  ]);
  const chain = reply.outcome === 'answered' ? await chainFrom(name, world) : [];
  const target = chain[0];
  if (target !== undefined) {
    const besides =
      beside.outcome === 'answered' ? targetNames(beside.answers, 'CNAME', nameBeside(name)) : [];
    return [await judgeAlias(name, chain, besides[0] === target, worst, world)];
  }
  const failure = failureOf(reply);
  if (failure !== undefined || reply.outcome !== 'answered') {
    const seen = failure ? withWhy(PROOF_SEEN.unheard(name), failure) : PROOF_SEEN.unheard(name);
    return [preflightFinding('proof-unheard', { seen })];
  }
  const values = txtValues(reply.answers, name);
  if (values.length === 0) return [preflightFinding('proof-free', { seen: PROOF_SEEN.free(name) })];
  const shown = shownValues(values);
  const sameBeside =
    JSON.stringify(ownAnswer(beside, nameBeside(name))) === JSON.stringify(ownAnswer(reply, name));
  const tell = sameBeside ? PROOF_SEEN.wildcardTxt : PROOF_SEEN.txtPresent;
  const seen = { zh: tell(name, shown.zh).zh, en: tell(name, shown.en).en };
  return [preflightFinding(sameBeside ? 'wildcard-txt' : 'txt-present', { seen })];
}

/** Where the CNAMEs of a name lead, one after the other; the last one is repeated where they go in a circle. */
async function chainFrom(name: string, world: PreflightWorld): Promise<string[]> {
  const chain: string[] = [];
  for (let at = plainName(name); chain.length <= CNAME_CHAIN_LIMIT;) {
    const reply = await askFirst(world, at, 'CNAME');
    const next = reply.outcome === 'answered' ? targetNames(reply.answers, 'CNAME', at)[0] : undefined;
    if (next === undefined) return chain;
    const isCircle = next === plainName(name) || chain.includes(next);
    chain.push(next);
    if (isCircle) return [...chain, next];
    at = next;
  }
  return chain;
}

async function judgeAlias(
  name: string,
  chain: readonly string[],
  isWildcard: boolean,
  worst: PreflightSeverity,
  world: PreflightWorld,
): Promise<PreflightFinding> {
  const [target = ''] = chain;
  const end = chain.at(-1) ?? target;
  if (isWildcard)
    return preflightFinding('wildcard-alias', { seen: PROOF_SEEN.wildcardAlias(name, shownValue(target)) });
  const isEndless = new Set(chain).size < chain.length || chain.length > CNAME_CHAIN_LIMIT;
  if (isEndless) return preflightFinding('alias-dead', { seen: PROOF_SEEN.loop(name), severity: worst });
  const servers = await authoritativeServersOf(end, world.settings, world.ask);
  if ('problem' in servers)
    return preflightFinding('alias-dead', {
      seen: withWhy(PROOF_SEEN.dead(name, shownValue(end)), servers.problem),
      severity: worst,
    });
  for (const { at } of servers.slice(0, PREFLIGHT_LIMITS.parentServers)) {
    if ('problem' in at) continue;
    const reply = await world.ask(at, { name: end, type: 'TXT' }, { recursion: false });
    if (failureOf(reply) === undefined)
      return preflightFinding('proof-delegated', { seen: PROOF_SEEN.delegated(name, shownValue(end)) });
  }
  return preflightFinding('alias-dead', { seen: PROOF_SEEN.dead(name, shownValue(end)), severity: worst });
}
