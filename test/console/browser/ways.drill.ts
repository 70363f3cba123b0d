// Each brand's way in a real browser, from the wizard to the certificate, with what people do on the order's own page.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { letterFile } from '../../support/letter-files.js';
import { CREDIT_CODE, IDENTITY } from '../../support/organizations.js';
import { consoleStack, expectNoTroubles, type Language } from './console-stack.js';
import { PeopleOfOrders } from './people-of-orders.js';
import { AtWizard } from './wizard-steps.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);

interface Way {
  readonly brand: string;
  readonly type: string;
  readonly language: Language;
  readonly name: string;
  readonly hasChannel?: boolean;
  /** The brand asks what the company is registered under, and what its people identify with. */
  readonly hasIdentities?: boolean;
  /** What the subscriber's people do on the page, and the CA's at their desks. */
  readonly act: (orderId: string, page: Page) => Promise<void>;
}

const OV = { en: 'organization validated (OV)', zh: '企业型(OV)' } as const;

const WAYS: readonly Way[] = [
  {
    ...{
      brand: 'GeoTrust (DigiCert)',
      type: OV.zh,
      language: 'zh',
      name: 'record.example.com',
      hasChannel: true,
    },
    act: async (orderId) => {
      await people.waits(orderId, 'ca-public-record');
      await people.pass(orderId, 'public-record-check');
    },
  },
  {
    ...{ brand: 'WoTrus(沃通)', type: OV.zh, language: 'zh', name: 'mails.example.com' },
    act: async (orderId, page) => {
      await people.waits(orderId, 'subscriber-emails');
      for (const [number, step] of [
        [1, 'email-1'],
        [2, 'email-2'],
      ] as const) {
        await people.followLink(orderId, step);
        await told(page, `第 ${number} 封邮件中的链接已确认`);
      }
    },
  },
  {
    ...{ brand: 'CFCA', type: OV.en, language: 'en', name: 'letter.example.com', hasIdentities: true },
    act: async (orderId, page) => {
      await people.waits(orderId, 'subscriber-letter');
      await handIn(page, 'Drop the file here, or choose it', 'Upload');
      await people.waits(orderId, 'reviewer-letter');
      await people.pass(orderId, 'letter');
    },
  },
  {
    ...{ brand: 'DNSPod', type: OV.en, language: 'en', name: 'phone.example.com' },
    act: async (orderId, page) => {
      await people.waits(orderId, 'subscriber-mailbox');
      await people.followLink(orderId, 'mailbox');
      await told(page, 'The link in the mailbox was followed');
      await people.waits(orderId, 'ca-phone-call');
      await people.pass(orderId, 'phone-call');
    },
  },
  {
    ...{ brand: 'DNSPod 国密(SM2)', type: OV.zh, language: 'zh', name: 'sm2.example.com' },
    act: async (orderId, page) => {
      await people.waits(orderId, 'subscriber-application-form');
      await handIn(page, '将文件拖到此处,或选择文件', '上传');
      await people.waits(orderId, 'reviewer-application');
      await people.pass(orderId, 'manual-review');
    },
  },
];

/** Says on the page that a link was followed, unless the order has learned it from the CA by itself meanwhile. */
async function told(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.click({ timeout: 5_000 }).catch(async (error: unknown) => {
    if ((await button.count()) > 0) throw error;
  });
}

async function handIn(page: Page, label: string, button: string): Promise<void> {
  const buffer = Buffer.from(letterFile('pdf', 20_000));
  await page.getByLabel(label).setInputFiles({ name: 'stamped.pdf', mimeType: 'application/pdf', buffer });
  await page.getByRole('button', { name: button, exact: true }).click();
}

async function identify(page: Page): Promise<void> {
  for (const [kind, number, value] of [
    [/kind of registration/i, /registration number/i, CREDIT_CODE],
    [/kind of identity document of the manager/i, /identity document/i, IDENTITY.number],
  ] as const) {
    await page
      .getByRole('combobox', { name: kind })
      .selectOption({ index: kind.source.includes('registration') ? 1 : 2 });
    await page.getByRole('textbox', { name: number }).fill(value);
  }
}

/** The wizard's steps, up to the order. */
async function placed(
  page: Page,
  { brand, type, language, name, hasChannel = false, hasIdentities = false }: Way,
): Promise<string> {
  const wizard = new AtWizard(page, language);
  await wizard.opened();
  await wizard.choose(brand);
  await wizard.choose(type);
  await wizard.next(2);
  await wizard.fill(wizard.words.names, name);
  await wizard.next(3);
  await wizard.next(4);
  await wizard.fillInPeople({ hasChannel });
  if (hasIdentities) await identify(page);
  await wizard.next(5);
  await wizard.choose(wizard.words.automatic);
  await wizard.next(6);
  return await wizard.place();
}

const LOOK_AT_IT = { en: 'Look at the certificate', zh: '查看证书' } as const;

it.each(WAYS)('$brand: from the wizard to the certificate ($language)', async (way) => {
  const { language } = way;
  const visitor = await stack.signedIn(await stack.person('orderer'), 'orders/new', { language });
  const { page } = visitor;
  const orderId = await placed(page, way);
  await page.goto(`${stack.url}/console/orders/${orderId}`);
  await way.act(orderId, page);
  await page.getByRole('link', { name: LOOK_AT_IT[language] }).click();
  await page.waitForURL(/\/console\/certificates\//);
  await page.getByRole('heading', { level: 1, name: new RegExp(way.name.replaceAll('.', '\\.')) }).waitFor();
  await people.waits(orderId, 'issued');
  expect(orderId).toMatch(/^ord_/);
  expectNoTroubles(visitor);
  await visitor.context.close();
});
