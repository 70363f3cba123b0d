/** Whose signature is taken, and whose is not: each refused under their code, with nothing done. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isSigned } from '../../../domain/tencent/wire/signature/verifying.js';
import {
  KEY,
  PRINCIPAL,
  sent,
  signedByHand,
  startTencentWorld,
  type HandMade,
  type Signed,
  type TencentWorld,
} from './world.js';

let world: TencentWorld;
/** The server's clock stands still within a case; each case is two seconds after the one before, so that none comes too often. */
let now = Date.now();
let done: string[] = [];

beforeAll(async () => {
  world = await startTencentWorld(
    {
      DescribeCertificate: ({ input }) => {
        done.push(`read ${String(input.CertificateId)}`);
        return Promise.resolve({ CertificateId: String(input.CertificateId) });
      },
      ModifyCertificateAlias: ({ input }) => {
        done.push(`write ${String(input.Alias)}`);
        return Promise.resolve({ CertificateId: String(input.CertificateId) });
      },
    },
    { now: () => now, publicHosts: ['certificates.example.com:8443'] },
  );
});

afterAll(() => world.stop());

let case_ = 0;
beforeEach(() => {
  now += 2_000;
  done = [];
  case_ += 1;
  world.keys.set(KEY.id, { principal: PRINCIPAL, secrets: [KEY.secret] });
});

/** `late`: seconds by which the client's clock is behind. */
type Case = Partial<HandMade> & { readonly late?: number };

/** No two cases are the same request, unless a case says so. */
const read = ({ late = 0, ...made }: Case = {}): HandMade => ({
  action: 'DescribeCertificate',
  timestamp: seconds() - late,
  parameters: { CertificateId: `id${case_}` },
  ...made,
});
const write = ({ late = 0, ...made }: Case = {}): HandMade => ({
  action: 'ModifyCertificateAlias',
  timestamp: seconds() - late,
  parameters: { CertificateId: `id${case_}`, Alias: `alias ${case_}` },
  ...made,
});

const codeOf = async (made: HandMade): Promise<string | undefined> =>
  (await sent(world, signedByHand(world.address, made))).code;

const seconds = (): number => Math.floor(now / 1000);

describe('is taken', () => {
  it.each<[string, Case]>([
    ['with the two headers that the SDKs sign', {}],
    [
      'with further headers in lower case, as the guide has it',
      {
        signedHeaders: ['content-type', 'host', 'x-tc-action'],
        lowerCase: true,
      },
    ],
    [
      'with every header of ours, as they are sent',
      {
        signedHeaders: ['content-type', 'host', 'x-tc-action', 'x-tc-version', 'x-tc-timestamp'],
      },
    ],
    [
      'with a content type that names a charset',
      {
        headers: { 'content-type': 'application/json; charset=utf-8' },
      },
    ],
    ['with the host without its port, as Node does', { signedHost: '127.0.0.1' }],
    ['with a scheme inside the host, as tccli does', { host: 'http://127.0.0.1:8378' }],
    ['with the first label of an address for the service, as Node does', { service: '127' }],
    ['with a service that has a colon', { service: 'localhost:18080' }],
    ['below a path that is signed, as Node does', { path: '/tencent/' }],
    ['below a path that is not signed, as Python and Go do', { path: '/tencent', signedPath: '/' }],
    [
      'with the path inside the host, as Python does',
      {
        path: '/tencent',
        signedPath: '/',
        host: '127.0.0.1:8378/tencent',
      },
    ],
    ['for the public name, where a proxy changes the host', { signedHost: 'certificates.example.com:8443' }],
    ['for the public name without its port', { signedHost: 'certificates.example.com' }],
    ['with a payload that is not signed', { unsignedPayload: true }],
    ['almost five minutes late', { late: 290 }],
    ['almost five minutes early', { late: -290 }],
  ])('%s', async (_what, made) => {
    expect(await codeOf(read(made))).toBeUndefined();
    expect(done).toEqual([`read id${case_}`]);
  });

  it('as a GET, its parameters in the query', async () => {
    const made = read({ method: 'GET', query: `CertificateId=id${case_}` });
    expect(await codeOf(made)).toBeUndefined();
    expect(done).toEqual([`read id${case_}`]);
  });

  it('by either secret of a key that is being changed', async () => {
    world.keys.set(KEY.id, { principal: PRINCIPAL, secrets: ['skf_the-new-one', KEY.secret] });
    expect(await codeOf(read())).toBeUndefined();
    expect(await codeOf(write({ key: { id: KEY.id, secret: 'skf_the-new-one' } }))).toBeUndefined();
  });
});

describe('is refused', () => {
  it.each<[string, string, Case]>([
    [
      'a secret that is not the key’s',
      'AuthFailure.SignatureFailure',
      { key: { ...KEY, secret: 'skf_guessed' } },
    ],
    ['an empty secret', 'AuthFailure.SignatureFailure', { key: { ...KEY, secret: '' } }],
    ['a key that nobody has', 'AuthFailure.SecretIdNotFound', { key: { ...KEY, id: 'AKIDnobody' } }],
    ['a time of more than five minutes ago', 'AuthFailure.SignatureExpire', { late: 302 }],
    ['a time in more than five minutes', 'AuthFailure.SignatureExpire', { late: -310 }],
    ['a credential of another day', 'AuthFailure.SignatureExpire', { date: '2020-01-01' }],
    ['a temporary token', 'AuthFailure.TokenFailure', { headers: { 'x-tc-token': 'token' } }],
    ['a host that was not signed', 'AuthFailure.InvalidAuthorization', { signedHeaders: ['content-type'] }],
    ['a content type that was not signed', 'AuthFailure.InvalidAuthorization', { signedHeaders: ['host'] }],
    ['the signature for another host', 'AuthFailure.SignatureFailure', { signedHost: 'other.example.com' }],
    ['the signature for another path', 'AuthFailure.SignatureFailure', { signedPath: '/other' }],
    ['the signature for another service', 'AuthFailure.SignatureFailure', {}],
  ])('%s', async (what, code, made) => {
    const request = signedByHand(world.address, write(made));
    if (what.includes('another service')) {
      request.headers.authorization = (request.headers.authorization ?? '').replace('/ssl/', '/tag/');
    }
    const answer = await sent(world, request);
    expect([answer.status, answer.code]).toEqual([200, code]);
    expect(done).toEqual([]);
  });

  it.each([
    ['none at all', undefined],
    ['SKIP, which clients send that do not sign', 'SKIP'],
    ['a bearer', 'Bearer skf_something'],
    ['half of one', `TC3-HMAC-SHA256 Credential=${KEY.id}/2026-01-01/ssl/tc3_request`],
    ['one that is ten thousand characters long', `TC3-HMAC-SHA256 ${'x'.repeat(10_000)}`],
    ['an empty one', ''],
  ])('an Authorization that is %s', async (_what, authorization) => {
    const request = signedByHand(world.address, write());
    delete request.headers.authorization;
    if (authorization !== undefined) request.headers.authorization = authorization;
    expect((await sent(world, request)).code).toBe('AuthFailure.InvalidAuthorization');
    expect(done).toEqual([]);
  });

  it('a body that was altered on the way', async () => {
    const request = signedByHand(world.address, write());
    const altered = { ...request, payload: request.payload.replace('alias', 'Alias') };
    expect((await sent(world, altered)).code).toBe('AuthFailure.SignatureFailure');
    const spaced = { ...request, payload: `${request.payload} ` };
    expect((await sent(world, spaced)).code).toBe('AuthFailure.SignatureFailure');
    expect(done).toEqual([]);
  });

  it('a query that was altered on the way', async () => {
    const request = signedByHand(world.address, read({ method: 'GET', query: 'CertificateId=mine' }));
    const altered = { ...request, url: '/?CertificateId=yours' };
    expect((await sent(world, altered)).code).toBe('AuthFailure.SignatureFailure');
    expect(done).toEqual([]);
  });

  it.each(['x-tc-action', 'x-tc-version', 'content-type', 'x-tc-timestamp'])(
    'a signed header that was altered on the way: %s',
    async (name) => {
      const made = read({ signedHeaders: ['content-type', 'host', 'x-tc-action', 'x-tc-version'] });
      const request = signedByHand(world.address, made);
      const value = { 'x-tc-action': 'ModifyCertificateAlias', 'x-tc-timestamp': String(seconds() + 5) }[
        name
      ];
      request.headers[name] = value ?? 'text/plain';
      expect((await sent(world, request)).code).toBe('AuthFailure.SignatureFailure');
      expect(done).toEqual([]);
    },
  );

  it('a time that is none', async () => {
    const request = signedByHand(world.address, write());
    request.headers['x-tc-timestamp'] = 'yesterday';
    expect((await sent(world, request)).code).toBe('InvalidParameterValue');
    delete request.headers['x-tc-timestamp'];
    expect((await sent(world, request)).code).toBe('MissingParameter');
    expect(done).toEqual([]);
  });

  it('without its use being noted', async () => {
    world.used.length = 0;
    await codeOf(write({ key: { ...KEY, secret: 'skf_guessed' } }));
    expect(world.used).toEqual([]);
    await codeOf(write());
    expect(world.used).toEqual([KEY.id]);
  });

  it('a key from the moment it is revoked', async () => {
    expect(await codeOf(read())).toBeUndefined();
    world.keys.delete(KEY.id);
    expect(await codeOf(write())).toBe('AuthFailure.SecretIdNotFound');
    world.keys.set(KEY.id, { principal: PRINCIPAL, secrets: [] });
    expect(await codeOf(write())).toBe('AuthFailure.SecretIdNotFound');
    expect(done).toEqual([`read id${case_}`]);
  });
});

describe('a request that comes again', () => {
  it('does nothing a second time where it writes, and tells the client to sign anew', async () => {
    const request = signedByHand(world.address, write());
    expect((await sent(world, request)).code).toBeUndefined();
    expect((await sent(world, request)).code).toBe('RequestLimitExceeded');
    now += 60_000;
    expect((await sent(world, request)).code).toBe('AuthFailure.SignatureExpire');
    expect(done).toEqual([`write alias ${case_}`]);
  });

  it('is a twin within a second where it reads, and a repetition from then on', async () => {
    const request = signedByHand(world.address, read());
    expect((await sent(world, request)).code).toBeUndefined();
    expect((await sent(world, request)).code).toBeUndefined();
    now += 5_000;
    expect((await sent(world, request)).code).toBe('AuthFailure.SignatureExpire');
    expect(done).toHaveLength(2);
  });

  it('may be of two actions within a second, since most clients do not sign which, and of none from then on', async () => {
    const parameters = { CertificateId: `id${case_}` };
    const request = signedByHand(world.address, read({ parameters }));
    expect((await sent(world, request)).code).toBeUndefined();
    request.headers['x-tc-action'] = 'ModifyCertificateAlias';
    expect((await sent(world, request)).code).toBeUndefined();
    expect((await sent(world, request)).code).toBe('RequestLimitExceeded');
    now += 3_000;
    for (const action of ['ModifyCertificateAlias', 'DescribeCertificate', 'DeleteCertificate']) {
      request.headers['x-tc-action'] = action;
      const answer = await sent(world, request);
      expect(['AuthFailure.SignatureExpire', 'UnsupportedOperation']).toContain(answer.code);
    }
    expect(done).toEqual([`read id${case_}`, 'write undefined']);
  });

  it('is out of date before it is forgotten', async () => {
    const request = signedByHand(world.address, write({ late: -295 }));
    expect((await sent(world, request)).code).toBeUndefined();
    for (const later of [290_000, 304_000, 2_000, 5_000]) {
      now += later;
      expect((await sent(world, request)).code).toBe('AuthFailure.SignatureExpire');
    }
    expect(done).toHaveLength(1);
  });
});

describe('a request that comes to another server', () => {
  it('is the same request there: what writes is done once, whichever hears it first', async () => {
    const beside = await world.another();
    const request = signedByHand(world.address, write());
    const codes = await Promise.all(
      [world, beside, world, beside].map(async (to) => (await sent(to, request)).code),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'RequestLimitExceeded')).toHaveLength(3);
    now += 60_000;
    for (const to of [world, beside])
      expect((await sent(to, request)).code).toBe('AuthFailure.SignatureExpire');
    expect(done).toEqual([`write alias ${case_}`]);
  });

  it('is known there though the first server has ended', async () => {
    const first = await world.another();
    const second = await world.another();
    const request = signedByHand(world.address, write());
    expect((await sent(first, request)).code).toBeUndefined();
    await first.app.close();
    now += 3_000;
    expect((await sent(second, request)).code).toBe('AuthFailure.SignatureExpire');
    expect(done).toHaveLength(1);
  });

  it('is remembered as long as a clock lets it come, and no longer; the signature itself stands nowhere', async () => {
    const request = signedByHand(world.address, write({ late: -295 }));
    await sent(world, request);
    const { authorization = '' } = request.headers;
    const signature = authorization.split('Signature=')[1] ?? '';
    const kept = async () => {
      const { rows } = await world.database.query<{ row: string }>(
        'select t::text as row from tencent_signatures t',
      );
      return rows.map(({ row }) => row).join('\n');
    };
    expect(await kept()).not.toContain(signature);
    expect(await kept()).toContain('ModifyCertificateAlias');
    now += 21 * 60_000;
    await sent(world, signedByHand(world.address, read()));
    expect((await kept()).split('\n')).toHaveLength(1);
  });
});

/** `Signature` as the guide of before TC3 has it: over method, host, path and the parameters in order. */
function signedLegacy(made: Legacy = {}): Signed {
  const {
    key = KEY,
    method = 'POST',
    algorithm = 'sha256',
    timestamp = seconds(),
    host = world.address,
  } = made;
  const parameters: Record<string, string> = {
    Action: 'ModifyCertificateAlias',
    Version: '2019-12-05',
    Timestamp: String(timestamp),
    Nonce: String(1_000 + case_),
    SecretId: key.id,
    SignatureMethod: algorithm === 'sha1' ? 'HmacSHA1' : 'HmacSHA256',
    CertificateId: `id${case_}`,
    Alias: `alias ${case_}`,
    ...made.parameters,
  };
  const words = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${parameters[name] ?? ''}`);
  const signature = createHmac(algorithm, key.secret)
    .update(`${method}${host}/?${words.join('&')}`)
    .digest('base64');
  const text = new URLSearchParams({ ...parameters, Signature: signature, ...made.altered }).toString();
  const headers = { host: world.address, 'content-type': 'application/x-www-form-urlencoded' };
  return method === 'GET'
    ? { method, url: `/?${text}`, headers, payload: '' }
    : { method, url: '/', headers, payload: text };
}

interface Legacy {
  readonly key?: { readonly id: string; readonly secret: string };
  readonly method?: 'GET' | 'POST';
  readonly algorithm?: 'sha1' | 'sha256';
  readonly timestamp?: number;
  readonly host?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Changed after it was signed. */
  readonly altered?: Readonly<Record<string, string>>;
}

describe('a signature of before TC3', () => {
  it.each<[string, () => Legacy]>([
    ['HmacSHA256 in a form', () => ({})],
    ['HmacSHA1 in a form', () => ({ algorithm: 'sha1' })],
    ['HmacSHA256 in a query', () => ({ method: 'GET' })],
    ['HmacSHA1 in a query', () => ({ method: 'GET', algorithm: 'sha1' })],
    ['the host without its port', () => ({ host: '127.0.0.1' })],
    ['the public name', () => ({ host: 'certificates.example.com' })],
    ['almost five minutes late', () => ({ timestamp: seconds() - 290 })],
  ])('is taken: %s', async (_what, made) => {
    expect((await sent(world, signedLegacy(made()))).code).toBeUndefined();
    expect(done).toEqual([`write alias ${case_}`]);
  });

  it.each<[string, string, () => Legacy]>([
    ['another secret', 'AuthFailure.SignatureFailure', () => ({ key: { ...KEY, secret: 'skf_guessed' } })],
    ['a key that nobody has', 'AuthFailure.SecretIdNotFound', () => ({ key: { ...KEY, id: 'AKIDnobody' } })],
    ['too late', 'AuthFailure.SignatureExpire', () => ({ timestamp: seconds() - 302 })],
    ['too early', 'AuthFailure.SignatureExpire', () => ({ timestamp: seconds() + 310 })],
    ['an altered field', 'AuthFailure.SignatureFailure', () => ({ altered: { Alias: 'theirs' } })],
    ['a field more', 'AuthFailure.SignatureFailure', () => ({ altered: { Language: 'en-US' } })],
    [
      'an altered action',
      'AuthFailure.SignatureFailure',
      () => ({ altered: { Action: 'DeleteCertificate' } }),
    ],
    [
      'an altered time',
      'AuthFailure.SignatureFailure',
      () => ({ altered: { Timestamp: String(seconds() + 1) } }),
    ],
    ['another host', 'AuthFailure.SignatureFailure', () => ({ host: 'other.example.com' })],
    [
      'the other algorithm',
      'AuthFailure.SignatureFailure',
      () => ({ altered: { SignatureMethod: 'HmacSHA1' } }),
    ],
    [
      'an algorithm that there is not',
      'AuthFailure.InvalidAuthorization',
      () => ({ altered: { SignatureMethod: 'none' } }),
    ],
    ['no signature', 'AuthFailure.InvalidAuthorization', () => ({ altered: { Signature: '' } })],
    ['no key', 'AuthFailure.InvalidAuthorization', () => ({ altered: { SecretId: '' } })],
    ['no nonce', 'MissingParameter', () => ({ altered: { Nonce: '' } })],
    ['no time', 'MissingParameter', () => ({ altered: { Timestamp: '' } })],
    ['a temporary token', 'AuthFailure.TokenFailure', () => ({ parameters: { Token: 'token' } })],
  ])('is refused: %s', async (_what, code, made) => {
    const answer = await sent(world, signedLegacy(made()));
    expect([answer.status, answer.code]).toEqual([200, code]);
    expect(done).toEqual([]);
  });

  it('is refused in a form where something is signed by header as well, and of a key that was revoked', async () => {
    const both = signedLegacy();
    both.headers.authorization = 'SKIP';
    expect((await sent(world, both)).code).toBe('AuthFailure.InvalidAuthorization');
    world.keys.delete(KEY.id);
    expect((await sent(world, signedLegacy())).code).toBe('AuthFailure.SecretIdNotFound');
    expect(done).toEqual([]);
  });

  it('does nothing a second time, here or at another server', async () => {
    const beside = await world.another();
    const request = signedLegacy();
    expect((await sent(world, request)).code).toBeUndefined();
    expect((await sent(beside, request)).code).toBe('RequestLimitExceeded');
    now += 60_000;
    expect((await sent(beside, request)).code).toBe('AuthFailure.SignatureExpire');
    expect(done).toEqual([`write alias ${case_}`]);
  });
});

describe('the work of looking', () => {
  const looked = (
    secrets: readonly string[],
    signature: string,
  ): { fits: boolean; keys: number; readings: number } => {
    let keys = 0;
    let readings = 0;
    const sign = (secret: string): ((reading: string) => string) => {
      keys += 1;
      return (reading) => {
        readings += 1;
        return `${secret} ${reading}`;
      };
    };
    return {
      fits: isSigned({ signature, readings: ['one', 'two', 'three'], sign }, secrets),
      keys,
      readings,
    };
  };

  it('is the same whoever has the key, whether it fits, and where it does', () => {
    const work = { keys: 2, readings: 6 };
    expect(looked([], 'x')).toEqual({ fits: false, ...work });
    expect(looked(['a'], 'a one')).toEqual({ fits: true, ...work });
    expect(looked(['a'], 'a three')).toEqual({ fits: true, ...work });
    expect(looked(['a', 'b'], 'b two')).toEqual({ fits: true, ...work });
    expect(looked(['a', 'b'], 'c two')).toEqual({ fits: false, ...work });
  });
});
