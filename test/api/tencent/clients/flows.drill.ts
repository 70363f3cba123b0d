/** The five flows of the ordering guide by each official client, unchanged, at the API as it is shipped. One of them is quick: flows.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY } from '../world.js';
import { officialClients } from './clients.js';
import type { OfficialClient, Wanted } from './official-client.js';
import { callBy, FLOWS, startFlowWorld, type FlowWorld } from './flows.js';

const clients = await officialClients();
/** Terraform's calls, made by the SDK that it is built on, at the hosts that it makes of its domain. */
const found = [
  ...clients.map((client) => ({ ...client, terraform: false })),
  ...clients
    .filter(({ name }) => name === 'Go SDK for any action')
    .map((client) => ({ ...client, name: 'Terraform', terraform: true })),
];
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
      const port = world.api.address.split(':')[1] ?? '';
      const wanted: Wanted = one.terraform ? { rootDomain: `sealflow.test:${port}`, language: 'en-US' } : {};
      const pair = one.terraform ? 'terraform' : one.name === 'Go SDK with types' ? 'old' : 'new';
      await flow({ call: callBy(client, wanted), world, label, pair });
      expect(world.api.answered.flatMap(({ misfits }) => misfits)).toEqual([]);
      expect(world.api.answered.filter(({ unexpected }) => unexpected !== undefined)).toEqual([]);
    });
  });
});
