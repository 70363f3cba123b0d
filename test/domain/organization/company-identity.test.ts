/** One company under every spelling of blanks, width and case, and no other one with it. */
import { expect, it } from 'vitest';
import { companyKeyOf } from '../../../domain/organization/company-identity.js';

const key = (fullName: string, country = 'CN') => companyKeyOf({ fullName, country });

it.each([
  ['示例(上海)科技有限公司', ' 示例（上海） 科技有限公司'],
  ['示例科技有限公司', '示例 科技\u3000有限公司'],
  ['Example Ltd.', 'EXAMPLE   Ltd.'],
  ['Example Ltd.', 'Ｅｘａｍｐｌｅ Ｌｔｄ．'],
  ['Example Ltd.', 'Example\u00a0Ltd.\u200b'],
])('%j and %j are one', (one, other) => {
  expect(key(one)).toBe(key(other));
  expect(key(one)).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  ['示例科技有限公司', '示例科技(上海)有限公司'],
  ['Example Ltd.', 'Example Ltd'],
  ['Ex ample Ltd.', 'Example Ltd.'],
])('%j and %j are two', (one, other) => {
  expect(key(one)).not.toBe(key(other));
});

it('of another country is another', () => {
  expect(key('Example Ltd.', 'CN')).not.toBe(key('Example Ltd.', 'SG'));
});
