/** What a CA writes about a company is shown to people and kept in histories: without the people in it. */
import { describe, expect, it } from 'vitest';
import { personalDataOf, withoutPersonalData } from '../../../domain/organization/redaction.js';
import type { Company, Person } from '../../../domain/organization/form.js';

const WANG: Person = {
  name: '王小芳',
  department: '信息部',
  position: '主管',
  phone: '13800138000',
  email: 'wang.xf@example.com',
  identity: { kind: 'id-card', number: '11010519491231002X' },
};
const LEI: Person = {
  name: 'Li Lei',
  department: 'IT',
  position: 'Head',
  phone: '+86 139 0013 9000',
  email: 'li@example.com',
};
const COMPANY: Company = {
  fullName: '例子科技有限公司',
  country: 'CN',
  province: '广东省',
  city: '深圳市',
  address: '南山区例子路 1 号',
  landline: { areaCode: '0755', number: '8666 123' },
};
const KNOWN = personalDataOf({
  company: COMPANY,
  manager: LEI,
  contact: WANG,
  organizationCheck: { by: 'phone', number: '0755 12345', source: 'baidu-map' },
  notificationEmail: 'notices@例子.中国',
});
const redact = (text: string) => withoutPersonalData(text, KNOWN);

describe('what the form has', () => {
  it.each([
    ['联系人王小芳未接听', '联系人…未接听'],
    ['联系人 王 小芳 未接听', '联系人 … 未接听'],
    ['王女士说公司不知情', '…说公司不知情'],
    ['Li Lei did not answer', '… did not answer'],
    ['LI  LEI did not answer', '… did not answer'],
    ['Mr. Lei did not answer', 'Mr. … did not answer'],
    ['called 13800138000 twice', 'called … twice'],
    ['called 138 0013 8000 twice', 'called … twice'],
    ['called +86-138-0013-8000 twice', 'called … twice'],
    ['called 0086 13900139000.', 'called ….'],
    ['致电１３８００１３８０００无人接听', '致电…无人接听'],
    ['the number 0755-12345 is another company’s', 'the number … is another company’s'],
    ['landline 0755 8666123 is dead', 'landline … is dead'],
    ['mail to WANG.XF@EXAMPLE.COM bounced', 'mail to … bounced'],
    ['notices@例子.中国 bounced', '… bounced'],
    ['证件号 110105 19491231 002x 不符', '证件号 … 不符'],
    ['地址南山区例子路1号查无此公司', '地址…查无此公司'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe('what it does not have', () => {
  it.each([
    ['邮箱someone@example.org无法送达', '邮箱…无法送达'],
    ['someone+tag@mail.example.co.uk, please', '…, please'],
    ['请联系李四@例子.中国。', '请联系….'.replace('请联系', '').replace('.', '。')],
    ['call 0571-8888 6666 instead', 'call … instead'],
    ['call (010) 6555 1234 ext. 12 instead', 'call … instead'],
    ['转接（0755）88886666转801', '转接…'],
    ['tel13712345678 is off', 'tel… is off'],
    ['+1 (415) 555-2671', '…'],
    ['passport 11010519491231002X', 'passport …'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe('what is no one’s', () => {
  it.each([
    'Order ord_01k2z3y4x5w6v7t8s9r0 is not stamped.',
    'order-1234567 is not stamped',
    'received 2026-11-23, read 2026/11/24',
    'at 2026-11-23T08:00:00.000Z',
    '2026年11月23日收到，20261123 归档',
    `letter ${'0123456789abcdef'.repeat(4)} is blurred`,
    '203.0.113.10 did not answer',
    'GB/T 38636 asks for 1.4 MB, 3 to 5 days, 9:00-11:30',
    '例子科技有限公司 has no stamp on page 2 of 12',
    'the Japan Limited leisure centre',
    '',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

it('does not loop or slow down on hostile text', () => {
  const started = process.cpuUsage().user;
  redact('1-'.repeat(50_000));
  redact('a@'.repeat(50_000));
  redact('王'.repeat(50_000));
  expect(process.cpuUsage().user - started).toBeLessThan(5_000_000);
});

it('takes a form without people', () => {
  expect(personalDataOf({})).toEqual([]);
  expect(personalDataOf({ company: { existing: 'c1' }, contact: 'same-as-manager' })).toEqual([]);
  expect(withoutPersonalData('a name of one letter, X', ['X'])).toBe('a name of one letter, X');
});
