/** The order form: every field, every error with field, problem and what is accepted, and never the key password. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ORDER_FORM } from '../../../domain/orders/accepted.js';
import { ORDER_FORM_SCHEMA, parseDraft, parseOrderForm, storableForm } from '../../../domain/orders/form.js';
import { refusalFrom } from '../refusal-from.js';

const SMALL = { brand: 'trustasia', type: 'dv', names: ['example.com'], validation: 'manual-dns' };
const PERSON = {
  name: '王小明',
  department: '信息部',
  position: '工程师',
  phone: '+86 13800000000',
  email: 'wang@example.com',
};
const COMPANY = {
  fullName: '例子有限公司',
  department: '法务部',
  country: 'CN',
  province: '北京',
  city: '北京',
  address: '中关村大街 1 号',
  landline: { areaCode: '010', number: '12345678' },
};
const WHOLE = {
  ...SMALL,
  csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha384' },
  keyPassword: 'correct-horse',
  company: COMPANY,
  manager: PERSON,
  contact: { ...PERSON, email: 'li@example.com' },
  reuseConfiguration: true,
  alias: 'x'.repeat(200),
  tags: [{ key: 'team', value: 'web' }],
  project: 'shop',
  notificationEmail: 'ops@example.com',
  planYears: 1,
};
const PEM = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n';

describe('forms that are read', () => {
  it('a small one gets its defaults', () => {
    expect(parseOrderForm(SMALL)).toEqual({
      ...SMALL,
      csr: { mode: 'generate', algorithm: 'rsa-2048', hash: 'sha256' },
      reuseConfiguration: false,
      tags: [],
      planYears: 1,
    });
  });

  it('a whole one stays whole', () => {
    expect(parseOrderForm(WHOLE)).toEqual(WHOLE);
  });

  it.each([
    [{ csr: { mode: 'paste', pem: PEM } }],
    [{ csr: { mode: 'paste', pem: PEM.replaceAll('CERTIFICATE', 'NEW CERTIFICATE') } }],
    // Of this the CSR's own reader tells better what is wrong.
    [{ csr: { mode: 'paste', pem: PEM.replaceAll('CERTIFICATE REQUEST', 'PRIVATE KEY') } }],
    [{ company: { existing: 'company-1' }, manager: { existing: 'manager-1' }, contact: 'same-as-manager' }],
    [{ keyPassword: '密码密码密码' }],
  ])('with %j', (fields) => {
    expect(parseOrderForm({ ...SMALL, ...fields })).toMatchObject(fields);
  });

  it('is stored without its key password', () => {
    const stored = storableForm(parseOrderForm(WHOLE));
    expect(stored).not.toHaveProperty('keyPassword');
    expect(JSON.stringify(stored)).not.toContain('correct-horse');
    expect(stored.names).toEqual(['example.com']);
  });
});

describe('fields that are wrong', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['brand', { brand: 'nobody' }, /none of the accepted/],
    ['brand', { brand: undefined }, /is missing/],
    ['type', { type: 'DV' }, /none of the accepted/],
    ['names', { names: undefined }, /is missing/],
    ['names', { names: [] }, /has no name/],
    ['names', { names: 'example.com' }, /is not a list/],
    ['names[1]', { names: ['example.com', 7] }, /is not text/],
    ['names[0]', { names: ['x'.repeat(1001)] }, /longer than/],
    ['validation', { validation: 'email' }, /none of the accepted/],
    ['csr', { csr: 'generate' }, /is not an object/],
    ['csr.mode', { csr: { mode: 'upload' } }, /none of the accepted/],
    ['csr.pem', { csr: { mode: 'paste', pem: Buffer.from(PEM, 'utf16le').toString('utf8') } }, /is UTF-16/],
    ['csr.algorithm', { csr: { mode: 'generate', algorithm: 'rsa-1024' } }, /none of the accepted/],
    ['csr.hash', { csr: { mode: 'generate', hash: 'sha1' } }, /none of the accepted/],
    ['csr.pem', { csr: { mode: 'paste' } }, /is missing/],
    ['csr.pem', { csr: { mode: 'paste', pem: 'MIIB' } }, /PEM/],
    ['csr.pem', { csr: { mode: 'generate', pem: PEM } }, /not a field/],
    ['keyPassword', { keyPassword: '12345' }, /fewer than 6/],
    ['keyPassword', { keyPassword: '🔑🔑🔑🔑🔑' }, /fewer than 6/],
    ['keyPassword', { keyPassword: 'has a space' }, /has a space/],
    ['keyPassword', { keyPassword: 'has\u3000space' }, /has a space/],
    ['keyPassword', { keyPassword: 123456 }, /is not text/],
    ['company.fullName', { company: { ...COMPANY, fullName: ' ' } }, /is empty/],
    ['company.country', { company: { ...COMPANY, country: 'China' } }, /country code/],
    ['company.landline', { company: { ...COMPANY, landline: undefined } }, /is missing/],
    [
      'company.landline.areaCode',
      { company: { ...COMPANY, landline: { areaCode: 'x', number: '12345678' } } },
      /area/,
    ],
    ['company.existing', { company: { existing: '' } }, /is empty/],
    ['company.city', { company: { existing: 'company-1', city: '北京' } }, /not a field/],
    ['manager.email', { manager: { ...PERSON, email: 'wang' } }, /e-mail/],
    ['manager.phone', { manager: { ...PERSON, phone: 'call me' } }, /phone/],
    ['contact', { contact: 'manager' }, /accepted|object/],
    ['contact.name', { contact: { ...PERSON, name: undefined } }, /is missing/],
    ['reuseConfiguration', { reuseConfiguration: 'yes' }, /true or false/],
    ['alias', { alias: 'x'.repeat(201) }, /longer than 200/],
    ['tags[0].key', { tags: [{ key: '', value: '' }] }, /is empty/],
    ['tags[0].colour', { tags: [{ key: 'a', value: '', colour: 'red' }] }, /not a field/],
    ['project', { project: 1 }, /is not text/],
    ['notificationEmail', { notificationEmail: 'ops@' }, /e-mail/],
    ['planYears', { planYears: 4 }, /more than 3/],
    ['planYears', { planYears: 1.5 }, /whole number/],
    ['name', { name: 'example.com' }, /not a field/],
  ])('%s in %j', (field, fields, message) => {
    const refusal = refusalFrom(() => parseOrderForm({ ...SMALL, ...fields }));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field, others: [] });
    expect(refusal.message).toMatch(message);
    expect(refusal.message).toContain(field);
    expect(refusal.accepted).toBeTruthy();
  });

  it.each([[undefined], [null], ['text'], [[]], [7]])('a form that is %j', (input) => {
    const refusal = refusalFrom(() => parseOrderForm(input));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: undefined });
    expect(refusal.accepted).toMatch(/brand, type, names/);
  });

  it('are told all at once', () => {
    const refusal = refusalFrom(() =>
      parseOrderForm({ ...WHOLE, brand: 'nobody', keyPassword: 'x y', planYears: 9 }),
    );
    expect([refusal, ...refusal.others].map(({ field }) => field)).toEqual([
      'brand',
      'keyPassword',
      'keyPassword',
      'planYears',
    ]);
  });
});

describe('the key password', () => {
  it.each(['abcd5', 'hunter two', 'tab\there!', 'S3cr3t'])('%j never stands in an error', (keyPassword) => {
    const wrong = [
      { ...WHOLE, keyPassword, brand: 'nobody' },
      { ...WHOLE, keyPassword: [keyPassword] },
      { ...WHOLE, keyPassword: { keyPassword } },
      { ...WHOLE, brand: keyPassword, csr: keyPassword, company: keyPassword, tags: keyPassword, alias: 7 },
    ];
    for (const input of wrong) {
      const refusal = refusalFrom(() => parseOrderForm(input));
      const said = JSON.stringify([refusal, refusal.message, refusal.stack, refusal.others]);
      expect(said).not.toContain(keyPassword);
      expect(said).not.toContain(JSON.stringify(keyPassword).slice(1, -1));
    }
  });
});

describe('a draft', () => {
  it('is brand and type', () => {
    expect(parseDraft({ brand: 'dnspod', type: 'dv' })).toEqual({ brand: 'dnspod', type: 'dv' });
  });

  it.each([
    ['type', { brand: 'dnspod' }],
    ['brand', { brand: 'nobody', type: 'dv' }],
    ['names', { brand: 'dnspod', type: 'dv', names: ['example.com'] }],
  ])('is refused by %s in %j', (field, input) => {
    expect(refusalFrom(() => parseDraft(input))).toMatchObject({ code: 'InvalidInput', field });
  });

  it('says what it takes where a field of the form is in it', () => {
    const input = { brand: 'dnspod', type: 'dv', names: ['example.com'], '\u001b[2Jhacked\n': 1 };
    const refusal = refusalFrom(() => parseDraft(input));
    const accepted = 'brand and type; all else is handed in with `sealflow order submit ORDER`';
    expect([refusal, ...refusal.others]).toMatchObject([
      { code: 'InvalidInput', field: 'names', accepted },
      { code: 'InvalidInput', field: '[2Jhacked', accepted },
    ]);
  });
});

it('says of every field what it is called, and what it accepts', () => {
  const schema = z.toJSONSchema(ORDER_FORM_SCHEMA, { io: 'input', unrepresentable: 'any' });
  const fields = fieldsOf(schema, '');
  expect(fields).toContain('company.landline.areaCode');
  expect([...new Set(fields)].filter((field) => ORDER_FORM.accepted[field] === undefined)).toEqual([]);
  expect(fields.filter((field) => field !== '' && ORDER_FORM.fields[field] === undefined)).toEqual([]);
});

interface JsonSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
}

function fieldsOf(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, items, anyOf = [], oneOf = [] }: JsonSchema = schema;
  return [
    path,
    ...Object.entries(properties).flatMap(([key, inner]) =>
      fieldsOf(inner, path === '' ? key : `${path}.${key}`),
    ),
    ...(items === undefined ? [] : fieldsOf(items, `${path}[]`)),
    ...[...anyOf, ...oneOf].flatMap((inner) => fieldsOf(inner, path)),
  ];
}
