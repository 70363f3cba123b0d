/** RFC 2136 at the DNS server of the embedded stack. */
import { startTestDns } from '../../dev/dns/dns-test-server.js';
import { PEER_KEYS } from '../../support/peers/keys.js';
import { ZONES } from '../../support/peers/zones.js';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { DnsPeer } from './peer.js';
import { DNS_CONFORMANCE } from './suite.js';
import { updatesPeer } from './updates-peer.js';

async function startEmbeddedPeer(): Promise<DnsPeer> {
  const dns = await startTestDns({ tsig: { ...PEER_KEYS.updates, algorithm: 'hmac-sha256' } });
  for (const zone of Object.values(ZONES)) await dns.zone.addZone(zone);
  return updatesPeer({ port: dns.port, hasWeakKey: false, outside: undefined, stop: () => dns.stop() });
}

describe('RFC 2136 at the embedded DNS server', () => {
  let peer: DnsPeer;
  beforeAll(async () => {
    peer = await startEmbeddedPeer();
  });
  afterAll(() => peer.stop());

  it.each(DNS_CONFORMANCE)('$promise', ({ holds }) => holds(peer));
});
