/** A form judged as a whole: what follows from it, what it is refused for, what is warned of. */
import { describe, expect, it } from 'vitest';
import { checkOrder } from '../../../domain/orders/checks.js';
import { parseOrderForm } from '../../../domain/orders/form.js';
import { refusalFrom } from '../refusal-from.js';

const SMALL = { brand: 'trustasia', type: 'dv', names: ['example.com'], validation: 'manual-dns' };
const PASTED = {
  mode: 'paste',
  pem: '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n',
};

function check(fields: Record<string, unknown> = {}): ReturnType<typeof checkOrder> {
  return checkOrder(parseOrderForm({ ...SMALL, ...fields }));
}

describe('what follows from a form', () => {
  it.each([
    [['Example.com'], 'single', ['example.com', 'www.example.com'], ['example.com', 'www.example.com']],
    [
      ['*.例子.中国'],
      'wildcard',
      ['*.xn--fsqu00a.xn--fiqs8s', 'xn--fsqu00a.xn--fiqs8s'],
      ['xn--fsqu00a.xn--fiqs8s'],
    ],
    [
      ['a.example.com', 'b.example.com'],
      'multi',
      ['a.example.com', 'b.example.com'],
      ['a.example.com', 'b.example.com'],
    ],
    [['*.a.example.com', 'x.cn'], 'wildcard-multi', ['*.a.example.com', 'x.cn'], ['a.example.com', 'x.cn']],
  ])('%j: %s', (names, kind, certificateNames, validatedNames) => {
    expect(check({ names })).toMatchObject({
      kind,
      certificateNames,
      validatedNames,
      terms: { brand: 'trustasia', certificateType: 'dv', kind },
      validationMethod: 'manual-dns',
    });
  });

  it('the free product is ordered like any other', () => {
    expect(check({ type: 'dv-free' })).toMatchObject({
      terms: { certificateType: 'dv-free', kind: 'single' },
    });
  });
});

describe('what a form is refused for', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['csr.algorithm', { brand: 'dnspod-sm2', csr: { mode: 'generate', algorithm: 'rsa-2048' } }, /rsa-2048/],
    ['company', { type: 'ov' }, /validates the organization/],
    ['type', { brand: 'geotrust' }, /sells no dv/],
    ['names[1]', { names: ['example.com', 'EXAMPLE.com'] }, /same name/],
    ['names[1]', { names: ['münchen.de', 'xn--mnchen-3ya.de'] }, /same name/],
    ['names[0]', { names: ['*.*.example.com'] }, /more than one \*/],
    ['names[0]', { names: ['*.com'] }, /public suffix/],
    ['names[0]', { names: ['*.co.uk'] }, /public suffix/],
    ['names[0]', { names: ['a.*.com'] }, /leftmost/],
    ['names[0]', { names: ['10.0.0.1'] }, /private address/],
    ['names[0]', { names: ['8.8.8.8'] }, /IP address/],
    ['names[0]', { names: [`${'a.'.repeat(122)}longer.com`] }, /254 octets/],
    ['names', { brand: 'dnspod', names: ['*.example.com', '*.example.cn'] }, /wildcard-multi/],
    ['names', { type: 'dv-free', names: ['*.example.com'] }, /wildcard/],
    ['names', { type: 'dv-free', names: ['example.com', 'example.cn'] }, /too many/],
    ['names[0]', { type: 'dv-free', names: ['example.edu.cn'] }, /\.edu\.cn/],
    ['validation', { names: ['*.example.com'], validation: 'file' }, /wildcard/],
    ['validation', { names: ['*.example.com'], validation: 'auto-file' }, /wildcard/],
    ['validation', { names: ['*.example.com'], planYears: 2 }, /terms/],
    ['planYears', { planYears: 2 }, /no plan of 2 years/],
    ['csr.algorithm', { csr: { mode: 'generate', algorithm: 'rsa-4096' } }, /rsa-4096/],
    ['csr.algorithm', { brand: 'dnspod', csr: { mode: 'generate', algorithm: 'ecc-p384' } }, /ecc-p384/],
    ['csr.algorithm', { csr: { mode: 'generate', algorithm: 'sm2' } }, /sm2/],
    ['csr.hash', { csr: { mode: 'generate', hash: 'sm3' } }, /sm3/],
    [
      'csr.hash',
      { brand: 'dnspod-sm2', csr: { mode: 'generate', algorithm: 'sm2', hash: 'sha256' } },
      /sha256/,
    ],
    ['keyPassword', { csr: PASTED, keyPassword: 'correct-horse' }, /pasted CSR/],
    ['contact', { contact: 'same-as-manager' }, /no manager/],
    [
      'tags[1].key',
      {
        tags: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
      /same key/,
    ],
  ])('%s in %j', (field, fields, message) => {
    const refusal = refusalFrom(() => check(fields));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field });
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toBeTruthy();
  });

  it('all of it, in the order of the checks', () => {
    const fields = {
      names: ['*.example.com'],
      validation: 'file',
      csr: { mode: 'generate', algorithm: 'rsa-4096' },
      contact: 'same-as-manager',
    };
    const refusal = refusalFrom(() => check(fields));
    expect([refusal, ...refusal.others].map(({ field }) => field)).toEqual([
      'validation',
      'csr.algorithm',
      'contact',
    ]);
  });

  it('never with the key password in its words', () => {
    const refusal = refusalFrom(() =>
      check({ csr: PASTED, keyPassword: 'correct-horse', names: ['example.com'] }),
    );
    expect(JSON.stringify([refusal, refusal.message, refusal.stack])).not.toContain('correct-horse');
  });
});

describe('warnings', () => {
  const zh = (fields: Record<string, unknown>) => check(fields).warnings.map((warning) => warning.zh);

  it('speak of load balancers and CDN where a key password is set', () => {
    const { warnings } = check({ keyPassword: 'correct-horse', validation: 'auto-dns' });
    expect(warnings[0]?.en).toMatch(/load balancer or CDN/);
    expect(warnings[0]?.zh).toMatch(/负载均衡或 CDN/);
    expect(JSON.stringify(warnings)).not.toContain('correct-horse');
  });

  it('speak of Java where the key password is not ASCII', () => {
    expect(zh({ keyPassword: '密码密码密码' }).some((text) => text.includes('Java'))).toBe(true);
    expect(zh({ keyPassword: 'correct-horse' }).some((text) => text.includes('Java'))).toBe(false);
  });

  it('speak of downloads where the CSR is pasted, and of the record where it is set by hand', () => {
    expect(zh({ csr: PASTED, validation: 'auto-dns' })).toEqual([expect.stringContaining('pfx')]);
    expect(zh({ validation: 'file' })).toEqual([expect.stringContaining('保留')]);
  });

  it('are silent where there is nothing to say', () => {
    expect(check({ validation: 'auto-dns' }).warnings).toEqual([]);
  });
});
