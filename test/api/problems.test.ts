/** What is refused over HTTP, and how: by code, field and accepted values, in the caller's language, whatever is wrong. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST_RATES } from '../../domain/accounts/request-limits.js';
import { createServedWorld, type Answer, type ServedWorld } from '../support/api/served-world.js';

let served: ServedWorld;

beforeAll(async () => {
  served = await createServedWorld({ worker: false });
}, 120_000);
afterAll(() => served.stop());

function problem(answer: Answer) {
  const { status, code, field } = answer.body;
  return { type: answer.headers.get('content-type'), status, code, field };
}

const PROBLEM = 'application/problem+json';

describe('who asks', () => {
  it.each([
    ['nobody', ''],
    ['an unknown key', `Bearer AKID${'x'.repeat(32)}:skf_${'y'.repeat(44)}`],
    ['half a key', 'Bearer AKIDx'],
    ['another scheme', 'Digest username="x"'],
    ['no words', 'Bearer'],
    ['a word too long', `Bearer ${'a:'.repeat(2_000)}`],
    ['Basic that is no base64', 'Basic %%%'],
  ])('is not known of %s', async (_, as) => {
    const answer = await served.send('GET', '/v1/orders', { as });
    expect(problem(answer)).toMatchObject({ type: PROBLEM, status: 401, code: 'NotSignedIn' });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('is known by Basic as well, and no longer once the key is revoked', async () => {
    const as = await served.keyOf('auditor');
    const basic = `Basic ${Buffer.from(as.replace('Bearer ', '')).toString('base64')}`;
    expect((await served.send('GET', '/v1/orders', { as: basic })).status).toBe(200);
    const [keyId] = as.replace('Bearer ', '').split(':');
    expect((await served.send('POST', `/v1/api-keys/${keyId}/revoke`, { body: {} })).body.state).toBe(
      'revoked',
    );
    expect((await served.send('GET', '/v1/orders', { as: basic })).status).toBe(401);
  });

  it('is told what the role may not do', async () => {
    const answer = await served.send('POST', '/v1/orders/sweep', { as: await served.keyOf('auditor') });
    expect(problem(answer)).toMatchObject({ status: 403, code: 'NotAllowed' });
  });

  it('may name no other account', async () => {
    const answer = await served.send('GET', '/v1/orders', { headers: { 'sealflow-account': 'another' } });
    expect(problem(answer)).toMatchObject({ status: 403, code: 'NotAllowed', field: 'Sealflow-Account' });
  });

  it('sees nothing of another account', async () => {
    const { body } = await served.send('POST', '/v1/orders', {
      body: { form: { brand: 'trustasia', type: 'dv' } },
    });
    const as = await served.keyOf('owner', 'other');
    expect(problem(await served.send('GET', `/v1/orders/${body.orderId}`, { as }))).toMatchObject({
      status: 404,
    });
    expect((await served.send('GET', '/v1/orders', { as })).body.items).toEqual([]);
  });
});

describe('a request of the wrong shape', () => {
  it.each([
    ['an unknown field', { form: {}, frm: 1 }, 'frm'],
    [
      'an unknown field of the form',
      { form: { brand: 'trustasia', type: 'dv', names: ['a.example'], validation: 'auto-dns', nmes: [] } },
      'nmes',
    ],
    ['a wrong type', { form: {}, draft: 'yes' }, 'draft'],
    ['a missing field', {}, 'form'],
  ])('is refused by %s', async (_, body, field) => {
    const answer = await served.send('POST', '/v1/orders', { body });
    expect(problem(answer)).toMatchObject({ type: PROBLEM, status: 400, code: 'InvalidInput' });
    const named = [answer.body, ...(answer.body.others ?? [])].map(({ field: named }) => named);
    expect(named).toContain(field);
  });

  it.each([
    ['/v1/orders?state=gone', 'state'],
    ['/v1/orders?stat=issued', 'stat'],
    ['/v1/orders?limit=0', 'limit'],
    ['/v1/orders?limit=many', 'limit'],
    ['/v1/orders?after=x', 'after'],
    ['/v1/orders?brand=dnspod&brand=dnspod', 'brand'],
    ['/v1/notices?unread=maybe', 'unread'],
    ['/v1/certificates?expiresBefore=soon', 'expiresBefore'],
    ['/v1/forecast?date=2001-01-01', 'date'],
  ])('is refused at %s by %s', async (path, field) => {
    expect(problem(await served.send('GET', path))).toMatchObject({
      status: 400,
      code: 'InvalidInput',
      field,
    });
  });

  it('is refused where nothing is taken', async () => {
    const sent = { body: { force: true } };
    expect(problem(await served.send('DELETE', '/v1/connections/none', sent))).toMatchObject({
      status: 400,
      code: 'InvalidInput',
      field: 'force',
    });
    expect(problem(await served.send('DELETE', '/v1/connections/none', { body: {} })).status).toBe(404);
  });

  it.each(['/v1/events?after=x', '/v1/inbox/events?lastEventId=1&lastEventId=2'])(
    'is refused before a stream begins: %s',
    async (path) => {
      expect(problem(await served.send('GET', path))).toMatchObject({ type: PROBLEM, status: 400 });
    },
  );

  it('is told what is accepted, in the language that is asked for', async () => {
    const english = await served.send('GET', '/v1/orders?state=gone');
    const chinese = await served.send('GET', '/v1/orders?state=gone', {
      headers: { 'accept-language': 'fr;q=0.9, zh-CN;q=0.8, en;q=0.1' },
    });
    expect([english.headers.get('content-language'), chinese.headers.get('content-language')]).toEqual([
      'en',
      'zh-CN',
    ]);
    expect(english.body.accepted).toContain('issued');
    expect(chinese.body.detail).toMatch(/\p{Script=Han}/u);
    expect(english.body.detail).not.toMatch(/\p{Script=Han}/u);
    expect(chinese.body).toMatchObject({ code: 'InvalidInput', field: 'state', status: 400 });
  });

  it.each([
    ['no JSON', '{"form":', 'application/json', 400],
    ['a key of prototypes', '{"form":{},"__proto__":{"draft":true}}', 'application/json', 400],
    ['another type', 'form=1', 'application/x-www-form-urlencoded', 415],
    ['XML', '<form/>', 'text/xml', 415],
    ['a form in the place of JSON', '--x--', 'multipart/form-data; boundary=x', 415],
  ])('that is %s is refused', async (_, body, type, status) => {
    const answer = await served.send('POST', '/v1/orders', { body, headers: { 'content-type': type } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, PROBLEM]);
  });

  it('whose changes are no object is refused', async () => {
    const answer = await served.send('POST', '/v1/certificates/ord_x/quotes/renewal', {
      body: { changes: true },
    });
    expect(problem(answer)).toMatchObject({ status: 400, code: 'InvalidInput', field: 'changes' });
  });

  it('that is too large is refused', async () => {
    const answer = await served.send('POST', '/v1/orders', {
      body: { form: { alias: 'x'.repeat(2_000_000) } },
    });
    expect(problem(answer)).toMatchObject({ type: PROBLEM, status: 413, code: 'TooLarge' });
  });
});

describe('an address', () => {
  it.each([
    ['GET', '/v1/nothing', 404, 'NoSuchRoute'],
    ['GET', '/nowhere', 404, 'NoSuchRoute'],
    ['PATCH', '/v1/orders', 405, 'MethodNotAllowed'],
    ['GET', '/v1/orders/%zz', 400, 'InvalidInput'],
    ['GET', `/v1/orders/${'x'.repeat(400)}`, 404, 'NoSuchRoute'],
    ['GET', '/v1/orders/ord_nothere', 404, 'NotFound'],
  ])('%s %s answers %i', async (method, path, status, code) => {
    expect(problem(await served.send(method, path))).toMatchObject({ type: PROBLEM, status, code });
  });

  it('names the methods that it takes', async () => {
    const answer = await served.send('PATCH', '/v1/orders');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('that is public says nothing of anybody', async () => {
    for (const path of ['/health/live', '/v1/openapi.json', '/v1/docs', '/v1/docs/start.js', '/console/'])
      expect([path, (await served.send('GET', path, { as: '' })).status]).toEqual([path, 200]);
  });

  it('is not ready without workers', async () => {
    const answer = await served.send('GET', '/health/ready', { as: '' });
    expect([answer.status, answer.body]).toEqual([
      503,
      { ready: false, postgres: true, temporal: true, workers: false },
    ]);
  });
});

describe('too many requests', () => {
  it('are told how many are left, and refused from then on', async () => {
    const as = await served.keyOf('auditor');
    const first = await served.send('GET', '/v1/companies?limit=x', { as });
    expect(Number(first.headers.get('ratelimit-remaining'))).toBe(REQUEST_RATES.perPrincipal.requests - 1);
    const all = await Promise.all(
      Array.from({ length: REQUEST_RATES.perPrincipal.requests }, () =>
        served.send('GET', '/v1/companies?limit=x', { as }),
      ),
    );
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(problem(refused[0] as Answer)).toMatchObject({
      type: PROBLEM,
      status: 429,
      code: 'TooManyRequests',
    });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await served.send('GET', '/v1/companies?limit=1')).status).toBe(200);
  });

  it('that name nobody are refused at streams as well', async () => {
    const as = `Bearer AKID${'x'.repeat(32)}:skf_${'y'.repeat(44)}`;
    const all = await Promise.all(
      Array.from({ length: REQUEST_RATES.perUnknownAddress.requests + 1 }, () =>
        served.send('GET', '/v1/events', { as }),
      ),
    );
    expect(all.map(({ status }) => status)).toContain(429);
  });
});
