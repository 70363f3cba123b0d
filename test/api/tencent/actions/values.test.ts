/** How the reseller's values are written: times, names of people, records and files. */
import { describe, expect, it } from 'vitest';
import { fullName, nameParts } from '../../../../domain/tencent/people.js';
import { dvAuthsOf } from '../../../../domain/tencent/validation-view.js';
import { instantOf, timeOf } from '../../../../domain/tencent/wire/fields.js';

describe('values', () => {
  it('times are in GMT+8, both ways', () => {
    expect(timeOf('2026-02-28T00:00:00.000Z')).toBe('2026-02-28 08:00:00');
    expect(timeOf('2026-05-28T23:59:59.000Z')).toBe('2026-05-29 07:59:59');
    expect(timeOf(null)).toBeNull();
    expect(instantOf('2026-02-28 08:00:00')).toBe(Date.parse('2026-02-28T00:00:00Z'));
    expect(instantOf('2026-02-28')).toBe(Date.parse('2026-02-27T16:00:00Z'));
    expect(instantOf('2026-02-28T08:00:00+08:00')).toBe(Date.parse('2026-02-28T00:00:00Z'));
    expect(instantOf('yesterday')).toBeUndefined();
  });

  it('names of people come apart and together', () => {
    for (const name of ['王小明', 'Ada Lovelace', 'Plato'])
      expect(fullName(nameParts(name).first, nameParts(name).last)).toBe(name);
    expect(nameParts('王小明')).toEqual({ last: '王', first: '小明' });
  });

  it('records stand below the zone that was registered, files at path and key', () => {
    const record = { type: 'TXT', name: '_dnsauth.a.shop.co.uk', value: 'v' } as const;
    const file = { url: 'http://a.example.com/.well-known/pki-validation/fileauth.txt', content: 'c' };
    expect(
      dvAuthsOf([
        { name: 'a.shop.co.uk', record },
        { name: 'a.example.com', file },
        { name: 'none.example.com' },
        { name: 'example.com', record: { ...record, name: 'example.com' } },
      ]),
    ).toEqual([
      {
        DvAuthKey: '_dnsauth.a.shop.co.uk',
        DvAuthValue: 'v',
        DvAuthDomain: 'shop.co.uk',
        DvAuthPath: '',
        DvAuthSubDomain: '_dnsauth.a',
        DvAuthVerifyType: 'TXT',
      },
      {
        DvAuthKey: 'fileauth.txt',
        DvAuthValue: 'c',
        DvAuthDomain: 'a.example.com',
        DvAuthPath: '/.well-known/pki-validation/',
        DvAuthSubDomain: '',
        DvAuthVerifyType: 'FILE',
      },
      expect.objectContaining({ DvAuthKey: 'example.com', DvAuthSubDomain: '@' }),
    ]);
  });
});
