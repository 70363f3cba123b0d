/** The form's people part judged: who is needed, who must identify, how a CA may reach the company. */
import { describe, expect, it } from 'vitest';
import { IDENTITY_RULES, withoutUnaskedIdentities } from '../../../domain/organization/identity-rules.js';
import { checkOrder } from '../../../domain/orders/checks.js';
import { parseOrderForm } from '../../../domain/orders/form.js';
import { isUnifiedSocialCreditCode } from '../../../domain/organization/unified-social-credit-code.js';
import {
  COMPANY,
  CONTACT,
  CREDIT_CODE,
  IDENTITY,
  MANAGER,
  PHONE_CHANNEL,
  REGISTRATION,
} from '../../support/organizations.js';
import { refusalFrom } from '../refusal-from.js';

const WHOLE = {
  brand: 'geotrust',
  type: 'ov',
  names: ['www.example.com'],
  validation: 'manual-dns',
  company: COMPANY,
  manager: MANAGER,
  organizationCheck: PHONE_CHANNEL,
};
const CFCA = {
  ...WHOLE,
  brand: 'cfca',
  organizationCheck: undefined,
  company: { ...COMPANY, registration: REGISTRATION },
  manager: { ...MANAGER, identity: IDENTITY },
};
const SITE = { ...PHONE_CHANNEL, source: 'official-site' };

function check(form: Record<string, unknown>) {
  const given = Object.entries(form).filter(([, value]) => value !== undefined);
  return checkOrder(parseOrderForm(Object.fromEntries(given)));
}

describe('forms that pass', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a check by phone', WHOLE],
    [
      'a check by e-mail',
      {
        ...WHOLE,
        organizationCheck: { by: 'email', address: 'office@example.com', source: 'baidu-map', slot: '9:00' },
      },
    ],
    ['the site of a name', { ...WHOLE, organizationCheck: { ...SITE, where: 'about.example.com' } }],
    ['another platform', { ...WHOLE, organizationCheck: { ...SITE, source: 'other-public', where: '114' } }],
    ['a contact of its own', { ...WHOLE, contact: CONTACT }],
    ['saved ones', { ...WHOLE, company: { existing: 'co_1' }, manager: { existing: 'ct_1' } }],
    ['people who identify', CFCA],
    [
      'an SM2 order, whose key needs not be named',
      { ...WHOLE, brand: 'dnspod-sm2', organizationCheck: undefined },
    ],
  ])('%s', (_what, form) => {
    expect(() => check(form)).not.toThrow();
  });
});

describe('what a form is refused for', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['company', { company: undefined }, /is missing/],
    ['manager', { manager: undefined, contact: CONTACT }, /is missing/],
    ['organizationCheck', { organizationCheck: undefined }, /is missing/],
    ['organizationCheck', { brand: 'wotrus' }, /does not check the company on public record/],
    ['organizationCheck', { brand: 'trustasia', type: 'dv' }, /does not check/],
    ['organizationCheck', { organizationCheck: 'phone' }, /is not an object/],
    ['organizationCheck.by', { organizationCheck: {} }, /is missing/],
    ['organizationCheck.by', { organizationCheck: { ...PHONE_CHANNEL, by: 'fax' } }, /none of the accepted/],
    ['organizationCheck.number', { organizationCheck: { ...PHONE_CHANNEL, number: 'x' } }, /phone number/],
    [
      'organizationCheck.address',
      { organizationCheck: { by: 'email', address: 'x', source: 'baidu-map' } },
      /e-mail/,
    ],
    ['organizationCheck.source', { organizationCheck: { ...PHONE_CHANNEL, source: 'x' } }, /none of/],
    ['organizationCheck.address', { organizationCheck: { ...PHONE_CHANNEL, address: 'x' } }, /not a field/],
    ['organizationCheck.where', { organizationCheck: SITE }, /which site/],
    ['organizationCheck.where', { organizationCheck: { ...SITE, where: 'localhost' } }, /host name/],
    ['organizationCheck.where', { organizationCheck: { ...SITE, where: 'other.com' } }, /any ordered name/],
    ['organizationCheck.where', { organizationCheck: { ...SITE, source: 'other-public' } }, /which platform/],
    ['reuseOrganizationOf', { ...notAsked(), type: 'dv', reuseOrganizationOf: 'ord_1' }, /no check/],
    ['contact.existing', { contact: { existing: '' } }, /is empty/],
    ['contact.city', { contact: { existing: 'ct_1', city: 'x' } }, /not a field/],
    ['contact.identity.kind', { contact: { ...CONTACT, identity: { ...IDENTITY, kind: 'x' } } }, /none of/],
    ['company.registration.kind', { company: { ...COMPANY, registration: { number: '1' } } }, /missing/],
  ])('%s in %j', (field, fields, message) => {
    const refusal = refusalFrom(() => check({ ...WHOLE, ...fields }));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field, others: [] });
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toBeTruthy();
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['company.registration', { company: COMPANY }, /is missing/],
    [
      'company.registration.kind',
      { company: { ...COMPANY, registration: { kind: 'other', number: '1' } } },
      /another kind/,
    ],
    ['manager.identity', { manager: MANAGER }, /is missing/],
    ['contact.identity', { contact: CONTACT }, /is missing/],
  ])('%s at a brand that asks who people are', (field, fields, message) => {
    const refusal = refusalFrom(() => check({ ...CFCA, ...fields }));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field, others: [] });
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toContain('number');
  });

  it('never with what people are called or numbered', () => {
    const refusal = refusalFrom(() =>
      check({
        ...CFCA,
        company: { ...COMPANY, registration: { ...REGISTRATION, number: '91350100M000100Y4A' } },
        manager: { ...MANAGER, phone: 'call 139 or so', email: 'wang-at-home' },
      }),
    );
    const said = JSON.stringify([refusal.message, refusal.accepted, refusal.others]);
    expect(refusal.others.length).toBeGreaterThan(0);
    for (const value of ['91350100M000100Y4A', 'call 139', 'wang-at-home', MANAGER.name, IDENTITY.number])
      expect(said).not.toContain(value);
  });
});

function notAsked(): Record<string, unknown> {
  return { brand: 'trustasia', organizationCheck: undefined };
}

describe('unified social credit codes (GB 32100-2015)', () => {
  it.each([CREDIT_CODE, '91110000600037341L', '914403001922038216'])('%s is one', (code) => {
    expect(isUnifiedSocialCreditCode(code)).toBe(true);
  });

  it.each(['91110000600037341N', '9111000060003734', '91110000600037341l', 'I1110000600037341L', ''])(
    '%j is none',
    (code) => {
      expect(isUnifiedSocialCreditCode(code)).toBe(false);
    },
  );

  it('has a check character that notices every single wrong one', () => {
    for (let place = 0; place < 17; place += 1) {
      const other = CREDIT_CODE.charAt(place) === '7' ? '8' : '7';
      const wrong = CREDIT_CODE.slice(0, place) + other + CREDIT_CODE.slice(place + 1);
      expect(isUnifiedSocialCreditCode(wrong)).toBe(false);
    }
  });
});

describe('id numbers', () => {
  const people = { manager: { ...MANAGER, identity: IDENTITY }, contact: { ...CONTACT, identity: IDENTITY } };

  it('are kept only for brands that ask for them', () => {
    expect(withoutUnaskedIdentities({ brand: 'cfca', ...people })).toMatchObject(people);
    expect(withoutUnaskedIdentities({ brand: 'geotrust', ...people })).toEqual({
      brand: 'geotrust',
      manager: MANAGER,
      contact: CONTACT,
    });
  });

  it('are asked for with a source', () => {
    for (const rule of Object.values(IDENTITY_RULES)) expect(rule.source).toBeTruthy();
  });
});
