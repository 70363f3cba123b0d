/** What whoever fills in an order's form is told on the way: the words of ids, what can be ordered, and the form judged as far as it goes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WORD_TABLES } from '../../api/vocabulary/tables.js';
import { ACCOUNT_ROLES } from '../../domain/accounts/roles.js';
import type { Vocabulary } from '../../api/v1/answers/vocabulary.js';
import type { ProductView } from '../../client/catalogue/catalogue.js';
import type { FormCheck } from '../../client/orders/form-check.js';
import { CATALOGUE } from '../../domain/catalogue/rows.js';
import { CONNECTION_KINDS } from '../../domain/connections/kinds.js';
import { WAITS } from '../../domain/waits.js';
import type { z } from 'zod';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';
import { COMPANY, CONTACT } from '../support/organizations.js';
import { standing } from '../support/orders.js';
import { pastedCsr } from '../support/pasted-csr.js';
import { until } from '../support/until.js';

let served: ServedWorld;

beforeAll(async () => {
  served = await createServedWorld();
}, 120_000);
afterAll(() => served.stop());

describe('the vocabulary', () => {
  it('has every id with its words, for anybody, and is not sent again', async () => {
    const answer = await served.send('GET', '/v1/vocabulary', { as: '' });
    expect(answer.status).toBe(200);
    const words = JSON.parse(answer.text) as z.output<typeof Vocabulary>;
    expect(words.waits.map(({ id }) => id)).toEqual([...WAITS]);
    expect(words.waits.find(({ id }) => id === 'subscriber-dns')).toMatchObject({ party: 'subscriber' });
    expect(words.connectionKinds.map(({ id }) => id)).toEqual(CONNECTION_KINDS.map(({ kind }) => kind));
    expect(words.formFields.find(({ id }) => id === 'company.fullName')).toMatchObject({ zh: '企业全称' });
    expect(words.noticeKinds).toContainEqual({
      ...{ id: 'order-expired', zh: '订单已过期', en: 'order expired' },
      channels: ['inbox', 'mail', 'webhook'],
    });
    expect(words.noticeKinds.find(({ id }) => id === 'issued')?.channels).toContain('sms');
    expect(words.apiKeyStates).toContainEqual({ id: 'live', zh: '有效', en: 'live' });
    // Those that an owner can hand out, and no others.
    expect(words.roleChoices.map(({ id }) => id)).toEqual(ACCOUNT_ROLES);
    expect(words.brandChoices).toContainEqual({
      id: 'trustasia',
      zh: 'TrustAsia(亚洲诚信)',
      en: 'TrustAsia',
    });
    expect(words.certificateTypes).toContainEqual({ id: 'ov', zh: 'OV', en: 'OV' });
    for (const table of Object.keys(WORD_TABLES)) expect(Object.keys(words)).toContain(table);
    const etag = answer.headers.get('etag') ?? '';
    const again = await served.send('GET', '/v1/vocabulary', { as: '', headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('is described, with each of its tables', async () => {
    const { text } = await served.send('GET', '/v1/openapi.json', { as: '' });
    const { paths, components } = JSON.parse(text) as {
      paths: Record<string, { get?: { responses: Record<string, { content: object }> } }>;
      components: { schemas: Record<string, { properties?: object }> };
    };
    expect(JSON.stringify(paths['/v1/vocabulary']?.get?.responses['200'])).toContain('schemas/Vocabulary');
    expect(Object.keys(components.schemas.Vocabulary?.properties ?? {})).toEqual(
      expect.arrayContaining(Object.keys(WORD_TABLES)),
    );
  });
});

describe('the catalogue', () => {
  it('tells each row, and how long its orders took here', async () => {
    const form = { brand: 'trustasia', type: 'dv', names: ['took.example.com'], validation: 'auto-dns' };
    const { body } = await served.send('POST', '/v1/orders', { body: { form } });
    await standing(served.world, body.orderId, 'issued');
    // The workflow says so a moment before the record does.
    await until('the record', async () => (await catalogue()).products.some(({ usual }) => usual !== null));
    const { products } = await catalogue();
    expect(products).toHaveLength(CATALOGUE.length);
    const of = (brand: string, type: string) =>
      products.find((product) => product.brand === brand && product.type === type);
    expect(of('trustasia', 'dv')?.usual).toMatchObject({ count: 1 });
    expect(of('trustasia', 'dv')?.usual?.medianSeconds).toBeGreaterThan(0);
    expect(of('geotrust', 'ov')).toMatchObject({
      usual: null,
      needs: { way: 'public-record', asksChannel: true, reviewWorkingDays: { from: 3, to: 5 } },
    });
    expect(of('cfca', 'ov')?.needs.identities).toMatchObject({ registration: 'unified-social-credit-code' });
  });

  it('tells of the account’s own orders alone, and nothing to whoever may not read orders', async () => {
    const { products } = await catalogue(await served.keyOf('orderer', 'another'));
    expect(products.filter(({ usual }) => usual !== null)).toEqual([]);
    expect((await served.send('GET', '/v1/catalogue', { as: await served.keyOf('letters') })).status).toBe(
      403,
    );
  });

  async function catalogue(as?: string): Promise<{ products: ProductView[] }> {
    const { text } = await served.send('GET', '/v1/catalogue', as === undefined ? {} : { as });
    return JSON.parse(text) as { products: ProductView[] };
  }
});

describe('a form that is being filled in', () => {
  const DV = { brand: 'trustasia', type: 'dv' };

  async function check(form: object, more: object = {}): Promise<FormCheck> {
    const { status, text } = await served.send('POST', '/v1/orders/form-check', { body: { form, ...more } });
    expect([status, text]).toEqual([200, text]);
    return JSON.parse(text) as FormCheck;
  }

  it('has all problems told, in both languages, and changes nothing', async () => {
    const checked = await check(
      { ...DV, keyPassword: 'a b', planYears: 3 },
      { pastedNames: 'a.example.com, b_d.com\n例子.中国' },
    );
    expect(checked.problems.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['keyPassword', 'names[1]', 'planYears']),
    );
    expect(checked.problems.every(({ message }) => /\p{Script=Han}/u.test(message.zh))).toBe(true);
    expect(checked.names.map(({ name }) => name)).toEqual(['a.example.com', null, 'xn--fsqu00a.xn--fiqs8s']);
    expect(checked.kind).toBe('multi');
    expect(JSON.stringify(checked)).not.toContain('a b');
  });

  it('may be nothing at all yet', async () => {
    expect((await check({})).problems).toEqual([]);
  });

  it('tells which method the names can’t have, and who publishes by itself', async () => {
    const checked = await check({ ...DV, names: ['*.example.com'] }, { asksServices: true });
    expect(checked.methods.map(({ isPossible }) => isPossible)).toEqual([true, true, false, false]);
    expect(checked.automatic).toEqual({
      areServicesKnown: true,
      names: [{ name: 'example.com', by: 'connection', publisher: 'example.com' }],
    });
    expect(checked.methods[0]?.automaticBy).toEqual(['example.com']);
    const unasked = await check({ ...DV, names: ['example.com'] });
    expect([unasked.automatic.areServicesKnown, unasked.methods[0]?.automaticBy]).toEqual([false, null]);
  });

  it('names the zone of a delegation that stands', async () => {
    const { database } = served.world.dependencies;
    await database.query(
      `insert into delegations (delegation_id, account, name, zone, label, records, state, since, look_at, created_at)
       values ('dlg_1', 'default', 'left.example.org', 'ours.example.net', 'abc', '[]', 'standing', now(), now(), now())`,
    );
    const { automatic } = await check({ ...DV, names: ['*.left.example.org'] });
    expect(automatic.names).toEqual([
      { name: 'left.example.org', by: 'delegation', publisher: 'ours.example.net' },
    ]);
  });

  it('has its pasted CSR read back', async () => {
    const { pem } = await pastedCsr({ names: ['csr.example.com'] });
    const { csr } = await check({ ...DV, names: ['other.example.com'], csr: { mode: 'paste', pem } });
    expect(csr).toMatchObject({
      keyAlgorithm: 'ecc-p256',
      isSignatureValid: true,
      names: ['csr.example.com'],
    });
    expect(csr?.problems).toHaveLength(1);
  });

  it('takes saved ones, and says which are not there', async () => {
    const company = await served.send('POST', '/v1/companies', { body: COMPANY });
    const contact = await served.send('POST', '/v1/contacts', { body: CONTACT });
    const form = {
      brand: 'globalsign',
      type: 'ov',
      names: ['saved.example.com'],
      validation: 'auto-dns',
      company: { existing: company.body.id },
      manager: { existing: contact.body.id },
    };
    const good = await check(form);
    expect([good.problems, good.missing]).toEqual([[], []]);
    const bad = await check({ ...form, manager: { existing: 'ct_nobody' } });
    expect(bad.problems.map(({ field }) => field)).toEqual(['manager.existing']);
  });

  it('is refused where it is too much to be a form', async () => {
    const { status, body } = await served.send('POST', '/v1/orders/form-check', {
      body: { form: {}, pastedNames: 'a,'.repeat(60_000) },
    });
    expect([status, body.field]).toEqual([400, 'pastedNames']);
  });
});
