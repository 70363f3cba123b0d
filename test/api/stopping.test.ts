/** A server that is told to stop: what was begun is finished, streams are ended, who comes meanwhile is told to come again. */
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventReader } from '../support/event-reader.js';
import { createServedWorld, sendTo, type ServedWorld } from '../support/api/served-world.js';
import { COMPANY } from '../support/organizations.js';
import { until } from '../support/until.js';

let served: ServedWorld;
let owner: string;

beforeEach(async () => {
  served = await createServedWorld({ worker: false });
  owner = await served.keyOf('owner');
}, 120_000);
afterEach(() => served.stop());

const BODY = Buffer.from(JSON.stringify(COMPANY));

/** A write whose body is on its way: the server has begun with it. */
async function begun(): Promise<ClientRequest> {
  const asked = request(`${served.url}/v1/companies`, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: owner,
      'content-type': 'application/json',
      'content-length': BODY.length,
      expect: '100-continue',
    },
  });
  asked.flushHeaders();
  await once(asked, 'continue');
  asked.write(BODY.subarray(0, 20));
  return asked;
}

async function answerTo(asked: ClientRequest): Promise<{ status: number | undefined; body: string }> {
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

describe('a server that is told to stop', () => {
  it('finishes what it began, refuses what comes, and ends its streams', async () => {
    const writing = await begun();
    const answered = answerTo(writing);
    const reader = await (
      await EventReader.open(`${served.url}/v1/events`, { headers: { authorization: owner } })
    ).begun();
    const closing = served.app.close();
    const refused = await until('that it stops', async () => {
      const answer = await sendTo(served.url, 'GET', '/v1/companies', { as: owner });
      return answer.status === 503 && answer;
    });
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'content-type': 'application/problem+json',
      connection: 'close',
      'retry-after': '2',
    });
    expect(refused.body).toMatchObject({ status: 503, code: 'Unavailable' });
    const [live, ready] = [
      await sendTo(served.url, 'GET', '/health/live', {}),
      await sendTo(served.url, 'GET', '/health/ready', {}),
    ];
    expect([live.status, ready.status, ready.body]).toMatchObject([
      200,
      503,
      { ready: false, postgres: true },
    ]);
    writing.end(BODY.subarray(20));
    expect((await answered).status).toBe(201);
    await closing;
    await until('the end of the stream', () => Promise.resolve(reader.ended));
    expect(reader.response.complete).toBe(true);
    await expect(sendTo(served.url, 'GET', '/health/live', {})).rejects.toThrow();
  });

  it('with streams alone is closed at once', async () => {
    const readers = await Promise.all(
      Array.from({ length: 5 }, async () =>
        (await EventReader.open(`${served.url}/v1/events`, { headers: { authorization: owner } })).begun(),
      ),
    );
    await served.app.close();
    await until('the ends', () => Promise.resolve(readers.every(({ ended }) => ended)));
    expect(readers.every(({ response }) => response.complete)).toBe(true);
  });
});
