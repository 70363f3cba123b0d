// The development CA, put to the suite of all CAs.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type CaWorld, startCaWorld } from '../../dev/ca/ca-world.js';
import type { CaCandidate } from './candidate.js';
import { CA_CONFORMANCE } from './suite.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterAll(() => world.stop());

function candidate(): CaCandidate {
  return {
    adapter: world.adapter,
    brand: 'trustasia',
    publish: (validations) => world.publish(validations.map((each) => ({ ...each, status: 'pending' }))),
    async publishWrong(validations) {
      for (const { record } of validations)
        if (record) await world.dns.zone.set(record.name, record.type, 'something-else');
    },
    async root() {
      const response = await fetch(`${world.ca.url}/certificates/root.pem`);
      return await response.text();
    },
    gaps: {
      newValuesAfterFailure: false,
      // DV of the brand takes none.
      ipAddresses: false,
      revokesAtOnce: false,
      provesWildcardBesideBase: false,
      reusesProofs: true,
    },
    stop: () => Promise.resolve(),
  };
}

describe('a CA by its own API, the development CA', () => {
  it.each(CA_CONFORMANCE)('$does', ({ run }) => run(candidate()));
});
