/** RFC 2136 at BIND. */
import { BIND_MISSING, startBind } from '../../support/peers/bind.js';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { DnsPeer } from './peer.js';
import { DNS_CONFORMANCE, whySkipped } from './suite.js';
import { updatesPeer } from './updates-peer.js';

async function startBindPeer(): Promise<DnsPeer> {
  return updatesPeer({
    ...(await startBind()),
    hasWeakKey: true,
    outside: '_acme-challenge.www.example.org',
  });
}

describe.skipIf(BIND_MISSING !== undefined)(`RFC 2136 at BIND${whySkipped(BIND_MISSING)}`, () => {
  let peer: DnsPeer;
  beforeAll(async () => {
    peer = await startBindPeer();
  });
  afterAll(() => peer.stop());

  it.each(DNS_CONFORMANCE)('$promise', ({ holds }) => holds(peer));
});
