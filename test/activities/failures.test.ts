/** Each kind of failure, across the real activity boundary, where a thrown error loses its class. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { expect, it } from 'vitest';
import { toApplicationFailure, withClassifiedFailures } from '../../activities/failures.js';
import { FAILURES, OrderFailure, type FailureType } from '../../domain/failures.js';

const types = Object.keys(FAILURES) as FailureType[];

it.each(types)('%s keeps its name, and its kind decides', (type) => {
  const failure = toApplicationFailure(new OrderFailure(type, 'what happened'));
  const kind = FAILURES[type];
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type, message: 'what happened', nonRetryable: kind === 'final' });
  expect((failure as ApplicationFailure).category === ApplicationFailureCategory.BENIGN).toBe(
    kind === 'wait',
  );
});

it('a known delay becomes the next retry’s', () => {
  const failure = toApplicationFailure(new OrderFailure('CaRateLimited', 'later', { retryAfterMs: 120_000 }));
  expect(failure).toMatchObject({ nextRetryDelay: 120_000, nonRetryable: false });
});

it('a CA that asks for a month is believed for a day; our own waits for as long as they say', () => {
  const month = { retryAfterMs: 30 * 86_400_000 };
  expect(toApplicationFailure(new OrderFailure('CaRateLimited', 'later', month))).toMatchObject({
    nextRetryDelay: 86_400_000,
  });
  expect(toApplicationFailure(new OrderFailure('StillWaiting', 'later', month))).toMatchObject({
    nextRetryDelay: 30 * 86_400_000,
  });
});

it('no cause goes along: it would be stored in the history', () => {
  const cause = new Error('POST https://user:password@ca.example/');
  const failure = toApplicationFailure(new OrderFailure('CaUnavailable', 'no answer', { cause }));
  expect((failure as ApplicationFailure).cause).toBeUndefined();
});

it('anything else stays what it is', () => {
  const bug = new TypeError('undefined is not a function');
  expect(toApplicationFailure(bug)).toBe(bug);
});

it('activities answer as before, and fail classified', async () => {
  const activities = withClassifiedFailures({
    answer: (text: string) => Promise.resolve(`${text}!`),
    refuse: () => Promise.reject(new OrderFailure('OrderRefusedByCa', 'security review')),
  });
  const environment = new MockActivityEnvironment();
  expect(await environment.run(activities.answer, 'yes')).toBe('yes!');
  await expect(environment.run(activities.refuse)).rejects.toMatchObject({
    type: 'OrderRefusedByCa',
    nonRetryable: true,
  });
});
