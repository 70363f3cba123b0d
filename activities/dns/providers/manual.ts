/** Where the subscriber writes the zone by hand: there is nothing for us to do, and nothing of ours to remove. */
import { DNS_SERVICE_LIMITS } from '../../../domain/control/dns-services.js';
import { DNS_PROVIDER_FAILURES } from '../../../domain/failure-texts.js';
import type { DnsService } from '../dns-provider.js';

export function createManualDnsProvider(): DnsService {
  return {
    name: 'manual',
    publishes: false,
    publish: () => Promise.resolve({ outcome: 'not-served', reason: DNS_PROVIDER_FAILURES.notSetUp }),
    remove: () => Promise.resolve(),
    aliasAt: () => Promise.resolve(undefined),
    zoneOf: () => Promise.resolve(undefined),
    tryAccess: () => Promise.resolve(),
    limits: DNS_SERVICE_LIMITS.manual,
  };
}
