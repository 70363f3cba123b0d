/** The stack's own controls, on 127.0.0.1 and behind a token: what `sealflow dns` speaks to. */
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { REQUEST_BYTES } from '../domain/answer-limits.js';
import { Refusal, refusalDetails } from '../domain/refusals.js';
import { errorOf } from './control-route.js';
import { bodyOf } from './request-body.js';
import { targetOf } from './request-target.js';
import { shapeProblem } from './shape-problem.js';

/** What the embedded DNS server lets be done to its records. */
export interface ControlledZone {
  set(name: string, type: string, value: string): Promise<void>;
  remove(name: string, type?: string, value?: string): Promise<void>;
  list(name?: string): readonly unknown[];
}

export interface ControlServer {
  readonly url: string;
  stop(): Promise<void>;
}

const recordToSet = z.object({ name: z.string(), type: z.string(), value: z.string() });
const recordToRemove = z.object({
  name: z.string(),
  type: z.string().optional(),
  value: z.string().optional(),
});

/**
 * `GET /dns/records[?name=N]` answers `{records}`, those at and below the name. `PUT` sets and `DELETE` removes the
 * record in the JSON body. Each needs `Authorization: Bearer TOKEN`. Errors are `{error:{code, field, message, accepted}}`.
 */
export async function startControlServer(zone: ControlledZone, token: string): Promise<ControlServer> {
  const server = createServer((request, response) => {
    answer(request, response, zone, token).then(
      (body) => send(response, 200, body),
      (error: unknown) => sendError(response, error),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  zone: ControlledZone,
  token: string,
): Promise<unknown> {
  if (!hasToken(request, token)) throw new Unauthorized();
  const url = targetOf(request);
  const action = url?.pathname === '/dns/records' ? String(request.method) : 'NOTHING';
  switch (action) {
    case 'GET':
      return { records: zone.list(url?.searchParams.get('name') ?? undefined) };
    case 'PUT': {
      const record = await readAs(recordToSet, request, response);
      await zone.set(record.name, record.type, record.value);
      return { set: record };
    }
    case 'DELETE': {
      const record = await readAs(recordToRemove, request, response);
      await zone.remove(record.name, record.type, record.value);
      return { removed: record };
    }
    default:
      throw new Refusal(
        refusalDetails('NotFound', {
          message: {
            zh: '这里只有 `/dns/records` 的 GET、PUT 和 DELETE。',
            en: 'There is GET, PUT and DELETE of `/dns/records` here.',
          },
        }),
      );
  }
}

class Unauthorized extends Error {}

function hasToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readAs<Shape>(
  shape: z.ZodType<Shape>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Shape> {
  const body = await bodyOf(request, response, REQUEST_BYTES.control);
  const given = body && parseJson(body.toString('utf8'));
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: parsed.error.issues[0]?.path.join('.') || 'body',
      message: shapeProblem(shape, given),
      accepted: {
        zh: '含 name、type 和 value 的 JSON 对象',
        en: 'a JSON object with name, type and value',
      },
    }),
  );
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof Refusal) {
    send(response, error.code === 'NotFound' ? 404 : 400, { error: errorOf(error) });
  } else if (error instanceof Unauthorized) {
    send(response, 401, { error: { code: 'Unauthorized', message: 'The token in stack.json is needed.' } });
  } else {
    send(response, 500, {
      error: { code: 'Failed', message: 'The change was not made; see the log of the stack.' },
    });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
