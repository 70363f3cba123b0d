// ACME on Pebble, as it comes and with its hostile dials on, put to the suite of all CAs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPebble, type PebbleOptions } from '../../support/peers/pebble.js';
import type { CaCandidate } from './candidate.js';
import { startPebbleWorld } from './pebble-world.js';
import { CA_CONFORMANCE } from './suite.js';

const peer = await findPebble();

const BINDING = { kid: 'kid-1', hmacKey: 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W' };

type Dials = Omit<PebbleOptions, 'dnsServer' | 'httpPort'>;

const WORLDS: readonly (readonly [string, Dials])[] = [
  ['as it comes', {}],
  [
    'that rejects nonces, uses authorizations again, and requires a binding',
    { nonceRejections: 20, authorizationReuse: 100, externalAccountBinding: BINDING },
  ],
  [
    'that sleeps before it looks, and uses half of its authorizations again',
    { nonceRejections: 5, authorizationReuse: 50, sleepSeconds: 2 },
  ],
];

describe.skipIf('missing' in peer).each(WORLDS)('a CA by ACME, on Pebble %s', (_, dials) => {
  let ca: CaCandidate | undefined;
  beforeAll(async () => {
    ca = (await startPebbleWorld('path' in peer ? peer.path : '', dials)).candidate();
  });
  afterAll(() => ca?.stop());

  it.each(CA_CONFORMANCE)('$does', async ({ run }) => {
    expect(ca).toBeDefined();
    if (ca) await run(ca);
  });
});
