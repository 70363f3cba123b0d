/** RFC 2136 at Knot DNS. */
import { KNOT_MISSING, startKnot } from '../../support/peers/knot.js';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { DnsPeer } from './peer.js';
import { DNS_CONFORMANCE, whySkipped } from './suite.js';
import { updatesPeer } from './updates-peer.js';

async function startKnotPeer(): Promise<DnsPeer> {
  return updatesPeer({
    ...(await startKnot()),
    hasWeakKey: true,
    outside: '_acme-challenge.www.example.org',
  });
}

describe.skipIf(KNOT_MISSING !== undefined)(`RFC 2136 at Knot${whySkipped(KNOT_MISSING)}`, () => {
  let peer: DnsPeer;
  beforeAll(async () => {
    peer = await startKnotPeer();
  });
  afterAll(() => peer.stop());

  it.each(DNS_CONFORMANCE)('$promise', ({ holds }) => holds(peer));
});
