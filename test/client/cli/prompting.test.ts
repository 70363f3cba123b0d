/** Questions at a terminal: the whole form, in the reader's language, each answer judged at once; nobody asked where nobody sits. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createAsker } from '../../../client/cli/asker.js';
import { orderQuestions, orderRules } from '../../../client/cli/order/questions.js';
import { labelOfField, savedQuestions } from '../../../client/cli/people-questions.js';
import { askForMissing, type Form } from '../../../client/cli/prompting.js';
import { problemsIn } from '../../../domain/refusals.js';
import type { AskOptions } from '../../../client/cli/terminal.js';
import type { OrderClient } from '../../../client/order-client.js';
import type { Language } from '../../../domain/bilingual.js';
import { FIELDS_OF_ORDER } from '../../../domain/orders/field-words.js';
import { checkOrder } from '../../../domain/orders/checks.js';
import { parseOrderForm } from '../../../domain/orders/form.js';
import { parseCompany } from '../../../domain/organization/input.js';
import { Refusal } from '../../../domain/refusals.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { COMPANY, CREDIT_CODE, MANAGER } from '../../support/organizations.js';

/** What the account has saved: all that questions ask a client for. */
function clientWith(saved: { companies?: [string, string][]; contacts?: [string, string][] } = {}) {
  const { companies = [], contacts = [] } = saved;
  const page = (items: { id: string; details: object }[]) => ({
    page: () => Promise.resolve({ items }),
  });
  return {
    companies: page(companies.map(([id, fullName]) => ({ id, details: { fullName } }))),
    contacts: page(contacts.map(([id, name]) => ({ id, details: { name, position: 'CTO' } }))),
  } as unknown as OrderClient;
}

/** A person who answers each question by its field; a list holds what is typed first, second, ... What may be left out is, unless told. */
function person(answers: Record<string, string | string[]>, language: Language = 'en', place = '') {
  const questions: string[] = [];
  const secrets: string[] = [];
  let written = '';
  const left = new Map(Object.entries(answers).map(([field, given]) => [field, [given].flat()]));
  const fieldOf = (question: string) => {
    const fitting = Object.keys(FIELDS_OF_ORDER).filter(
      (field) => field.startsWith(place) && question.includes(labelOfField(field)[language]),
    );
    const [longest = question] = fitting.sort(
      (a, b) => labelOfField(b)[language].length - labelOfField(a)[language].length,
    );
    return longest.slice(place.length);
  };
  const terminal = {
    environment: {},
    write: (text: string) => void (written += text),
    writeError: () => undefined,
    ask: (question: string, { secret = false }: AskOptions = {}) => {
      const field = fieldOf(question);
      questions.push(field);
      written += `${question}\n`;
      if (secret) secrets.push(field);
      const answer = left.get(field)?.shift();
      if (answer !== undefined) return Promise.resolve(answer);
      if (/Enter for|直接回车/.test(question)) return Promise.resolve('');
      return Promise.reject(new Error(`Nobody expected to be asked for ${field}`));
    },
  };
  return { terminal, questions, secrets, written: () => written };
}

function complete(
  form: Form,
  { terminal }: ReturnType<typeof person>,
  client = clientWith(),
  language: Language = 'en',
) {
  return askForMissing(form, orderQuestions(client), language, terminal);
}

const NEW_COMPANY = {
  company: '1',
  'company.fullName': COMPANY.fullName,
  'company.country': COMPANY.country,
  'company.province': COMPANY.province,
  'company.city': COMPANY.city,
  'company.address': COMPANY.address,
  'company.landline.areaCode': COMPANY.landline.areaCode,
  'company.landline.number': COMPANY.landline.number,
};
const NEW_MANAGER = {
  manager: '1',
  'manager.name': MANAGER.name,
  'manager.department': MANAGER.department,
  'manager.position': MANAGER.position,
  'manager.phone': MANAGER.phone,
  'manager.email': MANAGER.email,
};
const OV = {
  brand: 'geotrust',
  type: 'ov',
  names: 'www.example.com',
  validation: 'manual-dns',
  ...NEW_COMPANY,
  ...NEW_MANAGER,
  'organizationCheck.by': '1',
  'organizationCheck.number': '010-88880001',
  'organizationCheck.source': 'official-site',
  'organizationCheck.where': 'www.example.com',
};
/** All that was typed: people's words, which are in any language. */
const TYPED = Object.values(OV).filter((answer) => answer.length > 1);

describe('an order', () => {
  it('from nothing: the whole form of its product, in the order of the guide', async () => {
    const asked = person(OV);
    const form = await complete({}, asked);
    expect(() => checkOrder(parseOrderForm(form))).not.toThrow();
    expect(form).toMatchObject({ brand: 'geotrust', type: 'ov', company: COMPANY, manager: MANAGER });
    expect(form).toMatchObject({ contact: 'same-as-manager', planYears: 1, autoRenew: false });
    const { questions } = asked;
    expect(questions.slice(0, 7)).toEqual([
      ...['brand', 'type', 'names', 'validation', 'planYears', 'csr.algorithm', 'keyPassword'],
    ]);
    expect(questions).not.toContain('company.department');
    expect(questions).not.toContain('notificationEmail');
    expect(asked.written()).toMatch(/`www` is included.*\n.*Names can't be changed/);
  });

  it.each(['dv', 'ov'])('of type %s in Chinese: not one English sentence', async (type) => {
    const answers = type === 'ov' ? OV : { brand: '3', type: '1', names: 'www.example.com', validation: '2' };
    const asked = person(answers, 'zh');
    const form = await complete({}, asked, clientWith(), 'zh');
    expect(form).toMatchObject({ type });
    expect(latinSentences(asked.written(), TYPED)).toEqual([]);
    expect(asked.written()).toContain('证书类型');
  });

  it('with a form that has all is not asked about', async () => {
    const asked = person({});
    const form = { brand: 'trustasia', type: 'dv', names: ['example.com'], validation: 'auto-dns' };
    expect(await complete(form, asked)).toBe(form);
    expect(asked.questions).toEqual([]);
  });

  it('offers what its product takes and nothing else', async () => {
    const asked = person({ names: '*.example.com', validation: '1' });
    const form = await complete({ brand: 'trustasia', type: 'dv' }, asked);
    // Wildcards take no file.
    expect(asked.written()).not.toContain('file');
    expect(form).toMatchObject({ validation: 'auto-dns', csr: { mode: 'generate', algorithm: 'rsa-2048' } });
  });

  it('free of charge needs a mail address, and says that it is for tests', async () => {
    const asked = person({ type: 'dv-free', notificationEmail: ['none', 'a@example.com'] });
    const form = await complete({ brand: 'trustasia', names: ['example.com'], validation: 'file' }, asked);
    expect(form).toMatchObject({ notificationEmail: 'a@example.com' });
    expect(asked.questions).not.toContain('autoRenew');
    expect(asked.written()).toMatch(/for tests only/);
  });

  it('takes a key password unseen, twice the same', async () => {
    const asked = person({
      validation: '1',
      keyPassword: ['short', 'correct-horse', 'correct-hose', 'correct-horse', 'correct-horse'],
    });
    const form = await complete({ brand: 'trustasia', type: 'dv', names: ['example.com'] }, asked);
    expect(form).toMatchObject({ keyPassword: 'correct-horse' });
    expect(asked.secrets).toHaveLength(5);
    expect(asked.written()).toMatch(/fewer than 6 characters[^]*not the same/);
  });

  it('of a brand that asks who people are: registration and identities too', async () => {
    const asked = person({
      'company.registration.kind': '1',
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
    const form = await complete(given, asked);
    expect(() => checkOrder(parseOrderForm(form))).not.toThrow();
    expect(asked.questions.filter((field) => field === 'company.registration.number')).toHaveLength(2);
  });

  it('offers the saved ones by name', async () => {
    const saved = clientWith({
      companies: [['co_1', 'Example Ltd']],
      contacts: [
        ['ct_1', 'Li'],
        ['ct_2', 'Wang'],
      ],
    });
    const asked = person({ company: '1', manager: '2', contact: '2' });
    const given = { brand: 'globalsign', type: 'ov', names: ['www.example.com'], validation: 'manual-dns' };
    expect(await complete(given, asked, saved)).toMatchObject({
      company: { existing: 'co_1' },
      manager: { existing: 'ct_2' },
      contact: { existing: 'ct_1' },
    });
    expect(asked.written()).toContain('1. Example Ltd (co_1)');
  });

  it('asks again after a wrong answer, and says what was wrong without repeating it', async () => {
    const asked = person({
      type: ['dv', 'ev'],
      names: ['', '*.com', 'www.example.com'],
      validation: ['post', 'auto-dns'],
      ...NEW_COMPANY,
      ...NEW_MANAGER,
    });
    const form = await complete({ brand: 'globalsign' }, asked);
    expect(form).toMatchObject({ type: 'ev', names: ['www.example.com'], validation: 'auto-dns' });
    expect(asked.questions.filter((field) => field === 'names')).toHaveLength(3);
    expect(asked.questions.filter((field) => field === 'type')).toHaveLength(2);
    expect(asked.written()).toMatch(/public suffix/);
    expect(asked.written()).not.toContain('post');
  });

  it('with something wrong in what was given is left to the usual refusal', async () => {
    const asked = person({});
    const form = { brand: 'nobody', type: 'ov' };
    expect(await complete(form, asked)).toBe(form);
    expect(asked.questions).toEqual([]);
  });

  it('is never asked about where nobody sits', async () => {
    const { ask: _nobody, ...script } = person({}).terminal;
    const form = { brand: 'geotrust', type: 'ov' };
    expect(await askForMissing(form, orderQuestions(clientWith()), 'en', script)).toBe(form);
    expect(orderRules(form).length).toBeGreaterThan(0);
  });
});

it.each(['en', 'zh'] as const)(
  'a company to be saved is asked for field by field, in %s',
  async (language) => {
    const answers = Object.entries(NEW_COMPANY).flatMap(([field, answer]) =>
      field === 'company' ? [] : [[field.replace('company.', ''), answer]],
    );
    const asked = person(Object.fromEntries(answers) as Record<string, string>, language, 'company.');
    const questions = savedQuestions('company', (form) => problemsIn(() => parseCompany(form)));
    expect(parseCompany(await askForMissing({}, questions, language, asked.terminal))).toEqual(COMPANY);
    if (language === 'zh') expect(latinSentences(asked.written(), TYPED)).toEqual([]);
  },
);

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
