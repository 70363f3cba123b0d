/** A served world with a little of everything in it, for requests that nobody wrote. */
import { standing } from '../orders.js';
import { companyForm } from '../organization-orders.js';
import { COMPANY, CONTACT } from '../organizations.js';
import { fuzz, type FuzzOutcome } from './fuzzed.js';
import { until } from '../until.js';
import { createServedWorld, type ServedWorld } from './served-world.js';

export async function createFuzzedWorld(): Promise<ServedWorld> {
  return await createServedWorld();
}

/** Of what requests take away again. */
const SEVERAL = 8;

const DETAILS = {
  organization: 'Example Ltd',
  department: 'IT',
  email: 'it@example.com',
  province: 'Beijing',
  city: 'Beijing',
  country: 'CN',
  algorithm: 'ecc-p256',
};

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
  const several = (path: string, bodyOf: (at: number) => object) =>
    Promise.all(Array.from({ length: SEVERAL }, (_, at) => made(path, bodyOf(at))));
  const [users, apiKeys, signingRequests] = await Promise.all([
    several('/v1/users', (at) => ({ login: `person-${at}`, role: 'auditor' })),
    several('/v1/api-keys', (at) => ({ name: `spare ${at}`, role: 'auditor' })),
    several('/v1/signing-requests', (at) => ({ details: { ...DETAILS, domain: `csr-${at}.example.com` } })),
  ]);
  await standing(served.world, issued.orderId ?? '', 'issued');
  const notices = await until('a notice', async () => {
    const { items } = (await served.send('GET', '/v1/notices')).body;
    return items.length > 0 && items;
  });
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
      user: users.flatMap(({ login }) => login ?? []),
      apiKey: apiKeys.flatMap(({ keyId }) => keyId ?? []),
      signingRequestId: signingRequests.flatMap(({ id }) => id ?? []),
      noticeId: notices.map(({ noticeId }) => noticeId),
      approvalId: orders,
      about: orders,
      subject: orders,
    },
  });
}
