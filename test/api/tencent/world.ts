/** The Tencent-compatible API on loopback, keys that live in this test, and requests signed by hand. */
import { createHash, createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { OrderClient } from '../../../client/order-client.js';
import { TencentMemory } from '../../../client/tencent/memory.js';
import { createDatabase, type Database } from '../../../db/database.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import type { TencentAction } from '../../../api/tencent/action.js';
import type { AnsweredCall } from '../../../api/tencent/answered-calls.js';
import type { TencentOptions, TencentParts } from '../../../api/tencent/parts.js';
import { createTencentApi } from '../../../api/tencent/server.js';
import { createTestDatabase } from '../../support/postgres.js';

export const KEY = { id: `AKID${'k'.repeat(32)}`, secret: `skf_${'s'.repeat(40)}` };
export const PRINCIPAL: Principal = {
  kind: 'key',
  id: 'key-1',
  name: 'tests',
  account: 'default',
  role: 'owner',
};

export interface TencentWorld {
  readonly app: FastifyInstance;
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** By key id; taken out, a key is revoked. */
  readonly keys: Map<string, { principal: Principal; secrets: readonly string[] }>;
  /** Calls as they were told after they were answered. */
  readonly answered: AnsweredCall[];
  /** Ids of keys whose use was noted. */
  readonly used: string[];
  /** Where what servers know together stands. */
  readonly database: Database;
  /** Another server beside it, as another process would be one. */
  another(): Promise<Pick<TencentWorld, 'app' | 'address'>>;
  stop(): Promise<void>;
}

/** `actions`: instead of those that are shipped. `forgetful`: for a test with thousands of calls, none of which is about coming twice. */
export async function startTencentWorld(
  actions: Readonly<Record<string, TencentAction>> | undefined,
  options: Omit<TencentOptions, 'actions' | 'onAnswered'> & {
    readonly client?: OrderClient;
    readonly forgetful?: boolean;
  } = {},
): Promise<TencentWorld> {
  const keys = new Map([[KEY.id, { principal: PRINCIPAL, secrets: [KEY.secret] as readonly string[] }]]);
  const answered: AnsweredCall[] = [];
  const used: string[] = [];
  const { client, forgetful = false, ...rest } = options;
  const test = await createTestDatabase();
  const database = createDatabase(test.url);
  const memory = new TencentMemory({ database });
  const tencentMemory: TencentParts['tencentMemory'] = {
    takeSignature: (heard) => (forgetful ? Promise.resolve('taken') : memory.takeSignature(heard)),
    openDownload: (link, now) => memory.openDownload(link, now),
    takeDownload: (token, now) => memory.takeDownload(token, now),
  };
  const apps: FastifyInstance[] = [];
  const open = async () => {
    const app = await createTencentApi(
      {
        clientFor: () => client ?? (Object.create(null) as OrderClient),
        identities: {
          byKeyId: (id) => {
            const key = keys.get(id);
            const noteUse = () => Promise.resolve(void used.push(id));
            return Promise.resolve(key && { ...key, noteUse });
          },
        },
        tencentMemory,
      },
      { ...rest, ...(actions && { actions }), onAnswered: (call) => answered.push(call) },
    );
    apps.push(app);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return { app, address: new URL(url).host };
  };
  return {
    ...(await open()),
    keys,
    answered,
    used,
    database,
    another: open,
    async stop() {
      await Promise.all(apps.map((app) => app.close()));
      await database.end();
      await test.drop();
    },
  };
}

export interface HandMade {
  readonly action: string;
  readonly parameters?: unknown;
  readonly version?: string;
  /** Seconds since the epoch; default: now. */
  readonly timestamp?: number;
  readonly key?: { readonly id: string; readonly secret: string };
  readonly service?: string;
  /** What is sent as `Host`, and what is signed for it; default: both the address. */
  readonly host?: string;
  readonly signedHost?: string;
  /** What is asked for, and what is signed for it; default: both `/`. */
  readonly path?: string;
  readonly signedPath?: string;
  readonly method?: 'GET' | 'POST';
  readonly query?: string;
  /** Names of the headers that are signed. */
  readonly signedHeaders?: readonly string[];
  /** Whether values are signed in lower case, as the official guide has it. */
  readonly lowerCase?: boolean;
  /** Further headers, signed if they are named in `signedHeaders`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The day of the credential; default: the timestamp's. */
  readonly date?: string;
  readonly unsignedPayload?: boolean;
}

export interface Signed {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

/** A request as a program signs it that follows the guide on signatures step by step. */
export function signedByHand(address: string, made: HandMade): Signed {
  const { method = 'POST', key = KEY, service = 'ssl', path = '/', query = '' } = made;
  const timestamp = String(made.timestamp ?? Math.floor(Date.now() / 1000));
  const date = made.date ?? new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
  const payload = method === 'GET' ? '' : JSON.stringify(made.parameters ?? {});
  const headers: Record<string, string> = {
    host: made.host ?? address,
    'content-type': method === 'GET' ? 'application/x-www-form-urlencoded' : 'application/json',
    'x-tc-action': made.action,
    'x-tc-version': made.version ?? '2019-12-05',
    'x-tc-timestamp': timestamp,
    ...(made.unsignedPayload && { 'x-tc-content-sha256': 'UNSIGNED-PAYLOAD' }),
    ...made.headers,
  };
  const names = made.signedHeaders ?? ['content-type', 'host'];
  const signedValue = (name: string): string => {
    const value = name === 'host' ? (made.signedHost ?? headers.host ?? '') : (headers[name] ?? '');
    return made.lowerCase ? value.toLowerCase() : value;
  };
  const canonical = [
    method,
    made.signedPath ?? path,
    query,
    ...names.map((name) => `${name}:${signedValue(name)}`),
    '',
    names.join(';'),
    sha256(made.unsignedPayload ? 'UNSIGNED-PAYLOAD' : payload),
  ].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const chain = [date, service, 'tc3_request'].reduce<string | Buffer>(hmac, `TC3${key.secret}`);
  const signature = hmac(chain, toSign).toString('hex');
  const authorization = `TC3-HMAC-SHA256 Credential=${key.id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return {
    method,
    url: query === '' ? path : `${path}?${query}`,
    headers: { ...headers, authorization },
    payload,
  };
}

export interface Answer {
  readonly status: number;
  readonly contentType: unknown;
  readonly response: Readonly<Record<string, unknown>>;
  /** Of its error. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Sent without a client's own ideas: header names, host and body are those given. */
export async function sent(world: Pick<TencentWorld, 'app'>, request: Signed): Promise<Answer> {
  const { method, url, headers, payload } = request;
  const answer = await world.app.inject({ method, url, headers, ...(method === 'POST' && { payload }) });
  const { Response: response } = answer.json<{ Response: Readonly<Record<string, unknown>> }>();
  const error = response.Error as { Code: string; Message: string } | undefined;
  return {
    status: answer.statusCode,
    contentType: answer.headers['content-type'],
    response,
    code: error?.Code,
    message: error?.Message,
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
