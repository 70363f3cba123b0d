/** A command that placed an order ends with what is to be done first: the record, the file, the paper; in both languages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from '../../../support/command-line.js';
import { latinSentences } from '../../../support/latin-sentences.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
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

async function created(form: object, language: 'en' | 'zh'): Promise<string> {
  const file = join(folder, `form-${++count}.json`);
  writeFileSync(file, JSON.stringify(form));
  const { exitCode, stdout, stderr } = await runHere(
    ['order', 'create', '--form', file, '--lang', language],
    world.environment,
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
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
