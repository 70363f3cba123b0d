/** Questions at a terminal: only for what is missing, each answer judged at once; nobody asked where nobody sits. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createAsker } from '../../../client/cli/asker.js';
import { askForMissing, orderRules, problemsIn } from '../../../client/cli/prompting.js';
import { checkOrder } from '../../../domain/orders/checks.js';
import { parseOrderForm } from '../../../domain/orders/form.js';
import { parseCompany } from '../../../domain/organization/input.js';
import { Refusal } from '../../../domain/refusals.js';
import { COMPANY, CREDIT_CODE, MANAGER } from '../../support/organizations.js';

/** A person who answers each question by its field; a list holds what is typed first, second, ... */
function person(answers: Record<string, string | string[]>) {
  const questions: string[] = [];
  let written = '';
  const left = new Map(Object.entries(answers).map(([field, given]) => [field, [given].flat()]));
  const terminal = {
    environment: {},
    write: (text: string) => void (written += text),
    writeError: () => undefined,
    ask: (question: string) => {
      const field = question.replace(/ \(.*/s, '');
      questions.push(field);
      const answer = left.get(field)?.shift();
      return answer === undefined
        ? Promise.reject(new Error(`Nobody expected to be asked for ${field}`))
        : Promise.resolve(answer);
    },
  };
  return { terminal, questions, written: () => written };
}

const NEW_COMPANY = {
  company: '',
  'company.fullName': COMPANY.fullName,
  'company.country': COMPANY.country,
  'company.province': COMPANY.province,
  'company.city': COMPANY.city,
  'company.address': COMPANY.address,
  'company.landline.areaCode': COMPANY.landline.areaCode,
  'company.landline.number': COMPANY.landline.number,
};
const NEW_MANAGER = {
  manager: '',
  'manager.name': MANAGER.name,
  'manager.department': MANAGER.department,
  'manager.position': MANAGER.position,
  'manager.phone': MANAGER.phone,
  'manager.email': MANAGER.email,
};
const PRODUCT = { brand: 'geotrust', type: 'ov' };

describe('an order', () => {
  it('from nothing: everything its product needs, and nothing more', async () => {
    const { terminal, questions } = person({
      brand: 'geotrust',
      type: 'ov',
      names: 'www.example.com',
      validation: 'manual-dns',
      ...NEW_COMPANY,
      ...NEW_MANAGER,
      'organizationCheck.by': 'phone',
      'organizationCheck.number': '010-88880001',
      'organizationCheck.source': 'official-site',
      'organizationCheck.where': 'www.example.com',
    });
    const form = await askForMissing({}, orderRules, terminal);
    expect(() => checkOrder(parseOrderForm(form))).not.toThrow();
    expect(form).toMatchObject({ ...PRODUCT, company: COMPANY, manager: MANAGER });
    expect(questions.slice(0, 4)).toEqual(['brand', 'type', 'names', 'validation']);
    expect(questions).not.toContain('keyPassword');
    expect(questions).not.toContain('company.department');
  });

  it('with a form that has all is not asked about', async () => {
    const { terminal, questions } = person({});
    const form = { brand: 'trustasia', type: 'dv', names: ['example.com'], validation: 'auto-dns' };
    expect(await askForMissing(form, orderRules, terminal)).toBe(form);
    expect(questions).toEqual([]);
  });

  it('of a brand that asks who people are: registration and identities too', async () => {
    const { terminal, questions } = person({
      'company.registration.kind': 'unified-social-credit-code',
      'company.registration.number': ['91350100M000100Y4A', CREDIT_CODE],
      'manager.identity.kind': 'passport',
      'manager.identity.number': 'E00000001',
    });
    const given = {
      brand: 'cfca',
      type: 'ov',
      names: ['www.example.com'],
      validation: 'manual-dns',
      company: COMPANY,
      manager: MANAGER,
    };
    const form = await askForMissing(given, orderRules, terminal);
    expect(() => checkOrder(parseOrderForm(form))).not.toThrow();
    expect(questions.filter((field) => field === 'company.registration.number')).toHaveLength(2);
  });

  it('takes the ids of saved ones instead', async () => {
    const { terminal } = person({ company: 'co_1', manager: 'ct_1' });
    const given = {
      brand: 'globalsign',
      type: 'ov',
      names: ['www.example.com'],
      validation: 'manual-dns',
    };
    expect(await askForMissing(given, orderRules, terminal)).toEqual({
      ...given,
      company: { existing: 'co_1' },
      manager: { existing: 'ct_1' },
    });
  });

  it('asks again after a wrong answer, and says what was wrong without repeating it', async () => {
    const { terminal, questions, written } = person({
      type: ['dv', 'ev'],
      names: ['', '*.com', 'www.example.com'],
      validation: ['post', 'auto-dns'],
      company: 'co_1',
      manager: 'ct_1',
    });
    const form = await askForMissing({ brand: 'globalsign' }, orderRules, terminal);
    expect(form).toMatchObject({ type: 'ev', names: ['www.example.com'], validation: 'auto-dns' });
    expect(questions.filter((field) => field === 'names')).toHaveLength(3);
    expect(written()).toMatch(/globalsign sells no dv/);
    expect(written()).toMatch(/public suffix/);
    expect(written()).not.toContain('post');
  });

  it('with something wrong in what was given is left to the usual refusal', async () => {
    const { terminal, questions } = person({});
    const form = { brand: 'acme', type: 'ov' };
    expect(await askForMissing(form, orderRules, terminal)).toBe(form);
    expect(questions).toEqual([]);
  });

  it('is never asked about where nobody sits', async () => {
    const { terminal } = person({});
    const { ask: _nobody, ...script } = terminal;
    expect(await askForMissing(PRODUCT, orderRules, script)).toBe(PRODUCT);
  });
});

it('a company to be saved is asked for field by field', async () => {
  const answers = Object.entries(NEW_COMPANY).map(([field, answer]) => [
    field.replace('company.', ''),
    answer,
  ]);
  const { terminal } = person(Object.fromEntries(answers) as Record<string, string>);
  const rules = (form: object) => problemsIn(() => parseCompany(form));
  expect(parseCompany(await askForMissing({}, rules, terminal))).toEqual(COMPANY);
});

describe('a terminal', () => {
  it('keeps what was typed ahead, and gives up where the input ends', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const { ask, close } = createAsker(input, output);
    input.write('first\nsecond\n');
    expect(await ask('one: ')).toBe('first');
    expect(await ask('two: ')).toBe('second');
    const third = ask('three: ').catch((error: unknown) => error);
    input.end();
    expect(await third).toBeInstanceOf(Refusal);
    expect(String(output.read())).toBe('one: two: three: ');
    close();
  });
});
