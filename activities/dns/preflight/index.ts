/** DNS as a CA will see it, looked at before it is asked: delegation, servers, resolvers, CAA, DNSSEC, and the names of proof. */
import { PREFLIGHT_LIMITS } from '../../../domain/control/look-limits.js';
import type { PreflightFinding } from '../../../domain/control/preflight/finding.js';
import { DELEGATION_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import type { DnsQuestion } from '../dns-message.js';
import type { PreflightQuestion, PreflightWorld } from './asking.js';
import { lookAtCaaBefore } from './caa.js';
import { delegationFindings, delegationOf, lookAtDelegation, type Delegation } from './delegation.js';
import { preflightFinding } from './finding.js';
import { lookAtProofNames, proofNamesOf } from './proof-names.js';
import { lookThroughResolvers } from './resolvers.js';
import { cutBelow, fineAmong, lookAtServers, serverFindings, type ServerSeen } from './servers.js';
import { lookAtSignatures } from './signatures.js';

export type { PreflightedCa, PreflightQuestion, PreflightWorld } from './asking.js';
export { grouped, preflightFinding } from './finding.js';

/** Never rejects: what can't be reached is a finding. */
export async function lookAtDnsBefore(
  question: PreflightQuestion,
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  const { name, method } = question;
  const proofs = method === 'file' ? [] : proofNamesOf(question);
  const questions: DnsQuestion[] = [
    { name, type: 'CAA' },
    ...proofs.map((proof) => ({ name: proof, type: 'TXT' }) as const),
  ];
  const [resolvers, caa, proof, zone] = await Promise.all([
    lookThroughResolvers([{ name, type: 'A' }, ...questions], world),
    lookAtCaaBefore(question, world),
    proofs.length > 0 ? lookAtProofNames(question, world) : [],
    lookAtZones(name, questions, world),
  ]);
  return withoutEchoes([...zone, ...resolvers, ...caa, ...proof]);
}

/** From the name's zone down to the one that answers for it. */
async function lookAtZones(
  name: string,
  questions: readonly DnsQuestion[],
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  let delegation = await delegationOf(name, world);
  if (!delegation) return [preflightFinding('zone-unknown', { seen: DELEGATION_SEEN.zoneUnknown(name) })];
  for (let cuts = 0; ; cuts += 1) {
    const servers = await lookAtServers(delegation, questions, world);
    const cut = cuts < PREFLIGHT_LIMITS.zoneCuts ? cutBelow(servers, delegation.zone) : undefined;
    if (cut === undefined) return await findingsOfZone(delegation, servers, world);
    delegation = await lookAtDelegation(cut, world);
  }
}

async function findingsOfZone(
  delegation: Delegation,
  servers: readonly ServerSeen[],
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  const { zone, parent } = delegation;
  const own = [...new Set(fineAmong(servers).flatMap(({ standing }) => standing.ns))];
  const addresses = new Map(servers.map((server) => [server.name, server.addresses] as const));
  const ofDelegation = delegationFindings(delegation, own, addresses);
  if (parent.outcome === 'not-delegated' && servers.length === 0) return ofDelegation;
  const signatures = await lookAtSignatures(zone, servers, world);
  return [...ofDelegation, ...serverFindings(zone, servers), ...signatures];
}

/** What only repeats a cause that is told: SERVFAIL of whoever asks through what is broken. */
function withoutEchoes(findings: readonly PreflightFinding[]): PreflightFinding[] {
  const failing = findings.filter(({ severity, code }) => severity === 'fails' && !ECHOES.includes(code));
  const isBogus = failing.some(({ code }) => code === 'dnssec-bogus');
  const hasCause = failing.some(({ subject, code }) => subject === 'dnssec' && code !== 'dnssec-bogus');
  const isBroken = isBogus || failing.some(({ subject }) => BREAKING.includes(subject));
  return findings.filter(({ code, seen }) => {
    if (code === 'dnssec-bogus') return !hasCause;
    if (FAVOURABLE.includes(code)) return !isBogus && !hasCause;
    return !(isBroken && ECHOES.includes(code) && seen.en.includes('SERVFAIL'));
  });
}

const ECHOES: readonly string[] = ['caa-unanswered', 'resolver-fails', 'proof-unheard'];
const FAVOURABLE: readonly string[] = ['dnssec-fine', 'dnssec-unsigned'];
const BREAKING: readonly string[] = ['dnssec', 'servers', 'delegation'];
