/** Requests that no route ever sees: no HTTP, too long, or not in time. Each is told as everything else is. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST_WITHIN_SECONDS } from '../../domain/accounts/request-limits.js';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';

let served: ServedWorld;

beforeAll(async () => {
  served = await createServedWorld({ worker: false });
}, 120_000);
afterAll(() => served.stop());

/** Head and body of whatever comes back until the server hangs up. */
async function answerTo(sent: string): Promise<[string, Record<string, unknown>]> {
  const { hostname, port } = new URL(served.url);
  const socket = connect(Number(port), hostname);
  socket.write(sent);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return [head, JSON.parse(body) as Record<string, unknown>];
}

describe('a request', () => {
  it.each([
    ['is no HTTP', 'HELLO\r\n\r\n', 400, 'InvalidInput'],
    ['has a header with a line break', 'GET / HTTP/1.1\r\nhost: x\r\na\n: b\r\n\r\n', 400, 'InvalidInput'],
    [
      'says two lengths',
      'POST /v1/orders HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
      'InvalidInput',
    ],
    [
      'has headers without end',
      `GET /v1/orders HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HeadersTooLarge',
    ],
  ])('that %s is told so', async (_what, sent, status, code) => {
    const [head, problem] = await answerTo(sent);
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toContain('content-type: application/problem+json');
    expect(problem).toMatchObject({ status, code });
  });

  it('has its time to arrive, and no more', () => {
    expect(served.app.server.requestTimeout).toBe(REQUEST_WITHIN_SECONDS * 1_000);
    expect(served.app.server.headersTimeout).toBeLessThanOrEqual(REQUEST_WITHIN_SECONDS * 1_000);
  });
});
