/** Writes that come again: done once, answered alike, by whichever API they are sent to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPANY } from '../support/organizations.js';
import { createServedWorld, sendTo, type ServedWorld } from '../support/api/served-world.js';

let served: ServedWorld;
let owner: string;
let beside: string;

beforeAll(async () => {
  served = await createServedWorld({ worker: false });
  owner = await served.keyOf('owner');
  beside = await served.another();
}, 120_000);
afterAll(() => served.stop());

const send = (url: string, key: string, body: unknown, path = '/v1/companies') =>
  sendTo(url, 'POST', path, { as: owner, body, key });

const companies = async () => (await served.send('GET', '/v1/companies')).body.items.length;

describe('the same request with the same key', () => {
  it('is done once, and answered alike', async () => {
    const first = await send(served.url, 'once', COMPANY);
    const again = await send(served.url, 'once', COMPANY);
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
  });

  it('is done once by two APIs that have it at the same moment', async () => {
    const before = await companies();
    const sent = Array.from({ length: 20 }, (_, at) =>
      send(at % 2 === 0 ? served.url : beside, 'together', COMPANY),
    );
    const answers = await Promise.all(sent);
    const done = answers.filter(({ status }) => status === 201);
    const others = answers.filter(({ status }) => status !== 201);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    expect(others.map(({ body }) => body.code).filter((code) => code !== 'StillUnderWay')).toEqual([]);
    expect(await companies()).toBe(before + 1);
    expect((await send(beside, 'together', COMPANY)).body.id).toBe(done[0]?.body.id);
  });

  it('is one order, whichever API placed it', async () => {
    const form = { brand: 'trustasia', type: 'dv' };
    const answers = await Promise.all(
      [served.url, beside].map((url) => send(url, 'order', { form }, '/v1/orders')),
    );
    const again = await send(beside, 'order', { form }, '/v1/orders');
    const ids = [...answers, again].flatMap(({ status, body }) => (status === 201 ? [body.orderId] : []));
    expect(new Set(ids).size).toBe(1);
    expect([again.status, again.headers.get('location')]).toEqual([201, `/v1/orders/${ids[0]}`]);
  });

  it('of another key of the account is another request', async () => {
    const other = await served.keyOf('orderer');
    const [mine, theirs] = await Promise.all(
      [owner, other].map((as) =>
        sendTo(served.url, 'POST', '/v1/companies', { as, body: COMPANY, key: 'shared' }),
      ),
    );
    expect(mine?.body.id).not.toBe(theirs?.body.id);
  });

  it('is not answered to who may not do it any more', async () => {
    const as = await served.keyOf('orderer');
    const ask = () => sendTo(served.url, 'POST', '/v1/companies', { as, body: COMPANY, key: 'demoted' });
    expect((await ask()).status).toBe(201);
    const [, keyId] = /Bearer (\w+):/.exec(as) ?? [];
    await served.world.dependencies.database.query(`update api_keys set role = 'auditor' where key_id = $1`, [
      keyId,
    ]);
    const after = await ask();
    expect([after.status, after.body.code]).toEqual([403, 'NotAllowed']);
  });
});

describe('a key', () => {
  it('is for one request', async () => {
    await send(served.url, 'taken', COMPANY);
    const other = await send(beside, 'taken', { ...COMPANY, fullName: 'Another Ltd' });
    expect([other.status, other.body.code, other.body.field]).toEqual([
      422,
      'KeyUsedBefore',
      'Idempotency-Key',
    ]);
  });

  it('is free again after a refusal, since nothing came of it', async () => {
    expect((await send(served.url, 'refused', { ...COMPANY, country: '??' })).status).toBe(400);
    expect((await send(served.url, 'refused', COMPANY)).status).toBe(201);
  });

  it.each(['', ' x', 'ü', 'x'.repeat(201)])('that can not be used is refused: %j', async (key) => {
    const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
    const answer = await served.send('POST', '/v1/companies', { body: COMPANY, headers });
    // A blank before it is no part of a header's value.
    expect(answer.status).toBe(key === ' x' ? 201 : 400);
  });

  it('keeps no password that somebody could guess from what is stored', async () => {
    const { database } = served.world.dependencies;
    const { rows } = await database.query<{ row: string }>(
      'select idempotent_requests::text as row from idempotent_requests',
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ row }) => row.includes(COMPANY.fullName))).toEqual([]);
  });

  it('whose work died is taken over, and nothing is saved twice', async () => {
    const { database } = served.world.dependencies;
    const before = await companies();
    const first = await send(served.url, 'died', COMPANY);
    // As if the process had died after its work and before its answer.
    await database.query(
      `update idempotent_requests set status = null, sealed_answer = null, claimed_until = now() - interval '1 second'
        where expires_at = (select max(expires_at) from idempotent_requests)`,
    );
    const again = await send(beside, 'died', COMPANY);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect(await companies()).toBe(before + 1);
  });

  it('is forgotten after its day', async () => {
    const { database } = served.world.dependencies;
    const first = await send(served.url, 'old', COMPANY);
    await database.query(`update idempotent_requests set expires_at = now() - interval '1 second'`);
    const again = await send(served.url, 'old', { ...COMPANY, fullName: 'Later Ltd' });
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(first.body.id);
  });
});
