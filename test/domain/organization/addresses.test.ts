/** Countries, phone numbers and mail addresses as people write them, and the one way in which they are kept. */
import { describe, expect, it } from 'vitest';
import { problemOfCountry } from '../../../domain/organization/countries.js';
import { parseCompany, parsePerson } from '../../../domain/organization/input.js';
import { problemOfMailAddress } from '../../../domain/organization/mail-addresses.js';
import { isChineseMobile, normalizedAreaCode, normalizedPhone } from '../../../domain/organization/phones.js';
import { Refusal } from '../../../domain/refusals.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';

describe('a country', () => {
  it('is one of the 249 that ISO 3166-1 has', () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const all = letters.flatMap((first) => letters.map((second) => first + second));
    expect(all.filter((code) => problemOfCountry(code) === undefined)).toHaveLength(249);
    for (const code of ['CN', 'HK', 'MO', 'TW', 'GB', 'US', 'SS', 'CW', 'AX'])
      expect(problemOfCountry(code)).toBeUndefined();
  });

  it.each(['ZZ', 'XK', 'EU', 'AN', 'YU', 'SU', 'AA', 'cn', 'CHN', '中国', 'C', '', 'constructor'])(
    '%j is none',
    (code) => {
      expect(problemOfCountry(code)?.en).toBe('is not a country code');
    },
  );

  it('that people write otherwise is told', () => {
    expect(problemOfCountry('UK')?.en).toBe("is not a country code: that country's is GB");
    expect(problemOfCountry('EL')?.en).toBe("is not a country code: that country's is GR");
    expect(() => parseCompany({ ...COMPANY, country: 'UK' })).toThrow(
      "country is not a country code: that country's is GB",
    );
  });
});

describe('a phone number', () => {
  it.each([
    ['010-12345678', '010-12345678'],
    ['8888 0001', '8888 0001'],
    ['+86 13800000000', '+86 13800000000'],
    ['95566', '95566'],
    ['０１０－１２３４５６７８', '010-12345678'],
    ['１３８００１３８０００', '13800138000'],
    ['(010)12345678', '010-12345678'],
    ['（010）1234 5678', '010-1234 5678'],
    ['(+86) 10 1234 5678', '+86-10 1234 5678'],
    ['+86 (0)10 12345678', '+86 10 12345678'],
    ['010—12345678', '010-12345678'],
    ['010 - 12345678', '010-12345678'],
    ['138.0013.8000', '138-0013-8000'],
    ['010-12345678转801', '010-12345678-801'],
    ['010-12345678 转 801', '010-12345678-801'],
    ['010-12345678（转801）', '010-12345678-801'],
    ['０１０－１２３４５６７８　转　８０１', '010-12345678-801'],
    ['010-12345678 轉 801', '010-12345678-801'],
    ['010-12345678 分机：801', '010-12345678-801'],
    ['010-12345678 ext. 801', '010-12345678-801'],
    ['010-12345678 x801', '010-12345678-801'],
    ['010-12345678#801', '010-12345678-801'],
    ['010-12345678-801', '010-12345678-801'],
    ['+86-755-86013388-84960', '+86-755-86013388-84960'],
    ['010\n12345678', '010 12345678'],
  ])('%s is %s, and stays so', (written, kept) => {
    expect(normalizedPhone(written)).toBe(kept);
    expect(normalizedPhone(kept)).toBe(kept);
  });

  it.each([
    ...['1-----', '-----1', '1-2-3', '1234', '', ' ', '转801', '+', '++8612345678', '86+12345678'],
    ...['call me', '010-1234567a', '0'.repeat(22), '1234567890123456', '010-12345678 转', '010--', '()12345'],
    ...['010-12345678 转 8012345', '12345\u0000', '123456\u202e', '9'.repeat(1_000_000)],
  ])('%j is none', (written) => {
    expect(normalizedPhone(written)).toBeUndefined();
  });

  it('is kept as it is normalized', () => {
    expect(parsePerson({ ...CONTACT, phone: '（０１０）１２３４５６７８ 转 801' }).phone).toBe(
      '010-12345678-801',
    );
    const landline = { areaCode: '（０１０）', number: '８８８８－０００１' };
    expect(parseCompany({ ...COMPANY, landline }).landline).toEqual({ areaCode: '010', number: '8888-0001' });
  });

  it('may be a mobile where the area code says so, and for people always', () => {
    for (const areaCode of ['86', '+86'])
      expect(
        parseCompany({ ...COMPANY, landline: { areaCode, number: '138 0013 8000' } }).landline.number,
      ).toBe('138 0013 8000');
    expect(parsePerson({ ...CONTACT, phone: '13800138000' }).phone).toBe('13800138000');
    const asLandline = () =>
      parseCompany({ ...COMPANY, landline: { areaCode: '010', number: '13800138000' } });
    expect(asLandline).toThrow(Refusal);
    expect(asLandline).toThrow('landline.number is a mobile number, and the area code says another place');
    expect(['13800138000', '+86 138 0013 8000', '19912345678'].every(isChineseMobile)).toBe(true);
    expect(['01012345678', '12345678901', '138001380001'].some(isChineseMobile)).toBe(false);
  });
});

describe('an area code', () => {
  it.each([
    ['010', '010'],
    ['(010)', '010'],
    ['０７５５', '0755'],
    ['+86', '+86'],
    ['021-', '021'],
  ])('%s is %s', (written, kept) => {
    expect(normalizedAreaCode(written)).toBe(kept);
  });

  it.each(['', 'x', '1234567', '0-1-0', '+', '010转1'])('%j is none', (written) => {
    expect(normalizedAreaCode(written)).toBeUndefined();
  });
});

describe('a mail address', () => {
  const ofLength = (local: number, labels: readonly number[]) =>
    `${'a'.repeat(local)}@${labels.map((length) => 'b'.repeat(length)).join('.')}.com`;

  it.each([
    'someone@example.com',
    "o'neil+tls@mail.example.com",
    ofLength(64, [63]),
    // 64 + 1 + 189: 254 in all.
    ofLength(64, [63, 63, 57]),
  ])('%s is taken', (address) => {
    expect(problemOfMailAddress(address)).toBeUndefined();
  });

  it.each([
    [ofLength(65, [10]), 'has more than 64 characters before the @'],
    [ofLength(64, [63, 63, 58]), 'is longer than 254 characters'],
    [ofLength(10, [64]), 'has a part of its domain that is longer than 63 characters'],
    ['ops@', 'is not an e-mail address'],
    ['a@b@example.com', 'is not an e-mail address'],
    ['a..b@example.com', 'is not an e-mail address'],
    ['a@example.com\n', 'is not an e-mail address'],
    ['a\u0000@example.com', 'is not an e-mail address'],
    [`${'a'.repeat(1_000_000)}@example.com`, 'is longer than 254 characters'],
  ])('%s is not', (address, problem) => {
    expect(problemOfMailAddress(address)?.en).toBe(problem);
    expect(() => parsePerson({ ...CONTACT, email: address })).toThrow(`email ${problem}`);
  });
});
