/** Which method fits which names (ordering rules, section 5). */
import { describe, expect, it } from 'vitest';
import { termsFor } from '../../../domain/orders/terms.js';
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import { isFileMethod, refusalOfMethod } from '../../../domain/control/methods.js';
import { isIpAddress, isWildcard } from '../../../domain/names/forms.js';

const ALL = termsFor('trustasia', 'dv', 'wildcard');
const LONG_PLAN = termsFor('trustasia', 'dv', 'wildcard', 3);

describe('refusalOfMethod', () => {
  it.each<[ValidationMethod, string[]]>([
    ['auto-dns', ['example.com', '*.example.com']],
    ['manual-dns', ['*.example.com']],
    ['file', ['example.com', '8.8.8.8']],
    ['auto-file', ['2400:3200::1']],
  ])('lets %s prove %j', (method, names) => {
    expect(refusalOfMethod(method, names, ALL)).toBeUndefined();
  });

  it.each<[ValidationMethod, string[], RegExp, string]>([
    ['file', ['*.example.com', 'example.com'], /never a wildcard: \*\.example\.com/, 'auto-dns, manual-dns'],
    ['auto-file', ['example.com', '*.example.com'], /never a wildcard/, 'auto-dns, manual-dns'],
    ['manual-dns', ['8.8.8.8'], /no DNS zone.*8\.8\.8\.8/, 'file, auto-file'],
    ['auto-dns', ['example.com', '2400:3200::1'], /no DNS zone.*2400:3200::1/, 'file, auto-file'],
    [
      'file',
      ['*.example.com', '8.8.8.8'],
      /never a wildcard/,
      'order wildcard names and IP addresses separately',
    ],
  ])('refuses %s for %j', (method, names, message, accepted) => {
    const refusal = refusalOfMethod(method, names, ALL);
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'validation', accepted });
    expect(refusal?.message).toMatch(message);
  });

  it('takes only automatic DNS for a TrustAsia DV wildcard plan of several years', () => {
    expect(refusalOfMethod('auto-dns', ['*.example.com'], LONG_PLAN)).toBeUndefined();
    const refusal = refusalOfMethod('manual-dns', ['*.example.com'], LONG_PLAN);
    expect(refusal).toMatchObject({ field: 'validation', accepted: 'auto-dns' });
    expect(refusal?.message).toMatch(/terms/);
  });
});

it('knows its words', () => {
  expect([isFileMethod('file'), isFileMethod('auto-file'), isFileMethod('auto-dns')]).toEqual([
    true,
    true,
    false,
  ]);
  expect([isWildcard('*.example.com'), isWildcard('example.com')]).toEqual([true, false]);
  expect(['8.8.8.8', '2400:3200::1', 'example.com', '8.8.8.8.com'].map(isIpAddress)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
