/** The client over HTTP beside the direct one, on the same world: the same answers, the same refusals, nothing done twice. */
import { createPrivateKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiConnection } from '../../../client/http/api-connection.js';
import { createHttpOrderClient } from '../../../client/http/http-order-client.js';
import { OrderClient } from '../../../client/order-client.js';
import type { OrderSummary } from '../../../client/orders/views.js';
import { ApiUnavailable } from '../../../client/unavailable.js';
import { createServedWorld, type ServedWorld } from '../../support/api/served-world.js';
import { letterFile } from '../../support/letter-files.js';
import { companyForm } from '../../support/organization-orders.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { dvForm, order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';

let served: ServedWorld;
let direct: OrderClient;
let remote: OrderClient;
let owner: string;
let issued: string;

beforeAll(async () => {
  served = await createServedWorld();
  const { temporal, taskQueue, dependencies } = served.world;
  const { database, masterKeys } = dependencies;
  direct = new OrderClient({ temporal, taskQueue, database, masterKeys });
  owner = await served.keyOf('owner');
  remote = clientOf(served.url, owner);
  issued = await order(served.world, 'issued.example.com');
  await standing(served.world, issued, 'issued');
}, 120_000);
afterAll(() => served.stop());

function clientOf(url: string, authorization: string, language: 'zh' | 'en' = 'en'): OrderClient {
  return createHttpOrderClient(new ApiConnection({ url, authorization, language }));
}

describe('what is read', () => {
  const READ: Readonly<Record<string, (client: OrderClient) => unknown>> = {
    show: (client) => client.show(issued),
    why: (client) => client.why(issued),
    list: (client) => client.list(),
    'list with a filter': (client) => client.list({ name: 'issued.example.com', state: 'issued', limit: 1 }),
    'list with a tag': (client) => client.list({ tag: { key: 'team', value: 'web' } }),
    page: (client) => client.page({ limit: 1 }),
    'certificates.show': (client) => client.certificates.show(issued),
    'certificates.list': (client) => client.certificates.list({ name: 'issued.example.com' }),
    'certificates.download': (client) => client.certificates.download(issued),
    'certificates.revocations': (client) => client.certificates.revocations(),
    'plans.list': (client) => client.plans.list(),
    'plans.show': (client) => client.plans.show(issued),
    'companies.list': (client) => client.companies.list(),
    'connections.list': (client) => client.connections.list(),
    'routes.list': (client) => client.routes.list(),
    'notices.list': (client) => client.notices.list({ unread: true }),
    'notices.preferences': (client) => client.notices.preferences(),
    'payments.list': (client) => client.payments.list(),
    'masterKeys.closed': (client) => client.masterKeys.closed(),
    'freePlaces.show': (client) => client.freePlaces.show(),
    'dossiers.signers': (client) => client.dossiers.signers(),
    'catalogue.show': (client) => client.catalogue.show(),
    checkForm: (client) => client.checkForm({ form: dvForm('checked.example.com') }),
    quote: (client) => client.quote(dvForm('quoted.example.com')),
  };

  it.each(Object.keys(READ))('%s is the same either way', async (name) => {
    const read = READ[name];
    const [here, there] = [await read?.(direct), await read?.(remote)];
    expect(there).toEqual(JSON.parse(JSON.stringify(here)));
  });

  it('a pack has the same files, secret ones as secret', async () => {
    const [here, there] = await Promise.all(
      [direct, remote].map((client) => client.certificates.pack(issued, { format: 'nginx' })),
    );
    const told = (files = here?.files) =>
      files?.map(({ path, secret, content }) => [path, secret, Buffer.from(content).toString('hex')]);
    expect(told(there?.files)).toEqual(told());
    expect(there?.files.some(({ secret }) => secret)).toBe(true);
    expect([there?.certificateId, there?.notesInWords]).toEqual([here?.certificateId, here?.notesInWords]);
  });

  it('a dossier is whole, and says of itself what the direct one says', async () => {
    const made = await remote.dossiers.make(issued);
    expect(made).toMatchObject({ orderId: issued, personalData: true, signer: direct.dossiers.signers()[0] });
    expect(made.files).toBeGreaterThan(3);
  });

  it('a forecast is read item by item', async () => {
    const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const reading = await remote.readForecast({ date, weeks: 60 });
    const items: unknown[] = [];
    for await (const item of reading.items) items.push(item);
    expect(items).toHaveLength(reading.count);
    const { items: _items, ...whole } = await direct.forecast({ date, weeks: 60 });
    expect(reading).toMatchObject(JSON.parse(JSON.stringify(whole)) as object);
  });

  it('the exported log is verified', async () => {
    const { createLogVerifier } = await import('../../../domain/accounts/operations-log.js');
    const verifier = createLogVerifier();
    for await (const line of remote.operations.export()) verifier.take(line);
    expect(verifier.end()).toMatchObject({ verified: true });
  });

  // Looked at once an hour: whatever comes sooner, the API told.
  const SELDOM = { intervalMs: 3_600_000 };

  it('an order is watched until its end, each change once', async () => {
    const { orderId } = await remote.create({ form: dvForm('watched.example.com') });
    const seen: string[] = [];
    for await (const view of remote.watch(orderId, SELDOM)) seen.push(JSON.stringify(view));
    expect(seen.at(-1)).toContain('"state":"issued"');
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('all orders are watched until the signal ends it', async () => {
    const stop = new AbortController();
    const seen = new Map<string, OrderSummary>();
    let placed: string | undefined;
    for await (const order of remote.watchAll({ ...SELDOM, signal: stop.signal })) {
      expect(order).not.toEqual(seen.get(order.orderId));
      seen.set(order.orderId, order);
      if (order.orderId === issued)
        placed ??= (await remote.create({ form: dvForm('watched-too.example.com') })).orderId;
      if (order.orderId === placed && order.state === 'issued') stop.abort();
    }
    // As a list tells it, whichever way it came.
    expect(Object.keys(seen.get(placed ?? '') ?? {}).sort()).toEqual(
      Object.keys(seen.get(issued) ?? {}).sort(),
    );
  });
});

describe('what is written', () => {
  it('an order is placed once, though its answer was lost', async () => {
    const request = { form: dvForm('once.example.com'), idempotencyKey: 'once' };
    const [one, other] = [await remote.create(request), await remote.create(request)];
    expect(other.orderId).toBe(one.orderId);
  });

  it('a draft is placed, labelled, and withdrawn', async () => {
    const { orderId } = await remote.create({ form: { brand: 'geotrust', type: 'ov' } });
    await remote.setLabels(orderId, { alias: 'shop', addTags: [{ key: 'team', value: 'web' }] });
    expect(await remote.list({ tag: { key: 'team', value: 'web' } })).toMatchObject([{ orderId }]);
    await remote.cancel(orderId);
    await standing(served.world, orderId, 'cancelled');
  });

  it('a letter is handed in, listed and taken back as it was', async () => {
    const { orderId } = await remote.create({
      form: companyForm({ brand: 'globalsign', type: 'ov' }, 'over-http'),
    });
    await standing(served.world, orderId, 'subscriber-letter');
    expect(
      Buffer.from(await remote.letters.template(orderId))
        .subarray(0, 4)
        .toString(),
    ).toBe('%PDF');
    const content = letterFile('pdf');
    const uploaded = await remote.letters.upload(orderId, { content, sentBy: 'the desk, 办公室' });
    expect(uploaded).toMatchObject({ version: 1, sentBy: 'the desk, 办公室' });
    const taken = await remote.letters.download(orderId, 1);
    expect(Buffer.from(taken.content).equals(Buffer.from(content))).toBe(true);
    expect(taken).toMatchObject({ letterId: uploaded.letterId, contentType: 'application/pdf' });
  });

  it('companies and contacts are saved, changed and removed', async () => {
    const company = await remote.companies.add(COMPANY);
    expect(await remote.companies.edit(company.id, { city: '杭州市' })).toMatchObject({
      details: { city: '杭州市' },
    });
    await remote.companies.remove(company.id);
    await refusalOf(remote.companies.get(company.id));
    const contact = await remote.contacts.add(CONTACT);
    expect(await remote.contacts.get(contact.id)).toMatchObject({ details: { name: CONTACT.name } });
  });

  it('a certificate is reissued with another kind of key, and proven another way', async () => {
    const id = await order(served.world, 'reissued.example.com');
    await standing(served.world, id, 'issued');
    const { orderId } = await remote.certificates.reissue(id, {
      csr: { algorithm: 'rsa-2048' },
      validation: 'manual-dns',
    });
    await standing(served.world, orderId, 'issued');
    expect(await remote.show(orderId)).toMatchObject({
      purpose: 'reissue',
      validations: [{ method: 'manual-dns' }],
    });
    const { privateKeyPem } = await remote.certificates.download(orderId);
    expect(createPrivateKey(privateKeyPem ?? '').asymmetricKeyType).toBe('rsa');
  });

  it('a plan is switched, a certificate revoked', async () => {
    const id = await order(served.world, 'revoked.example.com');
    await standing(served.world, id, 'issued');
    expect(await remote.plans.setAutoRenew(id, true)).toMatchObject({ autoRenew: true });
    expect(await remote.certificates.setExpiryNotices(id, false)).toMatchObject({ orderId: id });
    const { revocationId } = await remote.certificates.revoke(id, {
      reason: 'superseded',
      requestedBy: 'tests',
    });
    expect(await remote.certificates.revocation(id)).toMatchObject({ revocationId });
  });
});

describe('what is refused', () => {
  it.each([
    ['an order of nobody', (client: OrderClient) => client.show('nothing-here')],
    [
      'a form with wrong fields',
      (client: OrderClient) =>
        client.create({ form: { ...dvForm('x.example.com'), names: ['not a name', '*'] } }),
    ],
    ['a second form', (client: OrderClient) => client.submit(issued, dvForm('again.example.com'))],
    ['e-mails sent again', (client: OrderClient) => client.resendEmails(issued)],
  ])('%s: by the same code, field and words, in either language', async (_what, ask) => {
    const here = await refusalOf(Promise.resolve(ask(direct)));
    const there = await refusalOf(Promise.resolve(ask(remote)));
    const told = ({ code, field, message, accepted, others }: typeof here) => [
      code,
      field,
      message,
      accepted,
      others.map((other) => other.field),
    ];
    expect(told(there)).toEqual(told(here));
    const inChinese = await refusalOf(Promise.resolve(ask(clientOf(served.url, owner, 'zh'))));
    expect(inChinese.chinese).toEqual(here.chinese);
  });

  it('a key that nobody knows is told how to sign in again', async () => {
    const refusal = await refusalOf(clientOf(served.url, 'Bearer AKIDx:skf_x').list());
    expect([refusal.code, refusal.accepted]).toEqual([
      'NotSignedIn',
      `\`sealflow login ${served.url}\` signs in again`,
    ]);
  });

  it('a role that may not is refused', async () => {
    const auditor = clientOf(served.url, await served.keyOf('auditor'));
    expect((await refusalOf(auditor.create({ form: dvForm('no.example.com') }))).code).toBe('NotAllowed');
  });

  it('an account that one does not belong to is named as the option that it is', async () => {
    const connection = { url: served.url, authorization: owner, account: 'nobodys', language: 'en' } as const;
    const foreign = createHttpOrderClient(new ApiConnection(connection));
    expect(await refusalOf(foreign.list())).toMatchObject({ code: 'NotAllowed', field: 'account' });
  });

  it.each(['', '.', '..', '\ud800'])('%j is no id, and asked of nobody', async (id) => {
    expect((await refusalOf(remote.show(id))).code).toBe('InvalidInput');
  });

  it.each(['a/b', '../v1/orders', '%2e%2e', 'a?b#c', '订单'])(
    '%j is one part of an address, and of nothing',
    async (id) => {
      expect((await refusalOf(remote.show(id))).code).toBe('NotFound');
    },
  );

  it('what belongs to the installation is not for HTTP', async () => {
    const route = { connection: 'x', ofInstallation: true };
    expect(await refusalOf(remote.routes.set(route))).toMatchObject({
      code: 'InvalidInput',
      field: 'ofInstallation',
    });
  });
});

describe('an API that does not answer as one', () => {
  const servers: Server[] = [];
  afterAll(() => servers.map((server) => server.close()));

  async function answering(
    answer: (count: number) => [number, string, Record<string, string>?],
  ): Promise<[string, () => number]> {
    let count = 0;
    const server = createServer((_request, response) => {
      count += 1;
      const [status, body, headers = {}] = answer(count);
      response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return [`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => count];
  }

  const failing = async (call: Promise<unknown>): Promise<unknown> =>
    await call.catch((error: unknown) => error);

  it('is not there: told by its address, and no secret', async () => {
    const error = await failing(clientOf('http://127.0.0.1:9', 'Bearer AKIDx:skf_secret').show('x'));
    expect(error).toMatchObject({ name: 'ApiUnavailable', code: 'ApiNotReachable' });
    expect(JSON.stringify([String(error), error])).not.toContain('skf_secret');
  });

  it.each([
    ['a page of a proxy', 502, '<html>Bad gateway</html>'],
    ['no problem document', 418, 'I am a teapot'],
    ['no JSON', 200, '<html>Welcome</html>'],
  ])('%s', async (_what, status, body) => {
    const [url] = await answering(() => [status, body]);
    expect(await failing(clientOf(url, 'Bearer a:b').show('x'))).toBeInstanceOf(ApiUnavailable);
  });

  it('busy for a moment: asked again', async () => {
    const problem = JSON.stringify({ code: 'TooManyRequests', detail: 'Too many requests' });
    const [url, count] = await answering((asked) =>
      asked < 3 ? [429, problem, { 'retry-after': '0' }] : [200, '{"orderId":"x"}'],
    );
    expect(await clientOf(url, 'Bearer a:b').show('x')).toEqual({ orderId: 'x' });
    expect(count()).toBe(3);
  });

  it('busy for long: told at once', async () => {
    const problem = JSON.stringify({ code: 'TooManyRequests', detail: 'Too many requests' });
    const [url, count] = await answering(() => [429, problem, { 'retry-after': '3600' }]);
    expect(await failing(clientOf(url, 'Bearer a:b').show('x'))).toMatchObject({ code: 'TooManyRequests' });
    expect(count()).toBe(1);
  });

  it('that sends us elsewhere is not followed: who asks is told to nobody else', async () => {
    const [elsewhere, count] = await answering(() => [200, '{}']);
    const [url] = await answering(() => [307, '', { location: `${elsewhere}/v1/orders/x` }]);
    expect(await failing(clientOf(url, 'Bearer a:b').show('x'))).toBeInstanceOf(ApiUnavailable);
    expect(count()).toBe(0);
  });
});
