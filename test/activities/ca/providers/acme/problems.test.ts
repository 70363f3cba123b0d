// What a directory says no with: told name by name in both languages, and what it means to an order.
import { describe, expect, it } from 'vitest';
import {
  AcmeProblem,
  detailOfProblem,
  failureOf,
  retryAfterFrom,
  typeOfProblem,
} from '../../../../../activities/ca/providers/acme/problems.js';
import { WireProblem } from '../../../../../activities/ca/providers/acme/wire.js';
import { ACME_REQUESTS } from '../../../../../domain/connections/acme-texts.js';
import { LONGEST_RETRY_DELAY_MS } from '../../../../../domain/failures.js';

const URN = 'urn:ietf:params:acme:error:';

function failing(document: unknown, retryAfterMs?: number) {
  const problem = WireProblem.parse(document);
  const thrown = new AcmeProblem(typeOfProblem(problem), 403, problem, retryAfterMs);
  return failureOf(thrown, { ca: 'letsencrypt', asked: ACME_REQUESTS.newOrder });
}

describe('a problem of an ACME directory', () => {
  it.each([
    ['rejectedIdentifier', 'OrderRefusedByCa'],
    ['unsupportedIdentifier', 'OrderRefusedByCa'],
    ['badCSR', 'OrderRefusedByCa'],
    ['badPublicKey', 'OrderRefusedByCa'],
    ['rateLimited', 'CaRateLimited'],
    ['serverInternal', 'CaUnavailable'],
    ['orderNotReady', 'CaUnavailable'],
    ['badNonce', 'CaUnavailable'],
    ['externalAccountRequired', 'CaUnavailable'],
    ['accountDoesNotExist', 'CaUnavailable'],
    ['userActionRequired', 'CaUnavailable'],
    ['unauthorized', 'CaUnavailable'],
    ['caa', 'CaUnavailable'],
    ['malformed', 'CaProtocolBroken'],
    ['of-tomorrow', 'CaProtocolBroken'],
    ['toString', 'CaProtocolBroken'],
  ])('%s is %s', (type, failure) => {
    expect(failing({ type: URN + type, detail: 'so it is' }).type).toBe(failure);
  });

  it('with problems of single names tells each, and is for good where one of them is', () => {
    const failure = failing({
      type: `${URN}compound`,
      detail: 'errors',
      subproblems: [
        { type: `${URN}caa`, detail: 'CAA forbids', identifier: { type: 'dns', value: 'a.example.com' } },
        {
          type: `${URN}rejectedIdentifier`,
          detail: 'on a list',
          identifier: { type: 'dns', value: 'b.example.com' },
        },
      ],
    });
    expect(failure.type).toBe('OrderRefusedByCa');
    expect(failure.words).toEqual({
      en:
        'letsencrypt refused the order: a.example.com: “CAA forbids” (caa); ' +
        'b.example.com: “on a list” (rejectedIdentifier). Permit this CA in the CAA records, or order at another one',
      zh:
        'letsencrypt 拒绝下单:a.example.com:“CAA forbids”(caa);' +
        'b.example.com:“on a list”(rejectedIdentifier)。请在 CAA 记录中允许该 CA,或改用另一家 CA',
    });
  });

  it('that limits the rate says for how long, and is believed up to a day', () => {
    const failure = failing({ type: `${URN}rateLimited`, detail: 'too many' }, 90_000);
    expect(failure.options.retryAfterMs).toBe(90_000);
    expect(failure.message).toContain('asks to wait 90 s');
    expect(retryAfterFrom('3600', 0)).toBe(3_600_000);
    expect(retryAfterFrom('999999999', 0)).toBe(LONGEST_RETRY_DELAY_MS);
    expect(retryAfterFrom('Thu, 01 Jan 1970 00:01:00 GMT', 0)).toBe(60_000);
    expect(retryAfterFrom('Thu, 01 Jan 1970 00:01:00 GMT', 120_000)).toBe(0);
    expect(retryAfterFrom('soon', 0)).toBeUndefined();
    expect(retryAfterFrom(undefined, 0)).toBeUndefined();
  });

  it('is cleaned and cut before anybody reads it', () => {
    const problem = WireProblem.parse({ type: `${URN}dns`, detail: `bad\u0000\u202e${'x'.repeat(5_000)}` });
    expect(detailOfProblem(problem)).not.toMatch(/[\u0000\u202e]/);
    expect(detailOfProblem(problem).length).toBeLessThan(2_100);
  });

  it('whose parts are no problems is told as a whole', () => {
    const problem = WireProblem.parse({ type: `${URN}dns`, detail: 'no TXT', subproblems: 'none' });
    expect(detailOfProblem(problem)).toBe('no TXT (dns)');
  });

  it('without a type is none', () => {
    expect(WireProblem.safeParse({ detail: 'x' }).success).toBe(false);
    expect(WireProblem.safeParse('<html>').success).toBe(false);
  });
});
