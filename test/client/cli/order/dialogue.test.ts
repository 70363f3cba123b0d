/** An order from nothing, at a terminal: the built command, its questions, the price, the yes, the record to set; in both languages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiledProgram } from '../../../../config/package-folder.js';
import type { Language } from '../../../../domain/bilingual.js';
import { latinSentences } from '../../../support/latin-sentences.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { COMPANY, MANAGER } from '../../../support/organizations.js';
import { atTerminal, type Exchange } from '../../../support/pseudo-terminal.js';

const PASSWORD = 'correct-horse-9';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
}, 120_000);
afterAll(() => world.stop());

interface Script {
  readonly exchanges: readonly (readonly [Record<Language, string>, string])[];
}

function asked(zh: string, en: string, answer: string): Script['exchanges'][number] {
  return [{ zh, en }, answer];
}

const DV: Script = {
  exchanges: [
    asked('品牌(输入', 'brand (', 'trustasia'),
    asked('证书类型(输入', 'certificate type (', '1'),
    asked('第一个为通用名称', 'the common name first', 'shop.at-a-terminal.com'),
    asked('验证方式(输入', 'validation method (', '2'),
    asked('密钥算法', 'key algorithm (for', '2'),
    asked('私钥密码(可不填', 'key password (optional', PASSWORD),
    asked('再次输入私钥密码', 'key password, once more', PASSWORD),
    asked('自动续费', 'buy another plan', ''),
    asked('别名', 'alias', ''),
    asked('确认下单', 'Place the order', 'yes'),
  ],
};

const OV: Script = {
  exchanges: [
    asked('品牌(输入', 'brand (', 'globalsign'),
    asked('证书类型(输入', 'certificate type (', '1'),
    asked('第一个为通用名称', 'the common name first', 'ov.at-a-terminal.com'),
    asked('验证方式(输入', 'validation method (', '2'),
    asked('密钥算法', 'key algorithm (for', '3'),
    asked('私钥密码(可不填', 'key password (optional', ''),
    asked('企业(输入', 'company (1', '1'),
    asked('企业全称', 'full name of the company', COMPANY.fullName),
    asked('国家或地区', 'country (', COMPANY.country),
    asked('省份', 'province', COMPANY.province),
    asked('城市', 'city', COMPANY.city),
    asked('详细地址', 'address', COMPANY.address),
    asked('固定电话区号', 'area code of the landline', COMPANY.landline.areaCode),
    asked('固定电话号码', 'number of the landline', COMPANY.landline.number),
    asked('管理人(输入', 'manager (1', '1'),
    asked('管理人姓名', 'name of the manager', MANAGER.name),
    asked('管理人部门', 'department of the manager', MANAGER.department),
    asked('管理人职位', 'position of the manager', MANAGER.position),
    asked('管理人电话', 'phone of the manager', MANAGER.phone),
    asked('管理人邮箱', 'e-mail address of the manager', MANAGER.email),
    asked('联系人(输入', 'contact (1', ''),
    asked('自动续费', 'buy another plan', ''),
    asked('别名', 'alias', ''),
    asked('确认下单', 'Place the order', 'yes'),
  ],
};

async function ordered({ exchanges }: Script, language: Language) {
  const told = exchanges.map(([question, answer]): Exchange => [question[language], answer]);
  const { PATH, HOME } = process.env;
  const command = [
    process.execPath,
    compiledProgram('command/main.js'),
    'order',
    'create',
    '--lang',
    language,
  ];
  return await atTerminal(command, { PATH, HOME, ...world.environment }, told);
}

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  it('a DV order, to the record that is to be set', async () => {
    const { exitCode, shown } = await ordered(DV, language);
    expect({ exitCode, shown }).toMatchObject({ exitCode: 0 });
    expect(shown).toMatch(/at-a-terminal\.com +_dnsauth\.shop +TXT +[0-9a-f]+/);
    expect(shown).toContain('400.00 CNY');
    // Typed twice, seen never.
    expect(shown).not.toContain(PASSWORD);
    expectLanguage(shown, language, DV);
  });

  it('an OV order, to the records and the letter', async () => {
    const { exitCode, shown } = await ordered(OV, language);
    expect({ exitCode, shown }).toMatchObject({ exitCode: 0 });
    expect(shown).toContain('2200.00 CNY');
    expect(shown).toMatch(/sealflow letter template ord_\w+ --out letter\.pdf/);
    expectLanguage(shown, language, OV);
  });
});

it('without a yes nothing is placed and nothing is held', async () => {
  const before = (await world.orders.list({ limit: 1000 })).length;
  const [, ...others] = [...DV.exchanges].reverse();
  const refused = [...others.reverse(), asked('确认下单', 'Place the order', 'no')];
  const { exitCode, shown } = await ordered({ exchanges: refused }, 'en');
  expect({ exitCode, shown }).toMatchObject({ exitCode: 2 });
  expect((await world.orders.list({ limit: 1000 })).length).toBe(before);
});

function expectLanguage(shown: string, language: Language, { exchanges }: Script): void {
  const typed = exchanges.map(([, answer]) => answer).filter((answer) => /\D./u.test(answer));
  if (language === 'zh') expect(latinSentences(shown, typed)).toEqual([]);
  else
    expect(typed.reduce((rest, answer) => rest.replaceAll(answer, ''), shown)).not.toMatch(/\p{Script=Han}/u);
}
