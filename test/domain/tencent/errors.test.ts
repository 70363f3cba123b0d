// What the reseller's codes mean: each documented one is in the table or in a family of it; one that nobody knows ends nothing.
import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../../domain/failures.js';
import {
  FAILURES_OF_MEANINGS,
  isSurelyNotDone,
  TENCENT_ERRORS,
  tencentErrorRow,
} from '../../../domain/tencent/errors.js';
import { nameInParts } from '../../../domain/tencent/person-names.js';
import {
  failedReviewOf,
  instantOfTencent,
  reviewStageOf,
  standingOf,
} from '../../../domain/tencent/standing-at-ca.js';

describe('a code', () => {
  it('counts as its family where it has no row of its own', () => {
    expect(tencentErrorRow('AuthFailure.TokenFailure')?.meaning).toBe('operator');
    expect(tencentErrorRow('RequestLimitExceeded.UinLimitExceeded')?.meaning).toBe('limit');
    expect(tencentErrorRow('InternalError.BackendResponseError')?.meaning).toBe('transient');
  });

  it('that nobody knows means nothing, and may have been done', () => {
    for (const code of ['FailedOperation.OfTomorrow', 'Strange', '', 'constructor', '__proto__']) {
      expect(tencentErrorRow(code)).toBeUndefined();
      expect(isSurelyNotDone(code)).toBe(false);
    }
  });

  it.each([
    'InternalError',
    'FailedOperation.NetworkError',
    'FailedOperation.SystemError',
    'FailedOperation.CannotGetOrder',
  ])('%s does not say that nothing was sold', (code) => {
    expect(isSurelyNotDone(code)).toBe(false);
  });

  it.each([
    'FailedOperation.TradeError',
    'RequestLimitExceeded',
    'AuthFailure.SignatureExpire',
    'MissingParameter',
  ])('%s says that nothing was sold', (code) => {
    expect(isSurelyNotDone(code)).toBe(true);
  });
});

it('each meaning comes out as a failure that is told and retried as it says', () => {
  for (const { meaning, advice } of Object.values(TENCENT_ERRORS)) {
    const kind = FAILURES[FAILURES_OF_MEANINGS[meaning]];
    expect(kind === 'final').toBe(['subscriber', 'final', 'unknown-order'].includes(meaning));
    if (advice) {
      expect(advice.zh).toMatch(/\p{Script=Han}/u);
      expect(advice.en).not.toMatch(/\p{Script=Han}/u);
    }
  }
});

it('statuses: those of the document, and one of tomorrow', () => {
  expect(Array.from({ length: 17 }, (_, status) => standingOf(status))).toEqual([
    'reviewed',
    'issued',
    'failed',
    'issued',
    'reviewed',
    'to-be-submitted',
    'being-cancelled',
    'ended',
    'letter-missing',
    'issued',
    'issued',
    'reviewed',
    'issued',
    'to-be-submitted',
    'ended',
    'unknown',
    'unknown',
  ]);
  expect(reviewStageOf('pending-dcv')).toBe('control');
  expect(reviewStageOf('审核中')).toBeUndefined();
  expect(failedReviewOf('')).toBe('to-be-mended');
});

it('times are of GMT+8', () => {
  expect(instantOfTencent('2026-02-28 08:00:00')?.toISOString()).toBe('2026-02-28T00:00:00.000Z');
  for (const text of [undefined, '', '--', '2026-02-30', '2026-13-01 00:00:00'])
    expect(instantOfTencent(text)).toBeUndefined();
});

it.each([
  ['王小明', '王', '小明'],
  ['欧阳小明', '欧阳', '小明'],
  ['欧阳', '欧', '阳'],
  ['Mary Ann Smith', 'Smith', 'Mary Ann'],
  ['王', '王', '王'],
  ['Cher', 'Cher', 'Cher'],
])('%s: surname %s, first name %s', (name, last, first) => {
  expect(nameInParts(name)).toEqual({ last, first });
});
