/** Where the subscriber writes the zone by hand: there is nothing for us to do, and nothing of ours to remove. */
import type { DnsProvider } from '../dns-provider.js';

export function createManualDnsProvider(): DnsProvider {
  return {
    name: 'manual',
    publish: () => Promise.resolve({ outcome: 'by-hand' }),
    remove: () => Promise.resolve(),
    aliasAt: () => Promise.resolve(undefined),
  };
}
