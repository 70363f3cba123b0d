// An order that is put right on its page, in a real browser: a call that was missed, another channel, another contact, submitted anew.
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations, consoleStack, expectNoTroubles, overflows } from './console-stack.js';
import { PeopleOfOrders } from './people-of-orders.js';
import { WORDS } from './wizard-steps.js';
import { until } from '../../support/until.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);
const { fields } = WORDS.en;

/** Fields by their labels, in whatever has them. */
async function fill(at: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values))
    await at.getByRole('textbox', { name, exact: true }).fill(value);
}

async function select(at: Locator, label: string, option: string | RegExp): Promise<void> {
  const list = at.getByRole('combobox', { name: label, exact: true });
  const words = await list.getByRole('option', { name: option }).first().textContent();
  await list.selectOption({ label: words ?? '' });
}

/** Opens what is folded, and resolves to the form in it. */
async function opened(page: Page, name: string): Promise<Locator> {
  await page.getByText(name, { exact: true }).first().click();
  return page.getByRole('form', { name, exact: true });
}

async function atPage(orderId: string, language: 'en' | 'zh' = 'en') {
  const visitor = await stack.signedIn(await stack.person('orderer'), `orders/${orderId}`, { language });
  return { visitor, page: visitor.page };
}

/** The CA has written to somebody. */
async function wroteTo(address: string): Promise<void> {
  await until(`a mail to ${address}`, async () => {
    const response = await fetch(new URL('/mails.json', stack.addresses.mail));
    return (await response.text()).includes(address);
  });
}

const NEW_CONTACT = {
  'Name of the contact': '李雷',
  'Department of the contact': '法务部',
  'Position of the contact': '主管',
  'Phone of the contact': '13900004321',
  'E-mail address of the contact': 'lilei@people.example',
} as const;

it('calls of the CA are reported, one that was missed and one that was answered, and the certificate is issued', async () => {
  const orderId = await people.order({ brand: 'dnspod', type: 'ov' }, 'called', 'subscriber-mailbox');
  await people.followLink(orderId, 'mailbox');
  await people.look(orderId);
  await people.waits(orderId, 'ca-phone-call');
  await people.sendBack(orderId, 'phone-call', '无人接听');
  await people.waits(orderId, 'subscriber-phone');
  const { visitor, page } = await atPage(orderId, 'zh');
  const call = page.getByRole('group', { name: 'CA 的电话' });
  await call.getByRole('button', { name: '未接到' }).waitFor();
  // Words for people: no command of a shell.
  expect(await page.getByText(/sealflow [a-z]/).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await call.getByRole('button', { name: '未接到' }).click();
  await page.getByText('已告知 CA 的审核流程。').waitFor();
  await people.waits(orderId, 'subscriber-phone');
  // The CA phones once more, and tells nobody of it.
  await people.ca.passStep(orderId, 'phone-call');
  const answered = call.getByRole('button', { name: '已接听' });
  await answered.click({ timeout: 5_000 }).catch(async (error: unknown) => {
    // Unless the order has learned it by itself meanwhile.
    if ((await answered.count()) > 0) throw error;
  });
  await page.getByRole('link', { name: '查看证书' }).waitFor({ timeout: 60_000 });
  expectNoTroubles(visitor);
}, 180_000);

it('another channel on public record: what is wrong stands at its field, and the CA goes on with it', async () => {
  const orderId = await people.order({ brand: 'geotrust', type: 'ov' }, 'channel', 'ca-public-record');
  await people.sendBack(orderId, 'public-record-check', 'nobody answered');
  await people.waits(orderId, 'subscriber-channel');
  const { visitor, page } = await atPage(orderId);
  const form = page.getByRole('form', { name: 'Another way to reach the company' });
  await form.getByRole('radio', { name: 'e-mail' }).check();
  await form.getByRole('button', { name: 'Save' }).click();
  const address = form.getByRole('textbox', { name: /e-mail address on public record/i });
  await expect.poll(async () => await address.getAttribute('aria-invalid')).toBe('true');
  expect(await axeViolations(page)).toEqual([]);
  await form.getByRole('radio', { name: 'phone' }).check();
  await fill(form, { [fields.number]: '010-66667777' });
  await select(form, fields.source, WORDS.en.site);
  await form.getByRole('button', { name: 'Save' }).click();
  await people.waits(orderId, 'ca-public-record');
  await page.getByText(/7777/).first().waitFor();
  await people.pass(orderId, 'public-record-check');
  await page.getByRole('link', { name: 'Look at the certificate' }).waitFor({ timeout: 60_000 });
  expectNoTroubles(visitor);
}, 180_000);

it('another contact: a saved one, then a new person, each of whom the CA writes to', async () => {
  await stack.ask('POST', '/v1/contacts', {
    name: '韩梅',
    department: '信息部',
    position: '经理',
    phone: '+86 13700001234',
    email: 'hanmei@people.example',
  });
  const orderId = await people.order({ brand: 'dnspod', type: 'ov' }, 'contact', 'subscriber-mailbox');
  await people.followLink(orderId, 'mailbox');
  await people.look(orderId);
  await people.waits(orderId, 'ca-phone-call');
  const { visitor, page } = await atPage(orderId);
  const form = await opened(page, 'Another contact');
  await select(form, fields.contact, /韩梅/);
  await form.getByRole('button', { name: 'Change the contact' }).click();
  await page.getByText('The contact was changed.').waitFor();
  await wroteTo('hanmei@people.example');

  await select(form, fields.contact, WORDS.en.newPerson);
  await form.getByRole('button', { name: 'Change the contact' }).click();
  const name = form.getByRole('textbox', { name: 'Name of the contact' });
  await expect.poll(async () => await name.getAttribute('aria-invalid')).toBe('true');
  expect(await axeViolations(page)).toEqual([]);
  await fill(form, NEW_CONTACT);
  await form.getByRole('button', { name: 'Change the contact' }).click();
  await page.getByText('The contact was changed.').waitFor();
  await wroteTo(NEW_CONTACT['E-mail address of the contact']);
  // Both steps begin anew with somebody else.
  await people.waits(orderId, 'subscriber-mailbox');
  await page.getByRole('button', { name: 'The link in the mailbox was followed' }).waitFor();
  expectNoTroubles(visitor);
}, 180_000);

it('submitted anew with another company, contact and key: the old one is withdrawn, the new one writes to the new contact', async () => {
  const orderId = await people.order({ brand: 'wotrus', type: 'ov' }, 'anew', 'subscriber-emails');
  const { visitor, page } = await atPage(orderId);
  const form = await opened(page, 'Submit it anew with changes');
  await form.getByRole('radio', { name: 'Key and CSR are made here' }).check();
  await form.getByRole('radio', { name: 'Protect the key by a password' }).check();
  await form.getByLabel('Key password', { exact: true }).nth(1).fill('long-key-password');
  await select(form, fields.company, WORDS.en.newCompany);
  const { fullName, country, province, city, address, areaCode, landline } = fields.company_;
  await fill(form, {
    [fullName]: '另一家科技有限公司',
    [country]: 'CN',
    [province]: '上海市',
    [city]: '上海市',
  });
  await select(form, fields.contact, WORDS.en.newPerson);
  await fill(form, NEW_CONTACT);
  await form.getByRole('button', { name: 'What it costs' }).click();
  const street = form.getByRole('textbox', { name: address, exact: true });
  await expect.poll(async () => await street.getAttribute('aria-invalid')).toBe('true');
  await fill(form, { [address]: '示例路 2 号', [areaCode]: '021', [landline]: '66660000' });
  await form.getByRole('button', { name: 'What it costs' }).click();
  const anew = page.getByRole('button', { name: 'Withdraw and submit anew' });
  await anew.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
  await anew.dblclick();
  await page.waitForURL((url) => /\/console\/orders\/ord_/.test(url.href) && !url.href.includes(orderId));
  const successor = /ord_\w+/.exec(page.url())?.[0] ?? '';
  await page.getByText('Submitted anew for').waitFor();
  await people.waits(successor, 'subscriber-emails');
  await page
    .getByText(/l\*\*\*@people\.example/)
    .first()
    .waitFor();
  await people.waits(orderId, 'cancelled');
  await page.getByRole('link', { name: 'that order' }).click();
  await page.getByText('Submitted anew as').waitFor();
  expect(await page.getByText('Submit it anew with changes').count()).toBe(0);
  expectNoTroubles(visitor);
}, 180_000);
