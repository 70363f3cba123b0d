/** Where the subscriber writes the zone by hand: there is nothing for us to do, and nothing of ours to remove. */
import type { DnsProvider } from '../dns-provider.js';

export function createManualDnsProvider(): DnsProvider {
  return {
    name: 'manual',
    publishes: false,
    publish: () =>
      Promise.resolve({ outcome: 'not-served', reason: 'no DNS service is set up. Add the record by hand' }),
    remove: () => Promise.resolve(),
    aliasAt: () => Promise.resolve(undefined),
  };
}
