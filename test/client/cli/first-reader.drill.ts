// A first-time reader follows nothing but what is printed: from `order create` alone, each product's way to its certificate, in
// Chinese and in English, its price agreed to at the terminal. Outside are only the CA's people, who pass what lies with them, and
// a contact who reads their mails.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EVERY_ORDER } from '../../../dev/demo/every-order.js';
import { FileFolder } from '../../../dev/web/file-folder.js';
import type { Language } from '../../../domain/bilingual.js';
import { moneyText } from '../../../domain/catalogue/money.js';
import { priceOf } from '../../../domain/catalogue/prices.js';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import {
  VALIDATION_METHODS,
  type Brand,
  type CertificateType,
  type OrganizationWay,
  type ValidationMethod,
} from '../../../domain/catalogue/words.js';
import { commandsIn, wordsOf } from '../../support/printed-commands.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { createTypedWorld, type TypedWorld, type TypeOptions } from '../../support/typed-world.js';
import { typed } from '../../support/typing-people.js';
import { until } from '../../support/until.js';

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const folder = temporaryFolder();
let typing: TypedWorld;
beforeAll(async () => {
  typing = await createTypedWorld({ payments: true });
});
afterAll(() => typing.stop());

interface Way {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly validation: ValidationMethod;
  /** What its form has of the company. */
  readonly company: Readonly<Record<string, unknown>>;
}

/** Every product there is, its names proven by hand; one of them in every other way as well, which are the same for all. */
const WAYS: readonly Way[] = CATALOGUE.filter(
  ({ brand, certificateType }, index) =>
    index === CATALOGUE.findIndex((row) => row.brand === brand && row.certificateType === certificateType),
).flatMap(({ brand, certificateType: type, organizationValidation: way }) =>
  VALIDATION_METHODS.filter(
    (method) => method === 'manual-dns' || (brand === 'trustasia' && type === 'dv'),
  ).map((validation) => ({
    ...{ brand, type, validation },
    company: way === 'none' ? {} : companyOf(brand, type, way),
  })),
);

/** As the demo orders it: of the same product, else of the same brand, else of a brand that goes the same way. */
function companyOf(brand: Brand, type: CertificateType, way: OrganizationWay): Way['company'] {
  const goesThisWay = CATALOGUE.filter((row) => row.organizationValidation === way).map((row) => row.brand);
  const likest =
    EVERY_ORDER.find(({ form }) => form.brand === brand && form.type === type) ??
    EVERY_ORDER.find(({ form }) => form.brand === brand && form.company !== undefined) ??
    EVERY_ORDER.find(({ form }) => goesThisWay.some((other) => other === form.brand) && form.company);
  const { brand: _b, type: _t, names: _n, validation: _v, ...company } = likest?.form ?? {};
  return company;
}

const WALKS = (['zh', 'en'] as const).flatMap((language) =>
  WAYS.map((way) => ({
    ...way,
    language,
    title: `${way.brand} ${way.type} by ${way.validation} in ${language}`,
    name: `${way.brand}-${way.type}-${way.validation}-${language}`,
  })),
);

it('there is a walk of every brand and type, of every way to check a company, and of every way to prove a name', () => {
  const products = new Set(WALKS.map(({ brand, type }) => `${brand} ${type}`));
  expect(products).toEqual(new Set(CATALOGUE.map((row) => `${row.brand} ${row.certificateType}`)));
  expect(new Set(WALKS.map(({ validation }) => validation))).toEqual(new Set(VALIDATION_METHODS));
  for (const { company, type } of WALKS) expect('company' in company).toBe(!type.startsWith('dv'));
});

describe.concurrent('a first-time reader', () => {
  it.each(WALKS)(
    'of $title gets the certificate',
    async ({ name, language, company: fields, brand, type, validation }) => {
      const reader = new Reader(typing, language, join(folder, name));
      const names = [`${name}.example.com`];
      const company = fields.company as { fullName: string } | undefined;
      const file = join(folder, `${name}.yaml`);
      writeFileSync(
        file,
        stringify({
          ...{ brand, type, validation },
          ...fields,
          names,
          ...(brand !== 'dnspod-sm2' && { csr: { mode: 'generate', algorithm: 'ecc-p256' } }),
          ...(type === 'dv-free' && { notificationEmail: 'reader@people.example' }),
          // Each is another company, so that no check is taken from an earlier order.
          ...(company && { company: { ...company, fullName: `${company.fullName} ${name}` } }),
        }),
      );
      await reader.begin(['order', 'create', '--form', file, '--order-id', name]);
      const outside = outsideOf(typing, name);
      try {
        await until(`the certificate of ${name}`, () => reader.hasCertificate(), 240_000);
      } catch (error) {
        throw new Error(`${String(error)}; what was read:\n${reader.read}`, { cause: error });
      } finally {
        await outside.stop();
      }
      expect(reader.refused).toEqual([]);
      expect(reader.foreignCommands).toEqual([]);
      const price = priceOf({ brand, type, kind: 'single', years: 1, names });
      // Whoever is asked for money has read how much; whoever isn't, pays none.
      expect(reader.readBeforeMoney !== undefined).toBe(price !== undefined);
      const held = await typing.world.paymentControls.hold(`order:${name}`);
      expect(held?.amount).toBe(price?.amount);
      if (price) expect(reader.readBeforeMoney).toContain(moneyText(price));
    },
  );
});

/** What of a printed text its reader does; all else in it is for another day. */
const DONE_BY_READERS =
  /^sealflow (order (watch|show|check|submit|phone-result) |letter (template|upload) |certificate download )/;
/** What is true only once somebody outside has acted: tried again until then. */
const AFTER_OTHERS = /^sealflow order (check|phone-result) /;

/** Reads everything that a command prints, and does what it says, once. */
class Reader {
  read = '';
  /** What was read when money was asked for; undefined where none was. */
  readBeforeMoney: string | undefined;
  readonly refused: string[] = [];
  /** Commands of other orders: nothing of what is printed is about those. */
  readonly foreignCommands: string[] = [];
  readonly #done = new Set<string>();
  readonly #records = new Set<string>();
  #paper: string | undefined;
  #work: Promise<void> = Promise.resolve();
  #order = '';

  constructor(
    private readonly where: TypedWorld,
    private readonly language: Language,
    private readonly folder: string,
  ) {
    mkdirSync(folder);
  }

  async begin(words: readonly string[]): Promise<void> {
    this.#order = words.at(-1) ?? '';
    await this.#type(words, 0, (question) => {
      this.readBeforeMoney = `${this.read}${question}`;
      return Promise.resolve(AGREES[this.language]);
    });
  }

  /** The folder that `certificate download` was told to write to has something in it. */
  hasCertificate(): Promise<boolean> {
    if (this.refused.length > 0) throw new Error(this.refused.join('\n'));
    return Promise.resolve(
      [...this.#done].some((one) => one.includes('certificate download')) && this.#downloaded(),
    );
  }

  #downloaded(): boolean {
    try {
      return readdirSync(join(this.folder, 'downloaded')).length > 0;
    } catch {
      return false;
    }
  }

  /** One text after the other, as one person reads. */
  #follow(text: string): void {
    this.read += text;
    const own = inLanguage(text, this.language);
    this.#work = this.#work.then(() => this.#act(own));
  }

  async #act(text: string): Promise<void> {
    for (const record of recordsIn(text)) await this.#set(record);
    for (const file of filesIn(text)) await this.#put(file);
    for (const command of commandsIn(text)) {
      if (!DONE_BY_READERS.test(command) || this.#done.has(command)) continue;
      this.#done.add(command);
      const isOfOrder = command.includes(this.#order) || command.includes('certificate download');
      if (!isOfOrder) this.foreignCommands.push(command);
      await this.#run(command);
    }
  }

  async #run(command: string): Promise<void> {
    const words = typed(command, { folder: this.folder, mark: this.#order, paper: this.#paper });
    if (command.includes('letter template')) this.#paper = words.at(-1);
    // Watching goes on beside all else.
    if (words[1] === 'watch') {
      void this.#type(words);
      return;
    }
    if (AFTER_OTHERS.test(command)) await this.#type(words, 4);
    else await this.#type(words);
  }

  /** `allowed`: an exit code that is no fault, since the order may have gone on meanwhile. */
  async #type(words: readonly string[], allowed = 0, ask?: TypeOptions['ask']): Promise<void> {
    const { language } = this;
    const options = { language, onText: (text: string) => this.#follow(text), ...(ask && { ask }) };
    const { exitCode, stderr } = await this.where.type(words, options);
    if (exitCode === 0 || exitCode === allowed) return;
    this.refused.push(`${words.join(' ')}: ${exitCode} ${stderr}`);
  }

  /** On the web server that the name leads to. */
  async #put({ url, content }: PrintedFile): Promise<void> {
    const { hostname, pathname } = new URL(url);
    const files = new FileFolder(join(this.where.world.dataDir, 'www'));
    const place = files.placeOf(hostname, pathname);
    if (place === undefined) this.refused.push(`no web server has a place for ${url}`);
    else await files.write(place, Buffer.from(content));
  }

  async #set({ type, name, value }: PrintedRecord): Promise<void> {
    const known = `${type} ${name} ${value}`;
    if (this.#records.has(known)) return;
    this.#records.add(known);
    const { exitCode, stderr } = await this.where.type(['dns', 'set', name, type, value]);
    if (exitCode !== 0) this.refused.push(`dns set ${known}: ${stderr}`);
  }
}

/** The only question is whether to pay. */
const AGREES: Readonly<Record<Language, string>> = { zh: '是', en: 'yes' };

/** What whoever reads one language only reads: no sentence of the other one, commands and values of their own lines. */
function inLanguage(text: string, language: Language): string {
  const isOwn = (line: string) => !line.includes('`') || /\p{Script=Han}/u.test(line) === (language === 'zh');
  return text.split('\n').filter(isOwn).join('\n');
}

interface PrintedRecord {
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

/** ``TXT `name` = `value` ``, or a row of the table that goes into the console of a DNS service. */
function recordsIn(text: string): PrintedRecord[] {
  const inSentences = [...text.matchAll(/\b(TXT|CNAME) `([^`]+)` = `([^`]+)`/g)].map(
    ([, type = '', name = '', value = '']) => ({ type, name, value }),
  );
  const inTables = [...text.matchAll(/^(\S+) +(\S+) +(TXT|CNAME) +(\S+)$/gm)].map(
    ([, domain = '', host = '', type = '', value = '']) => ({
      type,
      name: host === '@' ? domain : `${host}.${domain}`,
      value,
    }),
  );
  return [...inSentences, ...inTables];
}

interface PrintedFile {
  readonly url: string;
  readonly content: string;
}

/** ``Serve `address` with the content `content` ``, or two lines, one for each. */
function filesIn(text: string): PrintedFile[] {
  const found = [
    ...text.matchAll(/`(https?:[^`]+)` (?:with the content|内容为) `([^`]+)`/g),
    ...text.matchAll(/^(?:File|文件) +(https?:\S+)\n(?:Content|内容) +(\S+)$/gm),
  ];
  return found.map(([, url = '', content = '']) => ({ url, content }));
}

/** The CA's people, and the contact with a mailbox and a phone: each does what lies with them. */
function outsideOf({ world, type }: TypedWorld, orderId: string): { stop: () => Promise<void> } {
  let isOver = false;
  const act = async () => {
    while (!isOver) {
      for (const { step, waitsFor } of await world.caControls.waiting(orderId))
        if (waitsFor === 'ca') await world.caControls.passStep(orderId, step).catch(() => undefined);
      const mails = await world.caControls.mailsOf(orderId).catch(() => []);
      if (mails.some(({ standing, sentAt }) => standing === 'open' && sentAt !== null))
        await type(wordsOf(`sealflow ca mail confirm ${orderId}`));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const acting = act().catch(() => undefined);
  return {
    stop: async () => {
      isOver = true;
      await acting;
    },
  };
}
