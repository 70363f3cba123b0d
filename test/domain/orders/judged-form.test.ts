/** A form that is still being filled in: judged as far as it goes, to the end, and by the same checks as a whole one. */
import { describe, expect, it } from 'vitest';
import { ROWS_OF_TEST } from './rows-of-test.js';
import { checkOrder } from '../../../domain/orders/checks.js';
import { parseOrderForm } from '../../../domain/orders/form.js';
import { judgeForm, type JudgedForm } from '../../../domain/orders/judged-form.js';
import { readPartialForm } from '../../../domain/orders/partial-form.js';
import { problemsIn, type RefusalDetails } from '../../../domain/refusals.js';
import { COMPANY, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';

const DV = { brand: 'trustasia', type: 'dv' } as const;

interface Judged extends JudgedForm {
  /** Of the shape and of the checks. */
  readonly all: readonly RefusalDetails[];
  readonly allMissing: readonly RefusalDetails[];
}

function judge(input: unknown): Judged {
  const { form, problems, missing } = readPartialForm(input);
  const judged = judgeForm(form);
  return {
    ...judged,
    all: [...problems, ...judged.problems],
    allMissing: [...missing, ...judged.missing],
  };
}

function fields(problems: readonly RefusalDetails[]): (string | undefined)[] {
  return problems.map(({ field }) => field);
}

describe('what is not given yet', () => {
  it('is missing, and no problem', () => {
    const { all, allMissing } = judge({});
    expect(all).toEqual([]);
    expect(fields(allMissing)).toEqual(['brand', 'type', 'names', 'validation']);
  });

  it('of a company that is being written, field by field', () => {
    const { all, allMissing } = judge({ ...DV, company: { fullName: 'Example', country: 'UK' } });
    expect(fields(all)).toEqual(['company.country']);
    expect(fields(allMissing)).toContain('company.landline');
  });

  it('is what the product asks of people besides', () => {
    const { allMissing } = judge({
      brand: 'geotrust',
      type: 'ov',
      names: ['example.com'],
      validation: 'auto-dns',
    });
    expect(fields(allMissing)).toEqual(['company', 'manager', 'organizationCheck']);
    const free = { brand: 'trustasia', type: 'dv-free', names: ['example.com'], validation: 'auto-dns' };
    expect(fields(judge(free).allMissing)).toEqual(['notificationEmail']);
  });

  it('of what nobody knows is a problem, by its name', () => {
    expect(fields(judge({ ...DV, colour: 'red' }).all)).toEqual(['colour']);
    expect(judge('no form').all).toHaveLength(1);
    expect(judge(undefined).all.length + judge(null).all.length).toBeGreaterThan(0);
  });
});

describe('what is wrong', () => {
  it('is all told, not the first of it only', () => {
    const form = {
      ...DV,
      names: ['good.example.com', 'bad_name.com', 'good.example.com', '*.wild.com'],
      validation: 'file',
      csr: { mode: 'generate', algorithm: 'sm2' },
      keyPassword: 'a b',
      planYears: 3,
    };
    expect(fields(judge(form).all)).toEqual([
      'keyPassword',
      'keyPassword',
      'names[1]',
      'names[2]',
      'planYears',
      'validation',
      'csr.algorithm',
    ]);
  });

  it('of a free name is told at the name', () => {
    const { names } = judge({ brand: 'trustasia', type: 'dv-free', names: ['example.org'] });
    expect(names[0]?.problem?.field).toBe('names[0]');
  });

  it('says what is asked of people before a name is given, and for names that are not sold', () => {
    for (const names of [undefined, ['*.example.com']]) {
      const { all, terms } = judge({
        brand: 'geotrust',
        type: 'ev',
        names,
        organizationCheck: PHONE_CHANNEL,
      });
      expect(terms?.organization?.way).toBe('public-record');
      expect(fields(all)).toEqual(names ? ['names'] : []);
    }
  });

  it('of a product that is not sold leaves the rest to be read', () => {
    const { all, names } = judge({ brand: 'geotrust', type: 'dv', names: ['b_d.com', 'x.com'] });
    expect(fields(all)).toEqual(['type', 'names[0]']);
    expect(names.map(({ name }) => name)).toEqual([null, 'x.com']);
  });
});

describe('a whole form', () => {
  it.each(ROWS_OF_TEST)('$brand $type: is told at least what the order’s own check tells', (form) => {
    const asOrder = problemsIn(() => checkOrder(parseOrderForm(form))).map(({ message }) => message);
    const { all, allMissing } = judge(form);
    const told = [...all, ...allMissing].map(({ message }) => message);
    expect(asOrder.filter((message) => !told.includes(message))).toEqual([]);
    expect(told.length === 0).toBe(asOrder.length === 0);
  });
});

describe('names', () => {
  it('are told with what comes along', () => {
    const { names, kind } = judge({ ...DV, names: ['例子.中国'] });
    expect(kind).toBe('single');
    expect(names).toMatchObject([
      {
        given: '例子.中国',
        name: 'xn--fsqu00a.xn--fiqs8s',
        unicode: '例子.中国',
        alsoCovers: ['www.xn--fsqu00a.xn--fiqs8s'],
        problem: null,
      },
    ]);
  });

  it('are told where another one covers them', () => {
    const { names } = judge({
      ...DV,
      names: ['*.example.com', 'a.example.com', 'a.b.example.com', 'example.com'],
    });
    expect(names.map(({ coveredBy }) => coveredBy)).toEqual([null, '*.example.com', null, '*.example.com']);
  });

  it('of a brand that gives nothing along have nothing along', () => {
    expect(judge({ brand: 'acme', type: 'dv', names: ['example.com'] }).names[0]?.alsoCovers).toEqual([]);
  });

  it('are not told one by one of a list that nobody reads', () => {
    const { all, names } = judge({
      ...DV,
      names: Array.from({ length: 5_000 }, (_, at) => `n${at}.example.com`),
    });
    expect(fields(all)).toEqual(['names']);
    expect(names.length).toBeLessThanOrEqual(500);
  });
});

describe('methods', () => {
  it('that can’t work have their reason in both languages', () => {
    const { methods } = judge({ ...DV, names: ['*.example.com'] });
    expect(methods.map(({ method, reason }) => [method, reason === null])).toEqual([
      ['auto-dns', true],
      ['manual-dns', true],
      ['file', false],
      ['auto-file', false],
    ]);
    expect(methods[2]?.reason).toMatchObject({
      en: expect.stringContaining('wildcard') as string,
      zh: expect.stringContaining('通配符') as string,
    });
  });
});

describe('people', () => {
  it('are judged once they are there', () => {
    const form = { brand: 'cfca', type: 'ov', names: ['example.com'], validation: 'auto-dns' };
    const { all } = judge({ ...form, company: COMPANY, manager: MANAGER, contact: 'same-as-manager' });
    expect(fields(all)).toEqual(['company.registration', 'manager.identity']);
  });
});
