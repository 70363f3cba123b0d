/** Every operation of the client has a route, or a stated reason to have none; every route is described. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routedOperations } from '../../api/routes-known.js';
import { NOT_SERVED } from '../../api/v1/index.js';
import { OrderClient } from '../../client/order-client.js';
import { OPERATION_RIGHTS } from '../../domain/accounts/rights.js';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';
import { operationsOf } from '../support/operations-of.js';

let served: ServedWorld;
let document: OpenApi;

beforeAll(async () => {
  served = await createServedWorld({ worker: false });
  document = JSON.parse((await served.send('GET', '/v1/openapi.json', { as: '' })).text) as OpenApi;
}, 120_000);
afterAll(() => served.stop());

/** As programs have it. */
function clientOf({ temporal, taskQueue, dependencies }: ServedWorld['world']): OrderClient {
  const { database, masterKeys } = dependencies;
  return new OrderClient({ temporal, taskQueue, database, masterKeys });
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: object };
}

interface Described {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function described(): Described[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

describe('operations', () => {
  it('have a route each, or a reason to have none', () => {
    const routed = routedOperations(served.app);
    const operations = operationsOf(clientOf(served.world));
    expect(operations.filter((name) => !routed.includes(name) && !Object.hasOwn(NOT_SERVED, name))).toEqual(
      [],
    );
    expect(routed.filter((name) => !operations.includes(name))).toEqual([]);
    expect(Object.keys(NOT_SERVED).filter((name) => routed.includes(name))).toEqual([]);
  });

  it('have rights each', () => {
    expect(routedOperations(served.app).filter((name) => !Object.hasOwn(OPERATION_RIGHTS, name))).toEqual([]);
  });
});

describe('the document', () => {
  it('is of OpenAPI 3.1, and names each operation once', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = described().map(({ operation }) => operation.operationId);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => typeof id !== 'string')).toEqual([]);
  });

  it('says what each takes and answers', () => {
    for (const { path, method, operation } of described()) {
      expect([path, method, typeof operation.summary]).toEqual([path, method, 'string']);
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        expect(operation.parameters.map(({ name }) => name)).toContain(name);
      if (path.startsWith('/v1'))
        expect(operation.responses['4XX']?.content['application/problem+json']?.schema).toEqual({
          $ref: '#/components/schemas/Problem',
        });
    }
  });

  it('has every schema that it refers to', () => {
    const names = Object.keys(document.components.schemas);
    const referred = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(referred.filter((name) => name === undefined || !names.includes(name))).toEqual([]);
    expect(new Set(referred).size).toBeGreaterThan(40);
  });

  it('takes a key for every write', () => {
    // Reads that bring a form, or a password, with them.
    const reads = /^(quote|checkForm|preflight|dossiers\.make|certificates\.(download|pack|quote))/;
    const writes = described().filter(
      ({ path, method, operation }) =>
        path.startsWith('/v1') && method !== 'get' && !reads.test(operation.operationId),
    );
    for (const { operation } of writes)
      expect(operation.parameters.map(({ name }) => name)).toContain('idempotency-key');
    expect(writes.length).toBeGreaterThan(30);
  });
});
