/** DNSSEC as the parent and each server tell it: DS against keys, signatures against the clock. Resolvers judge the rest. */
import { createHash } from 'node:crypto';
import type { Answer, DnskeyAnswer, DSAnswer, RrsigAnswer } from 'dns-packet';
import type { PreflightFinding } from '../../../domain/control/preflight/finding.js';
import { DNSSEC_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import type { DnsReply } from '../dns-client.js';
import { failureOf } from '../finding.js';
import { plainName } from '../record-values.js';
import { askFirst, type PreflightWorld } from './asking.js';
import { grouped, preflightFinding } from './finding.js';
import { fineAmong, type ServerSeen } from './servers.js';

/** `dnssec-fine` and `dnssec-unsigned` say what these tell; a resolver that validates may know better. */
export async function lookAtSignatures(
  zone: string,
  servers: readonly ServerSeen[],
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  const ds = dsIn(await askFirst(world, zone, 'DS'), zone);
  const told = await Promise.all(
    fineAmong(servers).map(async ({ source, standing: { at } }) => {
      const how = { recursion: false, signatures: true };
      const [keys, soa] = await Promise.all([
        world.ask(at, { name: zone, type: 'DNSKEY' }, how),
        world.ask(at, { name: zone, type: 'SOA' }, how),
      ]);
      return judge(zone, ds, { source, keys, soa }, world.now);
    }),
  );
  return grouped(told.flat());
}

interface Told {
  readonly source: string;
  readonly keys: DnsReply;
  readonly soa: DnsReply;
}

function judge(zone: string, ds: readonly DSAnswer[], told: Told, now: number): PreflightFinding[] {
  const { source, keys: reply, soa } = told;
  if (failureOf(reply) !== undefined || reply.outcome !== 'answered') return [];
  const servers = [source];
  const keys = reply.answers.filter(
    (answer): answer is DnskeyAnswer => answer.type === 'DNSKEY' && plainName(answer.name) === zone,
  );
  if (ds.length === 0) {
    if (keys.length === 0)
      return [preflightFinding('dnssec-unsigned', { servers, seen: DNSSEC_SEEN.unsigned(zone) })];
    return [preflightFinding('ds-missing', { servers, seen: DNSSEC_SEEN.dsMissing(zone, tagsOfKeys(keys)) })];
  }
  const tags = [...new Set(ds.map(({ data }) => data.keyTag))].join(', ');
  if (keys.length === 0)
    return [preflightFinding('ds-without-keys', { servers, seen: DNSSEC_SEEN.dsWithoutKeys(tags) })];
  if (!ds.some((one) => keys.some((key) => fits(one, key, zone))))
    return [
      preflightFinding('ds-matches-no-key', {
        servers,
        seen: DNSSEC_SEEN.dsMatchesNoKey(tags, tagsOfKeys(keys)),
      }),
    ];
  const problems = [
    ...problemsOfSignatures('DNSKEY', reply, source, now),
    ...problemsOfSignatures('SOA', soa, source, now),
  ];
  if (problems.length > 0) return problems;
  return [preflightFinding('dnssec-fine', { servers, seen: DNSSEC_SEEN.fine(zone, tags) })];
}

/** One signature of now suffices: during a rollover others may have run out. */
function problemsOfSignatures(
  type: 'DNSKEY' | 'SOA',
  reply: DnsReply,
  source: string,
  now: number,
): PreflightFinding[] {
  if (reply.outcome !== 'answered' || failureOf(reply) !== undefined) return [];
  const signatures = reply.answers
    .filter((answer): answer is RrsigAnswer => answer.type === 'RRSIG')
    .map(({ data }) => data)
    .filter(({ typeCovered }) => typeCovered === type);
  const servers = [source];
  if (signatures.length === 0)
    return [preflightFinding('signatures-missing', { servers, seen: DNSSEC_SEEN.signaturesMissing(type) })];
  const seconds = now / 1_000;
  if (signatures.some(({ inception, expiration }) => inception <= seconds && seconds <= expiration))
    return [];
  const early = signatures.filter(({ inception }) => inception > seconds);
  if (early.length > 0) {
    const from = dateOf(Math.min(...early.map(({ inception }) => inception)));
    return [preflightFinding('signature-early', { servers, seen: DNSSEC_SEEN.early(type, from) })];
  }
  const since = dateOf(Math.max(...signatures.map(({ expiration }) => expiration)));
  return [preflightFinding('signature-expired', { servers, seen: DNSSEC_SEEN.expired(type, since) })];
}

/** ISO 8601, UTC: to the second. */
function dateOf(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
}

function dsIn(reply: DnsReply, zone: string): DSAnswer[] {
  const answers: readonly Answer[] = reply.outcome === 'answered' ? reply.answers : [];
  return answers.filter(
    (answer): answer is DSAnswer => answer.type === 'DS' && plainName(answer.name) === zone,
  );
}

function tagsOfKeys(keys: readonly DnskeyAnswer[]): string {
  return [...new Set(keys.map(keyTagOf))].join(', ');
}

/** RFC 4034, section 2.1: the key as it goes over the wire. */
function wireOf({ data: { flags, algorithm, key } }: DnskeyAnswer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(flags, 0);
  head.writeUInt8(3, 2);
  head.writeUInt8(algorithm, 3);
  return Buffer.concat([head, key]);
}

/** RFC 4034, appendix B. */
export function keyTagOf(key: DnskeyAnswer): number {
  const sum = wireOf(key).reduce((total, octet, at) => total + (at % 2 === 0 ? octet << 8 : octet), 0);
  return (sum + ((sum >>> 16) & 0xffff)) & 0xffff;
}

/** IANA, "DS RR Type Digest Algorithms": those that OpenSSL knows. */
const DIGESTS: Readonly<Record<number, string>> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

/** RFC 4034, section 5.1.4. Of a digest that is not known here, tag and algorithm count. */
function fits({ data: ds }: DSAnswer, key: DnskeyAnswer, zone: string): boolean {
  if (ds.keyTag !== keyTagOf(key) || ds.algorithm !== key.data.algorithm) return false;
  const digest = DIGESTS[ds.digestType];
  if (digest === undefined) return true;
  const owner = zone.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const hashed = Buffer.concat([...owner, Buffer.from([0]), wireOf(key)]);
  return createHash(digest).update(hashed).digest().equals(ds.digest);
}
