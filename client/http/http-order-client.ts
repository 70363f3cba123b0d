/** The operations of `OrderClient`, done by an API over HTTP: same names, same arguments, same answers, same refusals. */
import { randomUUID } from 'node:crypto';
import type { LetterView } from '../organization/letter-views.js';
import type { OrderClient } from '../order-client.js';
import type { WatchOptions } from '../orders/watching.js';
import {
  bytesOf,
  dossierOf,
  forecastOf,
  itemsOf,
  jsonOf,
  letterOf,
  linesOf,
  packOf,
  privateKeyOf,
  recordsOf,
} from './answers.js';
import type { ApiConnection } from './api-connection.js';
import { invalid } from '../refusing.js';
import { HTTP_OPERATIONS, type Fields, type HttpOperation } from './routes.js';
import { watchOrder, watchOrders } from './watching.js';

type Method = (...given: readonly unknown[]) => unknown;

/**
 * Of the same operations, though no instance of the class: what is private to that, nobody calls. `dossiers.signers` is answered later
 * here, as everything over a network is.
 */
export function createHttpOrderClient(connection: ApiConnection): OrderClient {
  const client: Record<string, Method | Record<string, Method>> = {
    watch: (orderId, options) => watchOrder(connection, String(orderId), options as WatchOptions | undefined),
    watchAll: (options) => watchOrders(connection, options as WatchOptions | undefined),
  };
  for (const [name, operation] of Object.entries(HTTP_OPERATIONS)) {
    const [first = '', second] = name.split('.');
    if (second === undefined) client[first] = calling(connection, operation);
    else
      client[first] = { ...(client[first] as object | undefined), [second]: calling(connection, operation) };
  }
  return client as unknown as OrderClient;
}

function calling(connection: ApiConnection, operation: HttpOperation): Method {
  // Lines are read while they come: there is no answer to wait for before the first one.
  if (operation.answer === 'lines')
    return async function* read(...given) {
      yield* linesOf(await asked(connection, operation, given));
    };
  if (operation.answer === 'records')
    return async function* read(...given) {
      yield* recordsOf(await asked(connection, operation, given));
    };
  if (operation.answer === 'letter') return (...given) => letterAsked(connection, operation, given);
  return async (...given) => await answered(operation, await asked(connection, operation, given), given);
}

async function asked(
  connection: ApiConnection,
  operation: HttpOperation,
  given: readonly unknown[],
): Promise<Response> {
  const { method, path, isRead = method === 'GET' } = operation;
  const count = namesIn(path).length;
  const { idempotencyKey, ...fields } = kept(operation.sent(...given.slice(count)));
  const isQuery = method === 'GET' || method === 'DELETE';
  const key = isRead ? undefined : ((idempotencyKey as string | undefined) ?? randomUUID());
  return await connection.ask({
    method,
    path: `${filled(path, given)}${isQuery ? queryOf(fields) : ''}`,
    isRepeatable: true,
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    ...(!isQuery && { body: operation.isForm ? formOf(fields) : JSON.stringify(fields) }),
  });
}

async function answered(
  { answer }: HttpOperation,
  response: Response,
  given: readonly unknown[],
): Promise<unknown> {
  switch (answer) {
    case 'json':
      return await jsonOf(response);
    case 'items':
      return await itemsOf(response);
    case 'private-key':
      return await privateKeyOf(response);
    case 'bytes':
      return await bytesOf(response);
    case 'pack':
      return await packOf(response, String(given[0]));
    case 'dossier':
      return await dossierOf(response);
    case 'forecast':
      return await forecastOf(response);
    case 'nothing':
    case 'lines':
    case 'records':
    case 'letter':
      return undefined;
  }
}

/** The file, and what the list of its order's letters tells of it. */
async function letterAsked(
  connection: ApiConnection,
  operation: HttpOperation,
  given: readonly unknown[],
): Promise<unknown> {
  const content = await bytesOf(await asked(connection, operation, given));
  const path = `/v1/orders/${encodeURIComponent(String(given[0]))}/letters?limit=1000`;
  const views = (await itemsOf(
    await connection.ask({ method: 'GET', path, isRepeatable: true }),
  )) as LetterView[];
  const view = views.find(({ version }) => version === given[1]);
  return view && letterOf(view, content);
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name ?? '');
}

/** Throws Refusal `InvalidInput` for what can't stand in an address: nothing, and names that lead to another one. */
function filled(path: string, given: readonly unknown[]): string {
  let index = 0;
  return path.replace(/:([A-Za-z]+)/g, (_whole, name: string) => {
    const value = given[index];
    index += 1;
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (text === '' || /^\.{1,2}$/.test(text) || !text.isWellFormed())
      throw invalid(
        name,
        { zh: `${name} 缺失或无法使用`, en: `${name} is missing or can't be used` },
        { zh: '列表或写操作的回答给出的编号', en: 'an id, as a list or the answer of a write tells it' },
      );
    return encodeURIComponent(text);
  });
}

/** What is left out is not sent; `ofInstallation` that is not wanted is nothing the API knows of. */
function kept(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== undefined && !(name === 'ofInstallation' && value === false),
    ),
  );
}

function queryOf(fields: Fields): string {
  const texts = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]): [string, string] => [name, textOf(value)]);
  return texts.length === 0 ? '' : `?${new URLSearchParams(texts).toString()}`;
}

/** A file as it is, the rest as text. */
function formOf(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (value instanceof Uint8Array) form.set(name, new Blob([Uint8Array.from(value)]), 'letter');
    else form.set(name, textOf(value));
  return form;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
