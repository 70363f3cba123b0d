/** Requests made of the OpenAPI document by itself, right ones and wrong ones, and the answers held to its schemas. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { WORST_STRINGS } from '../worst-strings.js';

import { sendTo, type Answer, type Sending } from './served-world.js';

const WORST = Object.values(WORST_STRINGS);

interface Json {
  readonly [key: string]: unknown;
}

interface Described {
  readonly path: string;
  readonly method: string;
  readonly operation: Json;
}

export interface FuzzOptions {
  readonly url: string;
  readonly document: Json;
  /** Keys that take turns: each may send so many a minute. */
  readonly keys: readonly string[];
  /** Ids of things that are there, by the name of the parameter. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly requests: number;
  readonly seed: number;
  readonly sideBySide?: number;
}

export interface FuzzOutcome {
  /** What must not be, told so that it can be sent again. */
  readonly faults: string[];
  readonly byStatus: Readonly<Record<string, number>>;
  /** Operations that answered with success at least once, and those that never did. */
  readonly succeeded: ReadonlySet<string>;
  readonly neverSucceeded: readonly string[];
}

export async function fuzz(options: FuzzOptions): Promise<FuzzOutcome> {
  const { document, requests, seed, sideBySide = 8 } = options;
  const random = randomFrom(seed);
  const operations = describedIn(document);
  const holds = holderOf(document);
  const faults: string[] = [];
  const byStatus: Record<string, number> = {};
  const succeeded = new Set<string>();
  let sent = 0;
  const next = async (): Promise<void> => {
    while (sent < requests) {
      const at = sent++;
      const described = operations[at % operations.length] as Described;
      const made = requestFor(described, options, random);
      const answer = await sendTo(options.url, described.method.toUpperCase(), made.path, {
        as: options.keys[at % options.keys.length] ?? '',
        ...made.sending,
      }).catch((error: unknown) => String(error));
      const told = `${described.method} ${made.path} ${JSON.stringify(made.sending)}`.slice(0, 600);
      if (typeof answer === 'string') {
        faults.push(`no answer: ${answer}: ${told}`);
        continue;
      }
      byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
      if (answer.status < 300) succeeded.add(String(described.operation.operationId));
      const problem = answer.status >= 500 ? answer.text : holds(described, answer);
      if (problem !== undefined) faults.push(`${answer.status} ${problem.slice(0, 600)}: ${told}`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, next));
  const all = operations.map(({ operation }) => String(operation.operationId));
  return { faults, byStatus, succeeded, neverSucceeded: all.filter((id) => !succeeded.has(id)) };
}

function describedIn(document: Json): Described[] {
  return Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      path.startsWith('/v1') ? [{ path, method, operation }] : [],
    ),
  );
}

/** Undefined where the answer is as the document says. */
function holderOf(document: Json): (described: Described, answer: Answer) => string | undefined {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  const known = new Map<string, ValidateFunction>();
  const begin = ajv.compile({ $ref: 'api#/components/schemas/StreamBegin' });
  /** Where nothing is resumed: how to come back, then the beginning, with a place to go on from. */
  const holdsBeginning = (text: string): string | undefined => {
    const [, data] = /^retry: \d+\n\nevent: (?:ready|reset)\nid: \S+\ndata: (.*)\n\n$/.exec(text) ?? [];
    if (data === undefined) return `no beginning of a stream: ${text.slice(0, 200)}`;
    return begin(JSON.parse(data)) ? undefined : ajv.errorsText(begin.errors);
  };
  return ({ path, method, operation }, { status, headers, body, text }) => {
    const responses = operation.responses as Record<string, Json | undefined>;
    const named = responses[String(status)] ? String(status) : `${String(status)[0]}XX`;
    const response = responses[named];
    if (!response) return `status ${status} is not described`;
    const content = response.content as Record<string, Json> | undefined;
    if (!content) return text === '' ? undefined : 'a body where none is described';
    const [type = ''] = (headers.get('content-type') ?? '').split(';');
    if (!content[type]) return `${type} is not described`;
    if (type === 'text/event-stream') return holdsBeginning(text);
    // A file is as it is.
    if (!/[/+]json$/.test(type)) return undefined;
    const place = ['paths', path, method, 'responses', named, 'content', type, 'schema']
      .map(escaped)
      .join('/');
    const validate = known.get(place) ?? ajv.compile({ $ref: `api#/${place}` });
    known.set(place, validate);
    return validate(body) ? undefined : ajv.errorsText(validate.errors);
  };
}

function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

type Random = () => number;

/** Mulberry32: the same seed, the same requests. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

function requestFor(
  { path, operation }: Described,
  { document, ids }: FuzzOptions,
  random: Random,
): { readonly path: string; readonly sending: Sending } {
  const make = makerOf(document, ids, random);
  const parameters = (operation.parameters ?? []) as {
    name: string;
    in: string;
    schema: Json;
    required?: boolean;
  }[];
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce(
      (text, { name, schema }) =>
        text.replace(`{${name}}`, encodeURIComponent(pathValue(make(schema, name)))),
      path,
    );
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && (parameter.required === true || random() < 0.3))
    .map(
      ({ name, schema }) =>
        `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(String(make(schema, name))))}`,
    );
  if (random() < 0.05) query.push('unknown=1');
  const headers = parameters
    .filter((parameter) => parameter.in === 'header' && random() < 0.1)
    // Headers carry no Chinese (RFC 9110, section 5.5).
    .map(({ name, schema }) => [name, encodeURIComponent(wellFormed(String(make(schema, name))))]);
  if (random() < 0.3) headers.push(['accept-language', pick(['zh-CN', 'en;q=0.1, zh', 'fr', '*'], random)]);
  const content = (operation.requestBody as Json | undefined)?.content as
    Record<string, { schema: Json }> | undefined;
  return {
    path: query.length > 0 ? `${filled}?${query.join('&')}` : filled,
    sending: {
      ...bodyOf(content, make, random),
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(random() < 0.3 && { key: `k${Math.floor(random() * 1e9)}` }),
    },
  };
}

/** An empty one, or one with a dot alone, would be another path. */
function pathValue(value: unknown): string {
  const text = wellFormed(String(value));
  return /^\.*$/.test(text) ? 'x' : text;
}

function wellFormed(text: string): string {
  return text.toWellFormed();
}

function bodyOf(
  content: Record<string, { schema: Json }> | undefined,
  make: (schema: Json, name: string) => unknown,
  random: Random,
): { body?: unknown; form?: FormData } {
  if (!content) return {};
  const [type, { schema }] = Object.entries(content)[0] ?? ['', { schema: {} }];
  if (type !== 'multipart/form-data') {
    if (random() < 0.02) return { body: pick([null, [], 'text', 0, true, '{"a":'], random) };
    return { body: make(schema, '') };
  }
  const form = new FormData();
  form.set('content', new Blob([new Uint8Array(Math.floor(random() * 3_000))]), 'letter.pdf');
  if (random() < 0.8) form.set('sentBy', wellFormed(String(make({ type: 'string' }, 'sentBy'))));
  if (random() < 0.1) form.set('unknown', 'x');
  return { form };
}

function makerOf(document: Json, ids: FuzzOptions['ids'], random: Random) {
  const schemas = (document.components as { schemas: Record<string, Json> }).schemas;
  const make = (schema: Json, name: string, depth = 0): unknown => {
    if (random() < 0.03)
      return pick<unknown>([null, 1, -1, 1e308, '', [], {}, true, pick(WORST, random)], random);
    const { $ref, anyOf, oneOf, enum: words, type } = schema;
    if (typeof $ref === 'string') return make(schemas[$ref.split('/').at(-1) ?? ''] ?? {}, name, depth + 1);
    if ('const' in schema) return schema.const;
    if (Array.isArray(words)) return pick(words, random);
    const branches = (anyOf ?? oneOf) as Json[] | undefined;
    if (branches) return make(pick(branches, random), name, depth + 1);
    switch (type) {
      case 'object':
        return object(schema, depth);
      case 'array':
        return Array.from({ length: Math.floor(random() * 3) }, () =>
          make((schema.items ?? {}) as Json, name, depth + 1),
        );
      case 'integer':
      case 'number':
        return number(schema);
      case 'boolean':
        return random() < 0.5;
      case 'null':
        return null;
      default:
        return text(name);
    }
  };
  const object = ({ properties = {}, required = [], additionalProperties }: Json, depth: number): Json => {
    const needed = required as string[];
    const made = Object.entries(properties as Record<string, Json>)
      .filter(([name]) => (needed.includes(name) ? random() < 0.97 : depth < 6 && random() < 0.4))
      .map(([name, inner]) => [name, make(inner, name, depth + 1)] as const);
    const more =
      random() < 0.03 ? [[pick(['unknown', 'constructor', 'toString', '名'], random), 1] as const] : [];
    if (typeof additionalProperties === 'object' && random() < 0.5)
      more.push([pick(['url', 'token'], random), 1]);
    return Object.fromEntries([...made, ...more]);
  };
  const number = ({ minimum = -5, maximum = 1_000 }: Json): number => {
    const [least, most] = [Number(minimum), Math.min(Number(maximum), 1_000_000)];
    return random() < 0.1
      ? pick([least - 1, most + 1, 0.5, Number.MAX_SAFE_INTEGER], random)
      : Math.floor(least + random() * (most - least + 1));
  };
  const text = (name: string): string => {
    const there = ids[name];
    if (there && there.length > 0 && random() < 0.8) return pick(there, random);
    if (random() < 0.2) return pick(WORST, random);
    return pick(LIKELY[name] ?? LIKELY.any ?? [], random);
  };
  return make;
}

/** What a field of this name may well be. */
const LIKELY: Readonly<Record<string, readonly string[]>> = {
  any: [
    'x',
    'example.com',
    'Example Ltd',
    '2027-01-01',
    'key=value',
    '13800138000',
    'CN',
    'someone@example.com',
    'Asia/Shanghai',
  ],
  names: ['fuzz.example.com', 'www.example.net', '*.example.org'],
  date: ['2031-01-01'],
  country: ['CN', 'DE'],
  email: ['someone@example.com'],
  phone: ['13800138000'],
  areaCode: ['010'],
  fullName: ['Example Ltd'],
  'if-match': ['*'],
  'if-none-match': ['*'],
};
