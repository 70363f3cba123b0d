/** The five flows of the ordering guide by each official client, unchanged, at the API as it is shipped. One of them is quick: flows.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY } from '../world.js';
import { officialClients } from './clients.js';
import type { OfficialClient } from './official-client.js';
import { callBy, FLOWS, startFlowWorld, type FlowWorld } from './flows.js';

const found = await officialClients();
let world: FlowWorld;

beforeAll(async () => {
  world = await startFlowWorld();
}, 120_000);
afterAll(() => world.stop());

describe.each(found)('$name', (one) => {
  describe.skipIf(one.missing !== undefined)('goes', () => {
    let client: OfficialClient | undefined;
    beforeAll(() => {
      if (one.missing !== undefined) return;
      client = one.start({ address: world.api.address, secretId: KEY.id, secretKey: KEY.secret });
    });
    afterAll(() => client?.stop());

    it.each(Object.entries(FLOWS))('%s', { timeout: 180_000 }, async (_name, flow) => {
      if (!client) throw new Error('It was not started');
      const label = one.name.toLowerCase().replaceAll(' ', '-');
      const pair = one.name === 'Go SDK with types' ? 'old' : 'new';
      await flow({ call: callBy(client), world, label, pair });
      expect(world.api.answered.flatMap(({ misfits }) => misfits)).toEqual([]);
      expect(world.api.answered.filter(({ unexpected }) => unexpected !== undefined)).toEqual([]);
    });
  });
});
