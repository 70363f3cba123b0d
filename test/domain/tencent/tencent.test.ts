/** The reseller's words: ids, numbers of products, statuses, and what two names of one person are. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import { catalogueRow } from '../../../domain/catalogue/products.js';
import {
  isTencentId,
  numberOfTencentId,
  tencentIdOf,
  tencentIdOfNumber,
  tencentNumberOf,
} from '../../../domain/tencent/ids.js';
import {
  isForSeveralNames,
  productIdOf,
  TENCENT_PRODUCTS,
  tencentProduct,
} from '../../../domain/tencent/products.js';
import {
  STATUS_NAMES,
  statusMessageOf,
  statusOf,
  type StandingFacts,
} from '../../../domain/tencent/status.js';

const NOW = Date.parse('2026-11-27T00:00:00Z');

describe('ids', () => {
  it('are eight letters and digits, the same for the same id, and apart for others', () => {
    const ids = Array.from({ length: 20_000 }, (_, at) => tencentIdOf(`ord_${at}`));
    expect(ids.every(isTencentId)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(tencentIdOf('ord_1')).toBe(ids[1]);
    expect(isTencentId('short')).toBe(false);
    expect(isTencentId('nine-char')).toBe(false);
    expect(isTencentId(12345678)).toBe(false);
  });

  it('are numbers of tasks and back', () => {
    for (const id of ['00000000', 'zzzzzzzz', 'A0b1C2d3', tencentIdOf('ord_x')])
      expect(tencentIdOfNumber(numberOfTencentId(id))).toBe(id);
    for (const none of ['', '-1', '1.5', '999999999999999', 'abc'])
      expect(tencentIdOfNumber(none)).toBeUndefined();
  });

  it('of saved things are whole numbers that every language reads exactly', () => {
    expect(Number.isSafeInteger(tencentNumberOf('co_1'))).toBe(true);
    expect(tencentNumberOf('co_1')).not.toBe(tencentNumberOf('co_2'));
  });
});

describe('products', () => {
  it('stand once each, and are sold here', () => {
    expect(new Set(TENCENT_PRODUCTS.map(({ id }) => id)).size).toBe(TENCENT_PRODUCTS.length);
    for (const { brand, type, kind } of TENCENT_PRODUCTS)
      expect(catalogueRow(brand, type, kind).kinds).toContain(kind);
  });

  it('has a number for all that the reseller sells', () => {
    for (const { brand, certificateType, kinds } of CATALOGUE)
      for (const kind of kinds) {
        const number = productIdOf(brand, certificateType, kind);
        if (brand === 'acme') expect(number).toBeUndefined();
        else expect(tencentProduct(number ?? 0)).toMatchObject({ brand, type: certificateType, kind });
      }
  });

  it('knows what is for several names, and what is none', () => {
    expect(isForSeveralNames('multi')).toBe(true);
    expect(isForSeveralNames('wildcard')).toBe(false);
    for (const id of [0, 1, 36, 62, 84, 102, 103, 105, -8, 8.5]) expect(tencentProduct(id)).toBeUndefined();
  });
});

const FACTS: StandingFacts = {
  state: 'validating',
  type: 'ov',
  purpose: 'purchase',
  validationMethod: 'manual-dns',
  way: null,
  hasLetter: false,
  companyIsChecked: false,
  cancelAskedAt: null,
  notAfter: null,
  revokedAt: null,
  revocation: null,
};

describe('statuses', () => {
  it.each([
    [0, {}],
    [4, { type: 'dv', validationMethod: 'auto-dns' }],
    [0, { type: 'ov', validationMethod: 'auto-dns' }],
    [0, { state: 'issuing' }],
    [5, { state: 'pending-submission', validationMethod: null }],
    [13, { state: 'pending-submission', type: 'dv-free' }],
    [6, { cancelAskedAt: '2026-11-26T00:00:00.000Z' }],
    [7, { state: 'cancelled', cancelAskedAt: '2026-11-26T00:00:00.000Z' }],
    [2, { state: 'rejected' }],
    [2, { state: 'expired' }],
    [8, { way: 'confirmation-letter' }],
    [8, { way: 'application-form' }],
    [0, { way: 'public-record' }],
    [0, { way: 'confirmation-letter', hasLetter: true }],
    [0, { way: 'application-form', companyIsChecked: true }],
    [11, { purpose: 'reissue', way: 'confirmation-letter' }],
    [11, { purpose: 'plan-reissue' }],
    [0, { purpose: 'renewal' }],
    [1, { state: 'issued', notAfter: '2026-11-28T00:00:00.000Z' }],
    [1, { state: null, type: null, notAfter: '2026-11-28T00:00:00.000Z' }],
    [3, { state: 'issued', notAfter: '2026-11-26T00:00:00.000Z' }],
    [3, { state: null, notAfter: '2026-11-26T00:00:00.000Z' }],
    [
      9,
      { state: 'issued', revocation: { proof: 'domain-control', waitingOn: 'subscriber-revocation-proof' } },
    ],
    [9, { state: 'issued', revocation: { proof: 'letter', waitingOn: 'reviewer-revocation' } }],
    [12, { state: 'issued', revocation: { proof: 'letter', waitingOn: 'subscriber-revocation-letter' } }],
    [10, { state: 'issued', revokedAt: '2026-11-26T00:00:00.000Z' }],
  ] as const)('%i: %j', (status, facts) => {
    expect(statusOf({ ...FACTS, ...facts }, NOW)).toBe(status);
    expect(STATUS_NAMES[status].zh).not.toBe('');
  });

  const REVIEW = {
    state: 'validating',
    way: null,
    waitingOn: null,
    tracks: null,
    reason: null,
    reasonChinese: null,
  } as const;

  it.each([
    ['PENDING-DCV', { waitingOn: 'subscriber-dns' }],
    ['PENDING-DCV', { waitingOn: 'dns' }],
    [
      'PENDING-DCV',
      {
        waitingOn: 'subscriber-letter',
        tracks: [{ track: 'domain', status: 'open', waitingOn: 'subscriber-file' }],
      },
    ],
    ['LEGAL-REVIEWING', { waitingOn: 'ca-public-record' }],
    ['PRE-REVIEWING', { waitingOn: 'ca-organization', way: 'two-emails' }],
    ['CA-REVIEWING', { waitingOn: 'ca-organization', way: 'public-record' }],
    ['CA-REVIEWING', { waitingOn: 'us' }],
    ['WAIT-ISSUE', { state: 'issuing' }],
    ['', { state: 'issued' }],
    ['', { state: 'pending-submission' }],
    ['域名未通过安全审核', { state: 'rejected', reason: 'no', reasonChinese: '域名未通过安全审核' }],
    ['the CA said no', { state: 'rejected', reason: 'the CA said no' }],
  ] as const)('%s: %j', (message, facts) => {
    expect(statusMessageOf({ ...REVIEW, ...facts })).toBe(message);
  });
});
