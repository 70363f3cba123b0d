/** A whole world for orders with our API in front of it, on a port of its own; requests as a program sends them. */
import type { FastifyInstance } from 'fastify';
import { createApi } from '../../../api/server.js';
import type { ApiParts } from '../../../api/parts.js';
import { servingFrom } from '../../../client/serving.js';
import type { Role } from '../../../domain/accounts/roles.js';
import { createOrderWorld, type OrderWorld, type OrderWorldOptions } from '../order-world.js';
import { KnownKeys } from './known-keys.js';

/** Of answers and problems, what tests look at. */
export interface Body {
  readonly orderId: string;
  readonly id: string;
  readonly noticeId: string;
  readonly state: string;
  readonly alias: string | null;
  readonly items: readonly Body[];
  readonly validations: readonly { readonly lastFinding: object | null }[];
  readonly privateKeyPem: string;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  readonly detail: string;
  readonly accepted: string;
  readonly others?: readonly Body[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where the answer is no JSON: a test that looks for something in it fails. */
  readonly body: Body;
  readonly text: string;
}

export interface Sending {
  readonly as?: string;
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
}

export interface ServedWorld {
  readonly world: OrderWorld;
  readonly app: FastifyInstance;
  readonly parts: ApiParts;
  readonly keys: KnownKeys;
  readonly url: string;
  /** A key of this role in the account; the owner of `default` is whom requests come from unless told otherwise. */
  keyOf(role: Role, account?: string): Promise<string>;
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  /** Another API on the same world, as another process would be one. */
  another(): Promise<string>;
  stop(): Promise<void>;
}

export async function createServedWorld(
  options: OrderWorldOptions = {},
  changed: (parts: ApiParts) => ApiParts = (parts) => parts,
): Promise<ServedWorld> {
  const world = await createOrderWorld(options);
  const keys = new KnownKeys(world);
  const { database, masterKeys } = world.dependencies;
  const { temporal, taskQueue } = world;
  const databaseUrl = world.environment.DATABASE_URL ?? '';
  const serving = servingFrom({ temporal, database, databaseUrl, masterKeys, taskQueue, origin: 'api' });
  const parts = changed({ ...serving, identities: keys.identities, config: { proxies: [] } });
  const apps: FastifyInstance[] = [];
  const open = async () => {
    const app = await createApi(parts);
    apps.push(app);
    return { app, url: await app.listen({ port: 0, host: '127.0.0.1' }) };
  };
  const { app, url } = await open();
  const owner = await keys.add('default', 'owner');
  return {
    world,
    app,
    parts,
    keys,
    url,
    keyOf: (role, account = 'default') => keys.add(account, role),
    send: (method, path, sending = {}) => sendTo(url, method, path, { as: owner, ...sending }),
    another: async () => (await open()).url,
    stop: async () => {
      await Promise.all(apps.map((each) => each.close()));
      await serving.events.close();
      await world.stop();
    },
  };
}

/** `as: ''` says nothing of who asks. */
export async function sendTo(url: string, method: string, path: string, sending: Sending): Promise<Answer> {
  const { as = '', body, form, headers = {}, key } = sending;
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(as !== '' && { authorization: as }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...headers,
    },
    ...(form && { body: form }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = type.startsWith('text/event-stream') ? await beginningOf(response) : await response.text();
  const isJson = /json/.test(type) && !/ndjson/.test(type);
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson && text !== '' ? JSON.parse(text) : undefined) as Body,
    text,
  };
}

/** Of a stream of events: all that comes until the first one that says something; then the reader goes away. */
async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (/^data: .*\n\n/m.test(text)) break;
  }
  return text;
}
