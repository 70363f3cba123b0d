/** A served world with a little of everything in it, for requests that nobody wrote. */
import { standing } from '../orders.js';
import { companyForm } from '../organization-orders.js';
import { COMPANY, CONTACT } from '../organizations.js';
import { fuzz, type FuzzOutcome } from './fuzzed.js';
import { createServedWorld, type ServedWorld } from './served-world.js';

export async function createFuzzedWorld(): Promise<ServedWorld> {
  return await createServedWorld();
}

/** 500 requests for each key: fewer than it may send a minute. */
export async function fuzzWorld(served: ServedWorld, requests: number, seed: number): Promise<FuzzOutcome> {
  const keys = await Promise.all(
    Array.from({ length: Math.ceil(requests / 500) + 1 }, () => served.keyOf('owner')),
  );
  const made = async (path: string, body: object): Promise<Record<string, string>> =>
    JSON.parse((await served.send('POST', path, { body })).text) as Record<string, string>;
  const form = (name: string, validation = 'auto-dns') => ({
    form: { brand: 'trustasia', type: 'dv', names: [name], validation },
  });
  const [issued, open, draft, letters, company, contact] = await Promise.all([
    made('/v1/orders', form('issued.example.com')),
    made('/v1/orders', form('open.example.com', 'manual-dns')),
    made('/v1/orders', { form: { brand: 'geotrust', type: 'ov' } }),
    made('/v1/orders', { form: companyForm({ brand: 'globalsign', type: 'ov' }, 'letters') }),
    made('/v1/companies', COMPANY),
    made('/v1/contacts', CONTACT),
  ]);
  await standing(served.world, issued.orderId ?? '', 'issued');
  const orders = [issued, open, draft, letters].flatMap(({ orderId }) => orderId ?? []);
  const document = JSON.parse((await served.send('GET', '/v1/openapi.json')).text) as Record<string, unknown>;
  return await fuzz({
    url: served.url,
    document,
    keys,
    requests,
    seed,
    ids: {
      orderId: orders,
      planId: orders,
      certificateId: [issued.orderId ?? ''],
      companyId: [company.id ?? ''],
      contactId: [contact.id ?? ''],
      existing: [company.id ?? '', contact.id ?? ''],
      about: orders,
      subject: orders,
    },
  });
}
