/** A command that placed an order ends with what is to be done first: the record, the file, the paper; in both languages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../../../support/command-line.js';
import { latinSentences } from '../../../support/latin-sentences.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { ended, order } from '../../../support/orders.js';
import { companyForm } from '../../../support/organization-orders.js';
import { CONTACT, MANAGER } from '../../../support/organizations.js';
import { until } from '../../../support/until.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
}, 120_000);
afterAll(() => world.stop());

const folder = temporaryFolder();
let count = 0;

async function typed(words: readonly string[], form: object, environment = world.environment) {
  const file = join(folder, `form-${++count}.json`);
  writeFileSync(file, JSON.stringify(form));
  const { exitCode, stdout, stderr } = await runHere([...words, '--form', file], environment);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

async function created(form: object, language: 'en' | 'zh'): Promise<string> {
  const stdout = await typed(['order', 'create', '--lang', language], form);
  if (language === 'zh') expect(latinSentences(stdout)).toEqual([]);
  return stdout;
}

const DV = { brand: 'trustasia', type: 'dv', csr: { mode: 'generate', algorithm: 'ecc-p256' } };

it('the DNS record, as a console asks for it', async () => {
  const en = await created({ ...DV, names: ['shop.by-record.com'], validation: 'manual-dns' }, 'en');
  expect(en).toMatch(/Step 2 of 4: prove control of the names: you set the DNS records/);
  expect(en).toMatch(/DOMAIN +HOST RECORD +TYPE +VALUE\nby-record\.com +_dnsauth\.shop +TXT +[0-9a-f]+\n/);
  expect(en).toMatch(/sealflow order check ord_\w+\n/);
  expect(en).toMatch(/sealflow order watch ord_\w+\n$/);
  expect(en).toMatch(/within 1 to 5 minutes/);
  const zh = await created({ ...DV, names: ['kauf.by-record.com'], validation: 'manual-dns' }, 'zh');
  expect(zh).toMatch(/第 2 步,共 4 步/);
  expect(zh).toMatch(/域名 +主机记录 +记录类型 +记录值\n/);
});

it('the file', async () => {
  const en = await created({ ...DV, names: ['by-file.com'], validation: 'file' }, 'en');
  expect(en).toMatch(/File +https?:\/\/by-file\.com\/\.well-known\/pki-validation\/\S+\nContent +\S+\n/);
});

it('the paper', async () => {
  const form = companyForm({ brand: 'globalsign', type: 'ov' }, 'by-letter');
  expect(await created(form, 'en')).toMatch(/sealflow letter template ord_\w+ --out letter\.pdf/);
});

it('where nothing is to be done, that', async () => {
  const en = await created({ ...DV, names: ['by-itself.com'], validation: 'auto-dns' }, 'en');
  expect(en).toMatch(/Nothing to do|The certificate is issued/);
});

describe('where the order is looked at in a browser', () => {
  const withPages = () => ({
    ...world.environment,
    TEMPORAL_UI_URL: 'https://temporal.example/',
    SEALFLOW_CONSOLE_URL: 'https://console.example',
  });
  const form = (name: string) => ({ ...DV, names: [name], validation: 'manual-dns' });
  const pagesOf = (orderId: string) => ({
    console: `https://console.example/orders/${orderId}`,
    webUi: `https://temporal.example/namespaces/default/workflows/certificate-order%3A${orderId}`,
  });
  const rowsOf = ({ console, webUi }: ReturnType<typeof pagesOf>, called: string) =>
    new RegExp(`^${called} +${console}\\nWeb UI +${webUi}\\n`, 'm');

  it.each([
    ['en', 'Console'],
    ['zh', '控制台'],
  ] as const)('is told by create and submit, in %s', async (lang, called) => {
    const text = await typed(['order', 'create', '--lang', lang], form(`paged-${lang}.com`), withPages());
    const [, orderId = ''] = /(ord_\w+)/.exec(text) ?? [];
    expect(text).toMatch(rowsOf(pagesOf(orderId), called));
    const draft = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' }, draft: true });
    const submit = ['order', 'submit', draft.orderId, '--lang', lang];
    const submitted = await typed(submit, form(`submitted-${lang}.com`), withPages());
    expect(submitted).toMatch(rowsOf(pagesOf(draft.orderId), called));
  });

  it('is in the JSON of all that places an order', async () => {
    const told = (json: string) => JSON.parse(json) as { orderId: string; pages: object };
    const first = told(await typed(['order', 'create', '--json'], form('paged-json.com'), withPages()));
    expect(first.pages).toEqual(pagesOf(first.orderId));
    const again = ['order', 'resubmit', first.orderId, '--json'];
    const resubmitted = told((await runHere(again, withPages())).stdout);
    expect(resubmitted.pages).toEqual(pagesOf(resubmitted.orderId));
    const certificateId = (await ended(world, await order(world, 'paged-followed.com'))).certificateId ?? '';
    const following = told(
      (await runHere(['certificate', 'reissue', certificateId, '--json'], withPages())).stdout,
    );
    expect(following.pages).toEqual(pagesOf(following.orderId));
  });

  it('is not told where the installation has no such pages', async () => {
    expect(await created(form('unpaged.com'), 'en')).not.toMatch(/^(Console|Web UI)/m);
  });
});

it('whom WoTrus will write to is told, masked', async () => {
  const form = companyForm({ brand: 'wotrus', type: 'ov' }, 'by-mail', { contact: CONTACT });
  const { orderId } = await world.orders.create({ form });
  const { hints, step } = await until('the two e-mails', async () => {
    const order = await world.orders.show(orderId);
    return order.waitingOn === 'subscriber-emails' && order;
  });
  expect(step?.en).toMatch(/^Step 3 of 5: /);
  const told = hints.map(({ en }) => en).join('\n');
  expect(told).toMatch(/come from WoTrus.*l\*\*\*@people\.example.*spam folder/);
  for (const secret of [CONTACT.email, MANAGER.email, CONTACT.phone]) expect(told).not.toContain(secret);
});
