/** What may go wrong in an answer: one field of it, changed in one of the ways in which services have been seen to break. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';

/** Which field, and what becomes of it. Numbers choose among what an answer happens to have. */
export interface Mutation {
  readonly field: number;
  readonly change: string;
}

type Change = (value: unknown) => unknown;

const CHANGES: Record<string, Change> = {
  'null in its place': () => null,
  'a number': () => 7,
  'a huge number': () => 1e308,
  'no text': () => '',
  'another text': () => 'another',
  'a text of 300,000 characters': () => 'x'.repeat(300_000),
  'a text of 3 MB': () => 'x'.repeat(3_000_000),
  'U+0000 in it': (value) => `${String(value)}\u0000`,
  'half a character in it': (value) => `${String(value)}\ud83d`,
  'what turns reading around in it': (value) => `${String(value)}\u202egpj`,
  'a line end in it': (value) => `${String(value)}\r\nx`,
  'a true': () => true,
  'an object': () => ({ toString: 'x', constructor: 'y' }),
  'an empty list': () => [],
  'itself twice in a list': (value) =>
    Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])] : [value, value],
  'a thousand of it': (value) =>
    Array.from({ length: 1_000 }, () => (Array.isArray(value) ? (value[0] as unknown) : value)),
  'the year 0': () => '0000-01-01T00:00:00Z',
  'a day that is none': () => '2026-02-30T00:00:00Z',
  'a name of every object': () => 'constructor',
  'another status': () => 'issued',
  'an end': () => 'refused',
};

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  field: fc.nat(10_000),
  change: fc.constantFrom('left out', ...Object.keys(CHANGES)),
});

type Path = readonly (string | number)[];

/** The answer with one field changed; the answer itself is a field as well. */
export function mutated(answer: unknown, { field, change }: Mutation): unknown {
  const paths = pathsIn(answer);
  return changedAt(answer, paths[field % paths.length] ?? [], change);
}

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Object.entries(value).map(([key, part]) => pathsIn(part, [...at, key]));
  return [at, ...entries.flat()];
}

function changedAt(value: unknown, [key, ...rest]: Path, change: string): unknown {
  if (key === undefined) return change === 'left out' ? {} : CHANGES[change]?.(value);
  const entries = Object.entries(value as object);
  const isLeftOut = rest.length === 0 && change === 'left out';
  const changed = entries.flatMap(([name, part]: [string, unknown]) => {
    if (name !== String(key)) return [[name, part] as const];
    return isLeftOut ? [] : [[name, changedAt(part, rest, change)] as const];
  });
  return Array.isArray(value) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
}

export interface MutatingProxy {
  readonly url: string;
  /** What becomes of the next answer; afterwards answers are passed on as they are. */
  mutateNext(mutation: Mutation | undefined): void;
  /** Was the mutation played? */
  readonly played: boolean;
  stop(): Promise<void>;
}

/** Stands between a service and whoever asks it, and changes what it is told to. */
export async function startMutatingProxy(target: string): Promise<MutatingProxy> {
  let next: Mutation | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void forward(
        target,
        request.method ?? 'GET',
        request.url ?? '/',
        request.headers,
        Buffer.concat(chunks),
      ).then(({ status, type, json }) => {
        const answer = next ? mutated(json, next) : json;
        next = undefined;
        response.writeHead(status, { 'content-type': type }).end(JSON.stringify(answer));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mutateNext(mutation) {
      next = mutation;
    },
    get played() {
      return next === undefined;
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

async function forward(
  target: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: Buffer,
) {
  const { authorization, 'content-type': type } = headers;
  const response = await fetch(target + path, {
    method,
    headers: { authorization: String(authorization), 'content-type': String(type) },
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const json: unknown = await response.json();
  return { status: response.status, type: response.headers.get('content-type') ?? '', json };
}
