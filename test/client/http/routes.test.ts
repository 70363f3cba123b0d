/** The table of operations over HTTP, against the client's own operations and against the API's own routes: neither has one that it lacks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_SERVED } from '../../../api/v1/index.js';
import { ApiConnection } from '../../../client/http/api-connection.js';
import { createHttpOrderClient } from '../../../client/http/http-order-client.js';
import { HTTP_OPERATIONS, MADE_HERE, type HttpOperation } from '../../../client/http/routes.js';
import { OrderClient } from '../../../client/order-client.js';
import { operationsOf } from '../../support/operations-of.js';
import { createServedWorld, type ServedWorld } from '../../support/api/served-world.js';

let served: ServedWorld;
let operations: readonly string[];

beforeAll(async () => {
  served = await createServedWorld();
  const { temporal, taskQueue, dependencies } = served.world;
  operations = operationsOf(new OrderClient({ temporal, taskQueue, ...dependencies }));
}, 120_000);
afterAll(() => served.stop());

describe('the operations of the client', () => {
  it('are all there, and no others', () => {
    const served = new Set(Object.keys(NOT_SERVED));
    const missing = operations.filter((name) => !(name in HTTP_OPERATIONS) && !served.has(name));
    expect(missing).toEqual([]);
    expect(Object.keys(HTTP_OPERATIONS).filter((name) => !operations.includes(name))).toEqual([]);
  });

  it('are methods of the client over HTTP', () => {
    const client = createHttpOrderClient(new ApiConnection({ url: served.url, language: 'en' }));
    const methods = [...Object.keys(HTTP_OPERATIONS), ...MADE_HERE].map((name) => {
      const [first = '', second] = name.split('.');
      const part: unknown = Reflect.get(client, first);
      return second === undefined ? part : (Reflect.get(part as object, second) as unknown);
    });
    expect(methods.map((method) => typeof method)).toEqual(methods.map(() => 'function'));
  });
});

type Row = readonly [string, HttpOperation];

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

describe('each row', () => {
  it('is a route of the API with this method, for this operation', async () => {
    const { text } = await served.send('GET', '/v1/openapi.json');
    const { paths } = JSON.parse(text) as ApiDocument;
    const isServed = ([, { method, path }]: Row) =>
      paths[path.replace(/:([A-Za-z]+)/g, '{$1}')]?.[method.toLowerCase()]?.operationId !== undefined;
    const rows = Object.entries(HTTP_OPERATIONS);
    const missing = rows.filter((row) => !isServed(row));
    expect(missing.map(([name, { method, path }]) => `${name}: ${method} ${path}`)).toEqual([]);
  });
});
