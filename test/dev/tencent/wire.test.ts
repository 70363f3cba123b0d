// The double's wire by hand: whose signature is taken, what every answer looks like, how often one may call.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedByHand, type HandMade } from '../../api/tencent/world.js';
import { asked, CONTROL_TOKEN, KEY, startDoubleWorld, type DoubleWorld } from './double-world.js';

let world: DoubleWorld;
let address = '';
beforeAll(async () => {
  world = await startDoubleWorld();
  address = world.url.replace('http://', '');
});
afterAll(async () => {
  await world.stop();
  expect(world.problems).toEqual([]);
});

const READ: HandMade = { action: 'DescribeCompanies', parameters: {}, key: KEY };

async function sent(made: Partial<HandMade>, differing: Record<string, string> = {}) {
  const { method, url, headers, payload } = signedByHand(address, { ...READ, ...made });
  // fetch sets the host itself.
  const { host: _, ...rest } = { ...headers, ...differing };
  const answer = await fetch(world.url + url, {
    method,
    headers: rest,
    ...(method === 'POST' && { body: payload }),
  });
  const { Response } = (await answer.json()) as {
    Response: { Error?: { Code: string; Message: string }; RequestId: string };
  };
  return { answer, Response, code: Response.Error?.Code };
}

const now = () => Math.floor(Date.now() / 1000);

describe('a signature', () => {
  it.each<[string, Partial<HandMade>]>([
    ['as the SDKs make it', {}],
    ['of the host without its port, as Node does', { signedHost: '127.0.0.1' }],
    ['with the first label of an address for the service', { service: '127' }],
    [
      'of further headers in lower case, as the guide has it',
      { signedHeaders: ['content-type', 'host', 'x-tc-action'], lowerCase: true },
    ],
    ['of a payload that is left out', { unsignedPayload: true }],
    ['below a path that is signed as `/`', { path: '/tencent', signedPath: '/' }],
    ['almost five minutes late', { timestamp: now() - 280 }],
  ])('%s is taken', async (_what, made) => {
    expect((await sent(made)).code).toBeUndefined();
  });

  it('of a GET is taken', async () => {
    expect((await sent({ method: 'GET', query: 'Limit=1' })).code).toBeUndefined();
  });

  it.each<[string, Partial<HandMade>, string]>([
    ['of an unknown key', { key: { ...KEY, id: 'AKIDnobody' } }, 'AuthFailure.SecretIdNotFound'],
    ['by a wrong secret', { key: { ...KEY, secret: 'wrong' } }, 'AuthFailure.SignatureFailure'],
    ['of another host', { signedHost: 'ssl.tencentcloudapi.com' }, 'AuthFailure.SignatureFailure'],
    ['more than five minutes old', { timestamp: now() - 320 }, 'AuthFailure.SignatureExpire'],
    ['of another day', { date: '2020-01-01' }, 'AuthFailure.SignatureExpire'],
    ['with a session token', { headers: { 'x-tc-token': 'token' } }, 'AuthFailure.TokenFailure'],
    ['of another version', { version: '2018-01-01' }, 'NoSuchVersion'],
  ])('%s is refused', async (_what, made, code) => {
    expect((await sent(made)).code).toBe(code);
  });

  it('that was left out is refused, and so is one for other bytes', async () => {
    expect((await sent({}, { authorization: 'SKIP' })).code).toBe('AuthFailure.InvalidAuthorization');
    const { method, headers } = signedByHand(address, READ);
    const { host: _, ...rest } = headers;
    const answer = await fetch(world.url, { method, headers: rest, body: '{"Limit":1}' });
    expect(await answer.json()).toMatchObject({
      Response: { Error: { Code: 'AuthFailure.SignatureFailure' } },
    });
  });
});

describe('an answer', () => {
  it.each<[string, Partial<HandMade>]>([
    ['of success', {}],
    ['of an error', { key: { ...KEY, secret: 'wrong' } }],
  ])('%s is 200, JSON without a charset, with a RequestId', async (_what, made) => {
    const { answer, Response } = await sent(made);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(Response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect('Error' in Response).toBe(made.key !== undefined);
  });

  it('speaks Chinese, or English where that is asked for', async () => {
    const unknown = { action: 'DescribeCertificate', parameters: { CertificateId: 'Nothing1' } };
    expect((await sent(unknown)).Response.Error?.Message).toBe('证书不存在。');
    const english = await sent({ ...unknown, headers: { 'x-tc-language': 'en-US' } });
    expect(english.Response.Error?.Message).toBe('The certificate does not exist.');
  });
});

it('takes ten calls of one action in a second, and no more', async () => {
  const many = await Promise.all(
    Array.from({ length: 40 }, () => asked(world.url, 'DescribeManagers', { CompanyId: 1 })),
  );
  expect(new Set(many.map(({ code }) => code))).toEqual(new Set([undefined, 'RequestLimitExceeded']));
  expect(many.filter(({ code }) => code === undefined).length).toBeGreaterThanOrEqual(10);
});

it('keeps its console behind a token of its own', async () => {
  const balance = (token: string) =>
    fetch(`${world.url}/_control/balance`, { headers: { authorization: `Bearer ${token}` } });
  expect((await balance('wrong')).status).toBe(401);
  expect((await balance(CONTROL_TOKEN)).status).toBe(200);
});
