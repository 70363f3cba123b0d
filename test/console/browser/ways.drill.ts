// Each brand's way in a real browser, in both languages, from the wizard to the certificate, with what people do on the order's own page.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { BRAND_CHOICES, TYPE_CHOICES } from '../../../domain/catalogue/choices.js';
import type { Brand } from '../../../domain/catalogue/words.js';
import { letterFile } from '../../support/letter-files.js';
import { CREDIT_CODE, IDENTITY } from '../../support/organizations.js';
import { consoleStack, expectNoTroubles, type Language } from './console-stack.js';
import { PeopleOfOrders, sayFollowed } from './people-of-orders.js';
import { AtWizard } from './wizard-steps.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);

type Act = (orderId: string, page: Page, words: Words) => Promise<void>;

interface Way {
  readonly brand: Brand;
  /** The first label of the order's name. */
  readonly label: string;
  readonly hasChannel?: boolean;
  /** The brand asks what the company is registered under, and what its people identify with. */
  readonly hasIdentities?: boolean;
  /** What the subscriber's people do on the page, and the CA's at their desks. */
  readonly act: Act;
}

type Words = (typeof WORDS)[Language];

const WORDS = {
  en: {
    email: (number: number) => `The link in e-mail ${number} was followed`,
    mailbox: 'The link in the mailbox was followed',
    drop: 'Drop the file here, or choose it',
    upload: 'Upload',
    openCertificate: 'Look at the certificate',
    company: 'Example Trading Ltd.',
    identities: {
      company: ['Kind of registration', 'Registration number'],
      manager: ['Kind of identity document of the manager', /Number of the manager.s identity document/],
    },
  },
  zh: {
    email: (number: number) => `第 ${number} 封邮件中的链接已确认`,
    mailbox: '邮箱中的链接已确认',
    drop: '将文件拖到此处,或选择文件',
    upload: '上传',
    openCertificate: '查看证书',
    company: '示例科技有限公司',
    identities: {
      company: ['注册号类型', '注册号'],
      manager: ['管理人证件类型', '管理人证件号码'],
    },
  },
} as const;

const WAYS: readonly Way[] = [
  {
    ...{ brand: 'geotrust', label: 'record', hasChannel: true },
    act: async (orderId) => {
      await people.waits(orderId, 'ca-public-record');
      await people.pass(orderId, 'public-record-check');
    },
  },
  {
    ...{ brand: 'wotrus', label: 'mails' },
    act: async (orderId, page, words) => {
      await people.waits(orderId, 'subscriber-emails');
      for (const [number, step] of [
        [1, 'email-1'],
        [2, 'email-2'],
      ] as const) {
        await people.followLink(orderId, step);
        await sayFollowed(page, words.email(number));
      }
    },
  },
  {
    ...{ brand: 'cfca', label: 'letter', hasIdentities: true },
    act: async (orderId, page, words) => {
      await people.waits(orderId, 'subscriber-letter');
      await handIn(page, words);
      await people.waits(orderId, 'reviewer-letter');
      await people.pass(orderId, 'letter');
    },
  },
  {
    ...{ brand: 'dnspod', label: 'phone' },
    act: async (orderId, page, words) => {
      await people.waits(orderId, 'subscriber-mailbox');
      await people.followLink(orderId, 'mailbox');
      await sayFollowed(page, words.mailbox);
      await people.waits(orderId, 'ca-phone-call');
      await people.pass(orderId, 'phone-call');
    },
  },
  {
    ...{ brand: 'dnspod-sm2', label: 'sm2' },
    act: async (orderId, page, words) => {
      await people.waits(orderId, 'subscriber-application-form');
      await handIn(page, words);
      await people.waits(orderId, 'reviewer-application');
      await people.pass(orderId, 'manual-review');
    },
  },
];

async function handIn(page: Page, { drop, upload }: Words): Promise<void> {
  const buffer = Buffer.from(letterFile('pdf', 20_000));
  await page.getByLabel(drop).setInputFiles({ name: 'stamped.pdf', mimeType: 'application/pdf', buffer });
  await page.getByRole('button', { name: upload, exact: true }).click();
}

/** By a credit code, and by an identity card. */
async function identify(page: Page, { identities }: Words): Promise<void> {
  for (const [[kind, number], index, value] of [
    [identities.company, 1, CREDIT_CODE],
    [identities.manager, 2, IDENTITY.number],
  ] as const) {
    await page.getByRole('combobox', { name: kind }).selectOption({ index });
    await page.getByRole('textbox', { name: number }).fill(value);
  }
}

/** The wizard's steps, up to the order. */
async function placed(page: Page, language: Language, way: Way, name: string): Promise<string> {
  const words = WORDS[language];
  const wizard = new AtWizard(page, language);
  await wizard.opened();
  await wizard.choose(BRAND_CHOICES[way.brand][language]);
  await wizard.choose(TYPE_CHOICES.ov[language]);
  await wizard.next(2);
  await wizard.fill(wizard.words.names, name);
  await wizard.next(3);
  await wizard.next(4);
  // A company of each language's own: what the CA has seen of one it does not ask for again.
  await wizard.fillInPeople({ hasChannel: way.hasChannel ?? false, fullName: words.company });
  if (way.hasIdentities) await identify(page, words);
  await wizard.next(5);
  await wizard.choose(wizard.words.automatic);
  await wizard.next(6);
  return await wizard.place();
}

const IN_BOTH_LANGUAGES = WAYS.flatMap((way) =>
  (['en', 'zh'] as const).map((language) => ({ ...way, language })),
);

it.each(IN_BOTH_LANGUAGES)('$brand: from the wizard to the certificate ($language)', async (way) => {
  const { language, label } = way;
  const words = WORDS[language];
  const name = `${label}.${language}.example.com`;
  const visitor = await stack.signedIn(await stack.person('orderer'), 'orders/new', { language });
  const { page } = visitor;
  const orderId = await placed(page, language, way, name);
  await page.goto(`${stack.url}/console/orders/${orderId}`);
  await way.act(orderId, page, words);
  await page.getByRole('link', { name: words.openCertificate }).click();
  await page.waitForURL(/\/console\/certificates\//);
  await page.getByRole('heading', { level: 1, name: new RegExp(name.replaceAll('.', '\\.')) }).waitFor();
  await people.waits(orderId, 'issued');
  expect(orderId).toMatch(/^ord_/);
  expectNoTroubles(visitor);
  await visitor.context.close();
});
