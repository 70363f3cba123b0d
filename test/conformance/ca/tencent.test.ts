// The reseller by its own API, on a peer that speaks it, put to the suite of all CAs.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { ownDatabase } from '../../support/own-database.js';
import { startTencentWorld, type TencentWorld } from '../../activities/ca/providers/tencent/world.js';
import type { CaCandidate } from './candidate.js';
import { CA_CONFORMANCE } from './suite.js';

const database = await ownDatabase();
let world: TencentWorld;
beforeAll(async () => {
  world = await startTencentWorld(database);
});
afterAll(() => world.reseller.stop());

function candidate(): CaCandidate {
  const { reseller } = world;
  return {
    adapter: world.open(),
    brand: 'trustasia',
    publish(validations) {
      reseller.publish(validations);
      return Promise.resolve();
    },
    publishWrong(validations) {
      reseller.publishWrong(validations);
      return Promise.resolve();
    },
    root: () => Promise.resolve(reseller.root()),
    gaps: {
      newValuesAfterFailure: false,
      // DV of the brand takes none.
      ipAddresses: false,
      revokesAtOnce: false,
      provesWildcardBesideBase: false,
      reusesProofs: false,
    },
    stop: () => Promise.resolve(),
  };
}

describe('a CA by the API of a reseller', () => {
  it.each(CA_CONFORMANCE)('$does', ({ run }) => run(candidate()));
});
