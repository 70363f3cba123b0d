/** The DNS of the system that is measured, as whoever asks for certificates beside it changes it: one signed update, and no look. */
import { nameServerFrom } from '../../activities/dns/name-server.js';
import { sendUpdate } from '../../activities/dns/providers/rfc2136/update-client.js';
import type { Environment } from '../../config/environment.js';
import { DNS_UPDATE_LIMITS } from '../../domain/control/look-limits.js';

export interface DnsAccess {
  /** `host:port` of the primary. */
  readonly server: string;
  readonly zone: string;
  readonly tsigKeyName: string;
  readonly tsigAlgorithm: 'hmac-sha256' | 'hmac-sha512';
  /** Base64. */
  readonly tsigSecret: string;
  /** `host:port` of a recursive resolver that sees it. */
  readonly resolver: string;
}

/** The one in which the names of the benchmark lie. */
const ZONE = 'example.com';

/** Throws where the system has no automatic DNS. */
export function dnsOfSystem(environment: Environment): DnsAccess {
  const {
    SEALFLOW_DNS_UPDATE_SERVER: server,
    SEALFLOW_TSIG_KEY_NAME: tsigKeyName,
    SEALFLOW_TSIG_SECRET: tsigSecret,
    SEALFLOW_TSIG_ALGORITHM: algorithm,
    SEALFLOW_DNS_RESOLVERS: resolvers = '',
  } = environment;
  const [resolver] = resolvers.split(',');
  if (!server || !tsigKeyName || !tsigSecret || !resolver)
    throw new Error('The system that is measured has no automatic DNS of its own.');
  const tsigAlgorithm = algorithm === 'hmac-sha512' ? 'hmac-sha512' : 'hmac-sha256';
  return { server, zone: ZONE, tsigKeyName, tsigAlgorithm, tsigSecret, resolver };
}

/** Throws with what the server said. */
export async function changeTxt(
  { server, zone, tsigKeyName, tsigAlgorithm, tsigSecret }: DnsAccess,
  action: 'add' | 'remove',
  name: string,
  value: string,
): Promise<void> {
  const outcome = await sendUpdate(
    nameServerFrom(server),
    zone,
    { action, record: { type: 'TXT', name, value }, ttlSeconds: DNS_UPDATE_LIMITS.ttlSeconds },
    { name: tsigKeyName, algorithm: tsigAlgorithm, secret: Buffer.from(tsigSecret, 'base64') },
  );
  if (outcome.outcome === 'done') return;
  const why = outcome.outcome === 'refused' ? outcome.rcode : outcome.reason.en;
  throw new Error(`The DNS server did not ${action} ${name}: ${why}`);
}
