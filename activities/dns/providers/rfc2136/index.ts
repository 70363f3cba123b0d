/** Any primary that takes signed dynamic updates (BIND, Knot, PowerDNS, the embedded DNS server): RFC 2136, RFC 8945. */
import type { Bilingual } from '../../../../domain/bilingual.js';
import { DNS_SERVICE_LIMITS } from '../../../../domain/control/dns-services.js';
import { SILENCE } from '../../../../domain/control/finding-texts.js';
import { DNS_SERVICE_FAILURES } from '../../../../domain/dns-failure-texts.js';
import { DNS_PROVIDER_FAILURES } from '../../../../domain/failure-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { DNS_UPDATE_LIMITS } from '../../../../domain/control/look-limits.js';
import type { ValidationRecord } from '../../../../domain/control/validations.js';
import type { DnsService, PublishOutcome } from '../../dns-provider.js';
import { queryDns, type DnsReply } from '../../dns-client.js';
import { nameServerFrom, type NameServer } from '../../name-server.js';
import { plainName, targetNames, ttlOf, txtValues } from '../../record-values.js';
import { askSigned, tryKey } from './signed-question.js';
import { sendUpdate, type UpdateOutcome } from './update-client.js';
import type { TsigError, TsigKey } from './tsig.js';
import { findZone } from '../../zones.js';

export interface Rfc2136Settings {
  /** `host:port` of the primary; the host as an IP address or a name. */
  readonly server: string;
  readonly tsigKeyName: string;
  readonly tsigAlgorithm: 'hmac-sha256' | 'hmac-sha512';
  /** Base64. */
  readonly tsigSecret: string;
  /** One that the server has: the access is tried by it. */
  readonly zone?: string | undefined;
  /** Of the records we publish. */
  readonly ttlSeconds?: number | undefined;
}

/** No server has a zone for it (RFC 6761, section 6.4). */
const NO_ZONE = 'invalid';

const LIMITS = DNS_SERVICE_LIMITS.rfc2136;

/** Throws OrderFailure `DnsProviderRefused` where a setting is missing. */
export function createRfc2136Provider(given: Rfc2136Settings): DnsService {
  const settings = { ...given, ttlSeconds: given.ttlSeconds ?? DNS_UPDATE_LIMITS.ttlSeconds };
  const server = nameServerFrom(settings.server);
  const key = keyFrom(settings);

  async function change(
    action: 'add' | 'remove',
    record: ValidationRecord,
    zone: string,
    ttlSeconds = settings.ttlSeconds,
  ): Promise<UpdateOutcome> {
    return sendUpdate(server, zone, { action, record, ttlSeconds }, key);
  }

  return {
    name: 'rfc2136',
    publishes: true,
    limits: LIMITS,
    async publish(record) {
      if (record.type === 'TXT' && Buffer.byteLength(record.value) > LIMITS.longestTxtOctets)
        throw refused(DNS_SERVICE_FAILURES.tooLong(LIMITS.longestTxtOctets));
      const served = await zoneAt(server, settings.server, record.name);
      if (!('zone' in served)) return served;
      // All records of a name and type live equally long (RFC 2181, section 5.2): another TTL would change that of others.
      const { ttlSeconds } = await whatIsShown(server, record, key);
      const outcome = await change('add', record, served.zone, ttlSeconds);
      // A server takes the record and drops it without a word where it can't stand (RFC 2136, section 3.4.2.2).
      const shown = await whatIsShown(server, record, key);
      if (shown.alias !== undefined) return { outcome: 'alias', target: shown.alias };
      requireDone(outcome, settings, served.zone);
      if (shown.isThere === false)
        throw unavailable(DNS_PROVIDER_FAILURES.notShown(settings.server, `${record.type} ${record.name}`));
      return { outcome: 'published' };
    },
    async remove(record) {
      const served = await zoneAt(server, settings.server, record.name);
      if (!('zone' in served)) throw refused(served.reason);
      requireDone(await change('remove', record, served.zone), settings, served.zone);
    },
    async aliasAt(name) {
      return (await whatIsShown(server, { type: 'TXT', name, value: '' }, key)).alias;
    },
    async zoneOf(name) {
      const served = await zoneAt(server, settings.server, name);
      return 'zone' in served ? served.zone : undefined;
    },
    async tryAccess() {
      // Some servers look at a signature only where they have the zone: without one, this says less.
      const taken = await tryKey(server, key, settings.zone ?? NO_ZONE);
      if (taken.outcome === 'silent')
        throw unavailable(DNS_PROVIDER_FAILURES.silent(settings.server, taken.reason));
      if (taken.outcome === 'refused') throw refused(whyRefused('NOTAUTH', taken.error, settings));
      if (settings.zone === undefined) return;
      if (taken.outcome === 'unsigned') throw refused(DNS_SERVICE_FAILURES.signsNot(settings.server));
      if (!taken.authoritative) throw refused(DNS_PROVIDER_FAILURES.noZone(settings.server, settings.zone));
    },
  };
}

interface Shown {
  /** Where the CNAME at the name leads, if there is one. Never of a record that is a CNAME itself. */
  readonly alias?: string;
  /** Undefined where the server does not speak for the name, or not to us. */
  readonly isThere?: boolean;
  /** Of what stands at the name, of the record's type. */
  readonly ttlSeconds?: number | undefined;
}

/** What the server itself has at the record's name: it is looked at where it was changed, not elsewhere. */
async function whatIsShown(server: NameServer, record: ValidationRecord, key: TsigKey): Promise<Shown> {
  const { type, name, value } = record;
  const answer = await askSigned(server, { name, type }, key);
  if (!answer?.authoritative || !['NOERROR', 'NXDOMAIN'].includes(answer.rcode)) return {};
  const [alias] = targetNames(answer.answers, 'CNAME', name);
  if (type === 'CNAME') return { isThere: alias === plainName(value) };
  if (alias !== undefined) return { alias, isThere: false };
  const ttlSeconds = ttlOf(answer.answers, type, name);
  return { isThere: txtValues(answer.answers, name).includes(value), ttlSeconds };
}

function keyFrom({ server, tsigKeyName, tsigAlgorithm, tsigSecret }: Rfc2136Settings): TsigKey {
  const secret = Buffer.from(tsigSecret, 'base64');
  if (server === '' || tsigKeyName === '' || secret.length === 0)
    throw refused(DNS_PROVIDER_FAILURES.lacksSettings);
  return { name: tsigKeyName, algorithm: tsigAlgorithm, secret };
}

type Served = { readonly zone: string } | Extract<PublishOutcome, { outcome: 'not-served' }>;

/** Throws OrderFailure `DnsProviderUnavailable` where the server is silent. */
async function zoneAt(server: NameServer, serverText: string, name: string): Promise<Served> {
  let lastReply: DnsReply | undefined;
  const zone = await findZone(name, async (at) => {
    lastReply = await queryDns(server, { name: at, type: 'SOA' }, { recursion: false });
    return ownWord(lastReply);
  });
  if (zone !== undefined) return { zone };
  if (lastReply?.outcome === 'silent')
    throw unavailable(DNS_PROVIDER_FAILURES.silent(serverText, lastReply.reason));
  return { outcome: 'not-served', reason: DNS_PROVIDER_FAILURES.noZone(serverText, name) };
}

/**
 * What the server says of zones of its own (AA). What it has from others is not for us to change, and a zone that it has
 * given to other servers ends the search: a record in the parent would be taken, and never seen.
 */
function ownWord(reply: DnsReply): DnsReply {
  if (reply.outcome !== 'answered' || reply.authoritative) return reply;
  if (reply.authorities.some(({ type }) => type === 'NS'))
    return { outcome: 'unasked', reason: SILENCE.delegated };
  return { ...reply, answers: [], authorities: [] };
}

function requireDone(outcome: UpdateOutcome, settings: Rfc2136Settings, zone: string): void {
  if (outcome.outcome === 'done') return;
  if (outcome.outcome === 'unknown')
    throw unavailable(DNS_PROVIDER_FAILURES.unusable(settings.server, outcome.reason));
  const { rcode, tsigError } = outcome;
  if (rcode === 'SERVFAIL') throw unavailable(DNS_PROVIDER_FAILURES.failed(settings.server));
  throw refused(DNS_PROVIDER_FAILURES.refused(settings.server, zone, whyRefused(rcode, tsigError, settings)));
}

function whyRefused(rcode: string, tsigError: TsigError, { tsigKeyName }: Rfc2136Settings): Bilingual {
  if (tsigError === 'BADTIME') return DNS_PROVIDER_FAILURES.badTime;
  if (tsigError === 'BADSIG') return DNS_PROVIDER_FAILURES.badSignature(tsigKeyName);
  if (tsigError === 'BADKEY') return DNS_PROVIDER_FAILURES.badKey(tsigKeyName);
  return DNS_PROVIDER_FAILURES.notAllowed(rcode, tsigKeyName);
}

function refused(what: Bilingual): OrderFailure {
  return new OrderFailure('DnsProviderRefused', DNS_PROVIDER_FAILURES.of('rfc2136', what));
}

function unavailable(what: Bilingual): OrderFailure {
  return new OrderFailure('DnsProviderUnavailable', DNS_PROVIDER_FAILURES.of('rfc2136', what));
}
