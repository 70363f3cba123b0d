/** Where the environment names no CA, an order that no route leads elsewhere is told so; the others never notice. */
import { expect, it } from 'vitest';
import { createNoCa } from '../../../activities/ca/providers/none.js';
import { caFor, type Connections } from '../../../activities/connections/reaching.js';

it('says what to add, and asks nobody', async () => {
  await expect(caFor({ ca: createNoCa() }, { terms: {} })).rejects.toMatchObject({
    type: 'CaUnavailable',
    message: expect.stringContaining('Add a connection and a route') as string,
  });
});

it('stands in the way of no order that has a connection', async () => {
  const own = { ...createNoCa(), name: 'own' };
  const connections: Connections = {
    caOf: () => Promise.resolve(own),
    dnsOf: () => Promise.resolve(undefined),
    filesOf: () => Promise.resolve(undefined),
    everyCa: () => Promise.resolve([]),
  };
  const order = { terms: { connections: { ca: 'conn_1' } } };
  expect(await caFor({ ca: createNoCa(), connections }, order)).toBe(own);
});
