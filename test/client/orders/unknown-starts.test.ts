/** What Temporal's answers to "start this order" mean: which say no for certain, and which leave open whether it runs. */
import { ServiceError, type Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { startFailure, StartRefused, startOrder } from '../../../client/orders/starting.js';
import { inOurWords } from '../../../client/temporal-calls.js';
import { Unavailable } from '../../../client/unavailable.js';
import { insertOrder, findTakenRequest, type TakenRequest } from '../../../db/statements/orders/requests.js';
import { ownDatabase } from '../../support/own-database.js';

const database = await ownDatabase();

/** https://grpc.io/docs/guides/status-codes/ */
const UNCERTAIN = {
  1: 'CANCELLED',
  2: 'UNKNOWN',
  4: 'DEADLINE_EXCEEDED',
  8: 'RESOURCE_EXHAUSTED',
  10: 'ABORTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
};
const CERTAIN = {
  3: 'INVALID_ARGUMENT',
  5: 'NOT_FOUND',
  7: 'PERMISSION_DENIED',
  9: 'FAILED_PRECONDITION',
  12: 'UNIMPLEMENTED',
  16: 'UNAUTHENTICATED',
};

/** As the Temporal client throws them: the gRPC error is the cause. */
function failed(code: number): ServiceError {
  const cause = Object.assign(new Error(`${code} of this test`), {
    code,
    details: 'of this test',
    metadata: {},
  });
  return new ServiceError('Failed to start Workflow', { cause });
}

/** Stands in for a Temporal whose answers fail on the way. */
function fakeTemporalFailing(code: number): Client {
  const start = () => Promise.reject(failed(code));
  return {
    workflow: { start },
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
  } as unknown as Client;
}

async function stored(orderId: string): Promise<TakenRequest> {
  await insertOrder(database, {
    orderId,
    account: 'default',
    requestSha256: 'x',
    brand: 'trustasia',
    certificateType: 'dv',
    state: 'pending-submission',
    waitingOn: 'subscriber-form',
    since: '2026-11-01T00:00:00.000Z',
  });
  const taken = await findTakenRequest(database, { orderId, account: 'default' });
  if (!taken) throw new Error('it was stored a moment ago');
  return taken;
}

describe.each(Object.entries(UNCERTAIN))('gRPC %i', (code, name) => {
  it(`(${name}) leaves open whether the order was started, and says which order to ask for again`, async () => {
    const order = await stored(`start-${code}`);
    const starting = startOrder(
      {
        temporal: fakeTemporalFailing(Number(code)),
        database,
        taskQueue: 'none',
        pages: { namespace: 'default' },
      },
      order,
    );
    await expect(starting).rejects.toThrow(Unavailable);
    await expect(starting).rejects.toMatchObject({
      code: 'TemporalNotReachable',
      message: expect.stringContaining(`start-${code}`) as string,
    });
  });

  it(`(${name}) of any other call is nobody answering, not a bug`, () => {
    expect(inOurWords(failed(Number(code)), 10_000)).toBeInstanceOf(Unavailable);
  });
});

describe.each(Object.entries(CERTAIN))('gRPC %i', (code, name) => {
  it(`(${name}) says no for certain`, () => {
    const unknown = new Unavailable('TemporalNotReachable', { zh: '未知', en: 'unknown' });
    const what = { zh: '订单', en: 'the order' };
    expect(startFailure(failed(Number(code)), what, unknown)).toBeInstanceOf(StartRefused);
  });
});
