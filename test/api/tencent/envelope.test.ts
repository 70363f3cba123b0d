/** What every answer looks like, whatever happened; which of their codes stands for what, and what is never told. */
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loggedCall } from '../../../api/tencent/answered-calls.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import { whenAnswered } from '../../../api/tencent/actions/delivery.js';
import { Unavailable } from '../../../client/unavailable.js';
import { FAILURES, OrderFailure, type FailureType } from '../../../domain/failures.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { until } from '../../support/until.js';
import {
  KEY,
  sent,
  signedByHand,
  startTencentWorld,
  type Answer,
  type HandMade,
  type TencentWorld,
} from './world.js';

const SECRET = 'what-nobody-may-read';
const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let world: TencentWorld;
let now = Date.now();
/** What the action does next. */
let next: () => Readonly<Record<string, unknown>> = () => ({});

beforeAll(async () => {
  const act = (): Promise<Readonly<Record<string, unknown>>> => Promise.resolve().then(() => next());
  world = await startTencentWorld(
    { CancelCertificateOrder: act, DescribeCertificate: act },
    { now: () => now },
  );
});

afterAll(() => world.stop());

beforeEach(() => {
  now += 2_000;
  next = () => ({ CertificateId: 'LtIaSxlb' });
  world.answered.length = 0;
});

async function ask(made: Partial<HandMade> = {}): Promise<Answer> {
  const timestamp = Math.floor(now / 1000);
  const action = 'CancelCertificateOrder';
  const parameters = { CertificateId: 'LtIaSxlb' };
  return await sent(world, signedByHand(world.address, { action, parameters, timestamp, ...made }));
}

function expectEnvelope({ status, contentType, response }: Answer): void {
  expect([status, contentType]).toEqual([200, 'application/json']);
  expect(response.RequestId).toMatch(REQUEST_ID);
}

describe('an answer', () => {
  it('has its fields and its request’s id, and no error', async () => {
    const answer = await ask();
    expectEnvelope(answer);
    expect(Object.keys(answer.response)).toEqual(['CertificateId', 'RequestId']);
  });

  it('is compared with the contract, and told where it does not fit', async () => {
    next = () => ({ CertificateId: 7, Extra: 'x' });
    expectEnvelope(await ask());
    expect(world.answered[0]?.misfits).toEqual(['Extra: unknown', 'CertificateId: no string']);
  });

  it('of an action without a field has the id alone', async () => {
    next = () => ({});
    expect(Object.keys((await ask()).response)).toEqual(['RequestId']);
    expect(world.answered[0]?.misfits).toEqual(['CertificateId: absent']);
  });

  it('that can’t be written is an error of ours', async () => {
    next = () => ({ CertificateId: 1n });
    expect((await ask()).code).toBe('InternalError');
  });
});

describe('what is asked', () => {
  it.each<[string, string, Partial<HandMade>]>([
    ['an action that there is not', 'InvalidAction', { action: 'DescribeEverything' }],
    ['an action in other letters', 'InvalidAction', { action: 'describecertificate' }],
    ['a name that every object has', 'InvalidAction', { action: 'constructor' }],
    ['a version that there is not', 'NoSuchVersion', { version: '2017-03-12' }],
    ['an action of another version', 'InvalidAction', { version: '2018-08-13' }],
    ['an action that is not offered', 'UnsupportedOperation', { action: 'DeployCertificateInstance' }],
    ['no action', 'MissingParameter', { headers: { 'x-tc-action': '' } }],
    ['no version', 'MissingParameter', { headers: { 'x-tc-version': '' } }],
    ['a list for a body', 'InvalidParameter', { parameters: [1, 2] }],
    ['a number for a body', 'InvalidParameter', { parameters: 7 }],
    [
      'a form, signed by header',
      'InvalidRequest',
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['several parts', 'InvalidRequest', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['a prototype', 'UnknownParameter', { parameters: JSON.parse('{"__proto__":{"a":1}}') }],
  ])('%s', async (_what, code, made) => {
    const answer = await ask(made);
    expectEnvelope(answer);
    expect(answer.code).toBe(code);
  });

  it.each(['', '{"CertificateId":', '[', '\u0000', '{"CertificateId":"a"}}', '['.repeat(200_000)])(
    'a body that is no JSON object, such as %.20s',
    async (payload) => {
      const made = {
        action: 'CancelCertificateOrder',
        timestamp: Math.floor(now / 1000),
        unsignedPayload: true,
      };
      const answer = await sent(world, { ...signedByHand(world.address, made), payload });
      expectEnvelope(answer);
      expect(answer.code).toBe(payload === '' ? 'MissingParameter' : 'InvalidParameter');
    },
  );

  it('more than is taken', async () => {
    const large = await ask({ parameters: { CertificateId: 'x'.repeat(10 * 1024 * 1024) } });
    expectEnvelope(large);
    expect(large.code).toBe('RequestSizeLimitExceeded');
    const query = await ask({ method: 'GET', query: `CertificateId=${'x'.repeat(33_000)}` });
    expectEnvelope(query);
    expect(query.code).toBe('RequestSizeLimitExceeded');
  });

  it('by another method', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const) {
      const answer = await world.app.inject({ method, url: '/' });
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/json']);
      expect(answer.json()).toMatchObject({ Response: { Error: { Code: 'UnsupportedProtocol' } } });
    }
  });

  it('below a path that can’t be read', async () => {
    const answer = await world.app.inject({ method: 'POST', url: '/%zz', payload: '{}' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/json']);
    expect(answer.json()).toMatchObject({ Response: { Error: { Code: 'InvalidRequest' } } });
  });

  it('more often than ten times in a second, by one key, of one action', async () => {
    const codes: (string | undefined)[] = [];
    for (let call = 0; call < 12; call += 1) {
      codes.push((await ask({ parameters: { CertificateId: `id${call}` } })).code);
    }
    expect(codes).toEqual([
      ...Array<undefined>(10).fill(undefined),
      'RequestLimitExceeded',
      'RequestLimitExceeded',
    ]);
    expect((await ask({ action: 'DescribeCertificate' })).code).toBeUndefined();
    const other = { id: 'AKIDother', secret: 'skf_other' };
    world.keys.set(other.id, {
      principal: { kind: 'key', id: '2', name: 'o', account: 'o', role: 'owner' },
      secrets: [other.secret],
    });
    expect((await ask({ key: other })).code).toBeUndefined();
    now += 1_000;
    expect((await ask({ parameters: { CertificateId: 'later' } })).code).toBeUndefined();
  });

  it('with an error in the caller’s language', async () => {
    const english = await ask({ action: 'Nothing', headers: { 'x-tc-language': 'en-US' } });
    expect(english.message).toBe('There is no such action: Nothing.');
    expect((await ask({ action: 'Nothing' })).message).toBe('没有此接口:Nothing。');
  });
});

describe('what went wrong', () => {
  const words = { zh: `出错了`, en: `went wrong` };

  it.each<[string, unknown, string]>([
    [
      'an error of theirs',
      new TencentError('FailedOperation.RevokeFailed', 'why'),
      'FailedOperation.RevokeFailed',
    ],
    [
      'a wrong field',
      new Refusal(refusalDetails('InvalidInput', { message: words })),
      'InvalidParameterValue',
    ],
    [
      'what is not there',
      new Refusal(refusalDetails('NotFound', { message: words })),
      'FailedOperation.CertificateNotFound',
    ],
    [
      'the wrong moment',
      new Refusal(refusalDetails('RefusedInThisState', { message: words })),
      'FailedOperation.InvalidCertificateStatusCode',
    ],
    [
      'nobody there',
      new Unavailable('TemporalNotReachable', { zh: SECRET, en: SECRET }),
      'ServiceUnavailable',
    ],
    [
      'the same purchase beside it',
      new Unavailable('SamePurchaseUnderWay', { zh: '稍后', en: 'later' }),
      'RequestLimitExceeded',
    ],
    ['the database', new OrderFailure('DatabaseUnavailable', SECRET), 'ServiceUnavailable'],
    ['the CA', new OrderFailure('CaUnavailable', SECRET), 'FailedOperation.NetworkError'],
    ['a fault of ours', new TypeError(SECRET), 'InternalError'],
    ['what is no error', SECRET, 'InternalError'],
  ])('%s has a code of theirs, and says nothing of our inside', async (_what, thrown, code) => {
    next = () => {
      throw thrown;
    };
    const answer = await ask();
    expectEnvelope(answer);
    expect(answer.code).toBe(code);
    expect(JSON.stringify(answer.response)).not.toContain(SECRET);
    expect(answer.message).not.toBe('');
  });

  it('a refusal says in the caller’s language what is wrong and what is accepted', async () => {
    next = () => {
      throw new Refusal(
        refusalDetails('InvalidInput', { message: words, accepted: { zh: '一', en: 'one' } }),
      );
    };
    expect((await ask()).message).toBe('出错了 (可接受:一)');
    now += 1_000;
    expect((await ask({ headers: { 'x-tc-language': 'en-US' } })).message).toBe('went wrong (accepted: one)');
  });

  it.each(Object.keys(FAILURES) as FailureType[])('%s has a code', async (type) => {
    next = () => {
      throw new OrderFailure(type, words);
    };
    const answer = await ask();
    expectEnvelope(answer);
    expect(answer.code).toMatch(/^(ServiceUnavailable|FailedOperation\.(NetworkError|SystemError))$/);
  });

  it('is told to who operates it, with the id that the caller has', async () => {
    const fault = new TypeError(SECRET);
    next = () => {
      throw fault;
    };
    const { response } = await ask();
    expect(world.answered).toEqual([
      {
        requestId: response.RequestId,
        action: 'CancelCertificateOrder',
        keyId: KEY.id,
        code: 'InternalError',
        unexpected: fault,
        misfits: [],
      },
    ]);
  });
});

function connections({ app }: TencentWorld): Promise<number> {
  return new Promise((resolve, reject) => {
    app.server.getConnections((error, count) => {
      if (error) reject(error);
      else resolve(count);
    });
  });
}

describe('what is written down', () => {
  it('is who asked for what and how it ended, and where a fault of ours lies; no word of what was sent', () => {
    const lines: unknown[] = [];
    const write =
      (level: string) =>
      (...entry: unknown[]) =>
        void lines.push([level, ...entry]);
    const logger = {
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    } as unknown as FastifyBaseLogger;
    const call = {
      requestId: 'r',
      action: 'A',
      keyId: 'k',
      code: undefined,
      unexpected: undefined,
      misfits: [],
    };
    loggedCall(logger, call);
    loggedCall(logger, { ...call, misfits: ['Status: no uint64'] });
    loggedCall(logger, {
      ...call,
      code: 'InternalError',
      unexpected: new OrderFailure('DatabaseUnavailable', SECRET),
    });
    loggedCall(logger, {
      ...call,
      code: 'InternalError',
      unexpected: new Error(`${SECRET}\n    at ${SECRET}`),
    });
    expect(lines.map((line) => (line as string[])[0])).toEqual(['info', 'warn', 'info', 'error', 'error']);
    expect(lines[3]).toMatchObject([
      'error',
      { requestId: 'r', kind: 'OrderFailure', reason: 'DatabaseUnavailable' },
      'Failed',
    ]);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });
});

describe('on the wire', () => {
  it('a body that is larger than is taken gets its answer while it is still sent', async () => {
    const [host = '', port = ''] = world.address.split(':');
    const agent = new Agent();
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const asking = httpRequest({
        host,
        port,
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json' },
      });
      asking.on('response', (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode, body });
        });
      });
      asking.on('error', reject);
      asking.end(Buffer.alloc(11 * 1024 * 1024, 0x20));
    });
    agent.destroy();
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('RequestSizeLimitExceeded');
  });

  it('an action hears whether its answer left, or its caller was gone before', async () => {
    const heard: string[] = [];
    let begun = (): void => undefined;
    let goOn = (): void => undefined;
    const waits = await startTencentWorld({
      CancelCertificateOrder: async (call) => {
        whenAnswered(call, (outcome) => Promise.resolve(void heard.push(outcome)));
        const gate = new Promise<void>((resolve) => (goOn = resolve));
        begun();
        await gate;
        return { CertificateId: 'a' };
      },
    });
    const [host = '', port = ''] = waits.address.split(':');
    for (const gone of [false, true]) {
      const parameters = { CertificateId: gone ? 'gone' : 'there' };
      const { headers, payload } = signedByHand(waits.address, {
        action: 'CancelCertificateOrder',
        parameters,
      });
      const started = new Promise<void>((resolve) => (begun = resolve));
      const asking = httpRequest({ host, port, method: 'POST', headers, agent: false });
      const ended = new Promise((resolve) => asking.on('close', resolve));
      asking.on('error', () => undefined);
      asking.on('response', (response) => response.resume());
      asking.end(payload);
      await started;
      if (gone) asking.destroy();
      if (gone) await until('it is gone', async () => (await connections(waits)) === 0);
      goOn();
      await ended;
      await until('it is heard', () => Promise.resolve(heard.length === (gone ? 2 : 1)));
    }
    await waits.stop();
    expect(heard).toEqual(['delivered', 'lost']);
  });

  it('a host with a scheme, which few servers take, is taken', async () => {
    const [host = '', port = ''] = world.address.split(':');
    const request = signedByHand(world.address, {
      action: 'CancelCertificateOrder',
      parameters: { CertificateId: 'LtIaSxlb' },
      timestamp: Math.floor(now / 1000),
      host: `http://${world.address}`,
    });
    const raw = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), host, () => {
        const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
        const length = `content-length: ${Buffer.byteLength(request.payload)}\r\nconnection: close\r\n\r\n`;
        socket.write(`POST / HTTP/1.1\r\n${headers.join('')}${length}${request.payload}`);
      });
      let read = '';
      socket.on('data', (chunk) => (read += chunk.toString()));
      socket.on('end', () => {
        resolve(read);
      });
      socket.on('error', reject);
    });
    expect(raw).toMatch(/^HTTP\/1\.1 200 /);
    expect(raw).toContain('"CertificateId":"LtIaSxlb"');
  });
});
