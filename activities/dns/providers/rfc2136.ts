/** Any primary that takes signed dynamic updates (BIND, Knot, PowerDNS, the embedded DNS server): RFC 2136, RFC 8945. */
import { OrderFailure } from '../../../domain/failures.js';
import { DNS_UPDATE_LIMITS } from '../../../domain/control/look-limits.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';
import type { DnsProvider } from '../dns-provider.js';
import { queryDns, type DnsReply } from '../dns-client.js';
import { nameServerFrom, type NameServer } from '../name-server.js';
import { sendUpdate, type UpdateOutcome } from '../rfc2136/update-client.js';
import type { TsigKey } from '../rfc2136/tsig.js';
import { findZone } from '../zones.js';

export interface Rfc2136Settings {
  /** `host:port` of the primary; the host as an IP address or a name. */
  readonly server: string;
  readonly tsigKeyName: string;
  readonly tsigAlgorithm: 'hmac-sha256' | 'hmac-sha512';
  /** Base64. */
  readonly tsigSecret: string;
  /** Of the records we publish. */
  readonly ttlSeconds?: number;
}

const DEFAULTS = { ttlSeconds: DNS_UPDATE_LIMITS.ttlSeconds } as const;

/** Throws OrderFailure `DnsProviderRefused` where a setting is missing. */
export function createRfc2136Provider(given: Rfc2136Settings): DnsProvider {
  const settings = { ...DEFAULTS, ...given };
  const server = nameServerFrom(settings.server);
  const key = keyFrom(settings);

  async function change(action: 'add' | 'remove', record: ValidationRecord): Promise<void> {
    const zone = await zoneAt(server, settings.server, record.name);
    const outcome = await sendUpdate(server, zone, { action, record, ttlSeconds: settings.ttlSeconds }, key);
    requireDone(outcome, settings, zone);
  }

  return {
    name: 'rfc2136',
    publish: (record) => change('add', record),
    remove: (record) => change('remove', record),
  };
}

function keyFrom({ server, tsigKeyName, tsigAlgorithm, tsigSecret }: Rfc2136Settings): TsigKey {
  const secret = Buffer.from(tsigSecret, 'base64');
  if (server === '' || tsigKeyName === '' || secret.length === 0)
    throw refused(
      'it needs a server, a TSIG key name and a base64 secret. Set SEALFLOW_DNS_UPDATE_SERVER, SEALFLOW_TSIG_KEY_NAME and SEALFLOW_TSIG_SECRET',
    );
  return { name: tsigKeyName, algorithm: tsigAlgorithm, secret };
}

async function zoneAt(server: NameServer, serverText: string, name: string): Promise<string> {
  let lastReply: DnsReply | undefined;
  const zone = await findZone(
    name,
    async (at) => (lastReply = await queryDns(server, { name: at, type: 'SOA' })),
  );
  if (zone !== undefined) return zone;
  if (lastReply?.outcome === 'silent')
    throw unavailable(
      `${serverText} does not answer (${lastReply.reason}). Check that it runs and can be reached`,
    );
  throw refused(
    `${serverText} serves no zone that ${name} lies in. Add the zone there, or order with manual DNS`,
  );
}

function requireDone(outcome: UpdateOutcome, settings: Rfc2136Settings, zone: string): void {
  if (outcome.outcome === 'done') return;
  if (outcome.outcome === 'unknown')
    throw unavailable(
      `${settings.server} gave no usable answer (${outcome.reason}). Check that it runs and can be reached`,
    );
  const { rcode, tsigError } = outcome;
  if (rcode === 'SERVFAIL')
    throw unavailable(`${settings.server} failed by itself (SERVFAIL). Look into its log`);
  throw refused(`${settings.server} refused to change ${zone}: ${reasonOf(rcode, tsigError, settings)}`);
}

function reasonOf(rcode: string, tsigError: string, { tsigKeyName }: Rfc2136Settings): string {
  if (tsigError === 'BADTIME') return 'its clock and ours differ too much (BADTIME). Set both by NTP';
  if (tsigError === 'BADSIG')
    return `the secret of key ${tsigKeyName} is not the server's (BADSIG). Correct SEALFLOW_TSIG_SECRET`;
  if (tsigError === 'BADKEY')
    return `it does not know key ${tsigKeyName} with this algorithm (BADKEY). Correct SEALFLOW_TSIG_KEY_NAME or SEALFLOW_TSIG_ALGORITHM`;
  return `${rcode}. Allow key ${tsigKeyName} to update this zone`;
}

function refused(message: string): OrderFailure {
  return new OrderFailure('DnsProviderRefused', `DNS provider rfc2136: ${message}.`);
}

function unavailable(message: string): OrderFailure {
  return new OrderFailure('DnsProviderUnavailable', `DNS provider rfc2136: ${message}.`);
}
