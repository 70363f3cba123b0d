/** What people are told to do: in both languages, exact, and safe against what strangers wrote. */
import { describe, expect, it } from 'vitest';
import { code } from '../../../domain/markdown.js';
import { nextAction } from '../../../domain/orders/next-actions.js';
import { describeInMarkdown } from '../../../domain/orders/status-markdown.js';
import { ORDER_STATES } from '../../../domain/orders/states.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { termsFor } from '../../../domain/orders/terms.js';
import { WAITS } from '../../../domain/waits.js';

const ORDER = 'o-1';
const RECORD: DomainValidation = {
  name: 'www.example.com',
  method: 'manual-dns',
  record: { type: 'TXT', name: '_dnsauth.www.example.com', value: '202611-value' },
  issuedAt: '2026-11-23T00:00:00.000Z',
};
const FILE: DomainValidation = {
  name: 'example.com',
  method: 'file',
  file: { url: 'http://example.com/.well-known/pki-validation/fileauth.txt', content: 'file-value' },
  issuedAt: '2026-11-23T00:00:00.000Z',
};

describe('nextAction', () => {
  it.each(WAITS)('speaks both languages for %s', (wait) => {
    const { zh, en } = nextAction(wait, { orderId: ORDER, validations: [RECORD, FILE] });
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(en).toMatch(/^[\x20-\x7e]+\.$/);
    expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
  });

  it('names the record to add and the command that looks at once', () => {
    const { zh, en } = nextAction('subscriber-dns', { orderId: ORDER, validations: [RECORD] });
    for (const text of [zh, en]) {
      expect(text).toContain('TXT `_dnsauth.www.example.com` = `202611-value`');
      expect(text).toContain('`sealflow order check o-1`');
    }
  });

  it('names the file to serve', () => {
    const { zh, en } = nextAction('subscriber-file', { orderId: ORDER, validations: [FILE] });
    for (const text of [zh, en]) {
      expect(text).toContain('`http://example.com/.well-known/pki-validation/fileauth.txt`');
      expect(text).toContain('`file-value`');
      expect(text).toContain('`sealflow order check o-1`');
    }
  });

  it.each(['subscriber-dns', 'subscriber-file', 'subscriber-caa'] as const)(
    'adds the last finding for %s',
    (wait) => {
      const reason = 'TXT _dnsauth at resolver 192.0.2.53: missing';
      const { zh, en } = nextAction(wait, { orderId: ORDER, validations: [RECORD], reason });
      expect(zh).toContain(reason);
      expect(en).toContain(reason);
    },
  );

  it.each(WAITS)('has words for a page of %s: no command, no file to type, no markup', (wait) => {
    const situation = { orderId: ORDER, validations: [RECORD, FILE], reason: 'the last finding' };
    for (const lettersSent of [0, 1])
      for (const terms of [
        undefined,
        termsFor('wotrus', 'ov', 'single'),
        termsFor('geotrust', 'ov', 'single'),
      ]) {
        const { page } = nextAction(wait, { ...situation, lettersSent, terms });
        expect(page?.zh).toMatch(/[\u4e00-\u9fff].*。$/);
        expect(page?.en).toMatch(/^[A-Z][\x20-\x7e]+\.$/);
        expect(`${page?.zh}${page?.en}`).not.toMatch(/sealflow|`|FILE|undefined|last finding|\.\.|。。| {2}/);
      }
  });

  it('is the same text where it names no command', () => {
    const { page, ...told } = nextAction('ca-placement', { orderId: ORDER, validations: [RECORD] });
    expect(page).toEqual(told);
  });

  it('counts what it does not list', () => {
    const many = Array.from({ length: 100 }, () => RECORD);
    const { en, zh } = nextAction('subscriber-dns', { orderId: ORDER, validations: many });
    expect(en).toContain('and 95 more');
    expect(zh).toContain('另有 95 条');
    expect(en.length).toBeLessThan(1000);
  });
});

describe('describeInMarkdown', () => {
  const STATUS = {
    orderId: ORDER,
    state: 'validating',
    waitingOn: 'subscriber-dns',
    since: '2026-11-23T00:00:00.000Z',
    deadline: '2027-01-22T00:00:00.000Z',
    nextAction: { zh: '请添加记录。', en: 'Add the record.' },
    reason: 'missing',
    validations: [RECORD, FILE],
  } as const;

  it('tells state, party, times, both next actions and the validations', () => {
    const markdown = describeInMarkdown(STATUS);
    for (const part of [
      '验证中 validating',
      '订购人 the subscriber',
      '`subscriber-dns`',
      '2026-11-23 08:00 (北京时间 UTC+8)',
      '2027-01-22 08:00 (北京时间 UTC+8)',
      '`missing`',
      '**下一步** 请添加记录。',
      '**Next** Add the record.',
      '| `www.example.com` | TXT `_dnsauth.www.example.com` | `202611-value` |',
      '| `example.com` | `http://example.com/.well-known/pki-validation/fileauth.txt` | `file-value` |',
    ])
      expect(markdown).toContain(part);
  });

  it.each(ORDER_STATES)('bears a bare order that is %s', (state) => {
    const markdown = describeInMarkdown({ orderId: ORDER, state, validations: [] });
    expect(markdown).toContain('`o-1`');
    expect(markdown).not.toMatch(/undefined|Waiting|Next/);
  });

  it('every row of a table has as many cells as its head', () => {
    const value = 'a|b`c\nd';
    const hostile = { ...RECORD, record: { type: 'CNAME' as const, name: 'x|y', value } };
    const rows = describeInMarkdown({ ...STATUS, reason: '| # <b>x</b>\n\n# y', validations: [hostile] })
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length - 2)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3]);
    expect(rows.at(-1)).toContain('``');
  });

  it('tells of two open proofs who must do what for each, and by when', () => {
    const { since, deadline } = STATUS;
    const domain = { track: 'domain', status: 'open', waitingOn: 'subscriber-dns', since, deadline } as const;
    const organization = {
      track: 'organization',
      status: 'open',
      waitingOn: 'reviewer-letter',
      since,
      deadline: '2026-12-14T00:00:00.000Z',
      expectedBy: '2026-11-30T00:00:00.000Z',
      nextAction: { zh: '无需操作。', en: 'Nothing to do.' },
    } as const;
    const tracks = [{ ...domain, nextAction: STATUS.nextAction }, organization];
    const parts = describeInMarkdown({ ...STATUS, tracks }).split('\n\n');
    const from = parts.indexOf('### 域名验证 domain → 订购人 the subscriber (`subscriber-dns`)');
    expect(parts.slice(from, from + 8)).toEqual([
      '### 域名验证 domain → 订购人 the subscriber (`subscriber-dns`)',
      '自 Since 2026-11-23 08:00 (北京时间 UTC+8) · 截止 Deadline 2027-01-22 08:00 (北京时间 UTC+8)',
      '**下一步** 请添加记录。',
      '**Next** Add the record.',
      '### 企业信息审核 organization → 审核人员 the reviewer (`reviewer-letter`)',
      '自 Since 2026-11-23 08:00 (北京时间 UTC+8) · 截止 Deadline 2026-12-14 08:00 (北京时间 UTC+8) · 预计 Expected by 2026-11-30 08:00 (北京时间 UTC+8)',
      '**下一步** 无需操作。',
      '**Next** Nothing to do.',
    ]);
  });

  it('stays small with 100 names', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ ...RECORD, name: `n${index}.example.com` }));
    const markdown = describeInMarkdown({ ...STATUS, validations: many });
    expect(markdown).toContain('+80');
    expect(markdown).toContain('`sealflow order show o-1`');
    expect(markdown.length).toBeLessThan(5000);
  });
});

it.each([
  ['plain', '`plain`'],
  ['two\nlines', '`two↵lines`'],
  ['a`b', '`` a`b ``'],
  ['a``b', '``` a``b ```'],
])('%j as a code span is %s', (text, span) => {
  expect(code(text)).toBe(span);
});
