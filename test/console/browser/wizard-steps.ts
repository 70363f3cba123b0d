/** The wizard as people go through it, by role and label only. */
import type { Page } from 'playwright-core';
import type { Language } from './console-stack.js';

export const WORDS = {
  en: {
    title: 'New order',
    next: 'Next',
    back: 'Back',
    place: 'Place the order',
    placed: 'The order is placed',
    names: 'Names',
    trustAsia: 'TrustAsia',
    automatic: /automatic DNS/,
    wildcardFile: /^file:/,
    neverWildcard: /never a wildcard/,
    byItself: /done by itself through/,
    byPhone: 'phone',
    newCompany: 'A new company',
    newPerson: 'A new person',
    sameAsManager: 'same as the manager',
    site: /annual report/,
    fields: {
      company: 'Company',
      manager: 'Manager',
      contact: 'Contact',
      source: 'Where it is on public record',
      number: 'Phone number on public record',
      company_: {
        fullName: 'Full name of the company',
        country: 'Country',
        province: 'Province',
        city: 'City',
        address: 'Address',
        areaCode: 'Area code of the landline',
        landline: 'Number of the landline',
      },
      manager_: {
        name: 'Name of the manager',
        department: 'Department of the manager',
        position: 'Position of the manager',
        phone: 'Phone of the manager',
        email: 'E-mail address of the manager',
      },
    },
  },
  zh: {
    title: '新建订单',
    next: '下一步',
    back: '上一步',
    place: '提交订单',
    placed: '订单已提交',
    names: '域名',
    trustAsia: 'TrustAsia(亚洲诚信)',
    automatic: /自动 DNS/,
    wildcardFile: /^文件:/,
    neverWildcard: /不能用于通配符/,
    byItself: /自动完成/,
    byPhone: '电话',
    newCompany: '填写新的企业',
    newPerson: '填写新的联系人',
    sameAsManager: '与管理人相同',
    site: /企业年报/,
    fields: {
      company: '企业',
      manager: '管理人',
      contact: '联系人',
      source: '公开渠道来源',
      number: '公开电话',
      company_: {
        fullName: '企业全称',
        country: '国家或地区',
        province: '省份',
        city: '城市',
        address: '详细地址',
        areaCode: '固定电话区号',
        landline: '固定电话号码',
      },
      manager_: {
        name: '管理人姓名',
        department: '管理人部门',
        position: '管理人职位',
        phone: '管理人电话',
        email: '管理人邮箱',
      },
    },
  },
} as const;

/** Somebody who fills in the wizard. */
export class AtWizard {
  readonly words: (typeof WORDS)[Language];

  constructor(
    readonly page: Page,
    language: Language,
  ) {
    this.words = WORDS[language];
  }

  async opened(): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: this.words.title }).waitFor();
  }

  async choose(name: string | RegExp): Promise<void> {
    await this.page.getByRole('radio', { name, exact: typeof name === 'string' }).check();
  }

  async fill(label: string, value: string): Promise<void> {
    await this.page.getByRole('textbox', { name: label, exact: true }).fill(value);
  }

  async select(label: string, option: string | RegExp): Promise<void> {
    const list = this.page.getByRole('combobox', { name: label, exact: true });
    const words = await list.getByRole('option', { name: option }).first().textContent();
    await list.selectOption({ label: words ?? '' });
  }

  /** On to the step of this number. */
  async next(to: number): Promise<void> {
    await this.page.getByRole('button', { name: this.words.next, exact: true }).click();
    await this.atStep(to);
  }

  async atStep(number: number): Promise<void> {
    await this.page.getByRole('heading', { level: 2, name: new RegExp(`(Step|第) ${number}\\b`) }).waitFor();
  }

  async toNames(brand: string): Promise<void> {
    await this.opened();
    await this.choose(brand);
    await this.next(2);
  }

  async toSummaryOfDv(name: string): Promise<void> {
    await this.toNames(this.words.trustAsia);
    await this.fill(this.words.names, name);
    await this.next(3);
    await this.next(4);
    await this.choose(this.words.automatic);
    await this.next(5);
  }

  async place(): Promise<string> {
    await this.page.getByRole('button', { name: this.words.place, exact: true }).click();
    return await this.placed();
  }

  async placed(): Promise<string> {
    await this.page.getByRole('heading', { level: 1, name: this.words.placed }).waitFor();
    return new URL(this.page.url()).searchParams.get('placed') ?? '';
  }

  /** `hasChannel`: the brand asks how the CA reaches the company. */
  async fillInPeople({ hasChannel = true, fullName = '示例科技有限公司' } = {}): Promise<void> {
    const { fields, newCompany, newPerson, sameAsManager, byPhone, site } = this.words;
    await this.select(fields.company, newCompany);
    const { fullName: itsName, country, province, city, address, areaCode, landline } = fields.company_;
    for (const [label, value] of [
      [itsName, fullName],
      [country, 'CN'],
      [province, '北京市'],
      [city, '北京市'],
      [address, '示例路 1 号'],
      [areaCode, '010'],
      [landline, '88880000'],
    ] as const)
      await this.fill(label, value);
    await this.select(fields.manager, newPerson);
    const { name, department, position, phone, email } = fields.manager_;
    for (const [label, value] of [
      [name, '张三'],
      [department, '技术部'],
      [position, '经理'],
      [phone, '13800000000'],
      [email, 'zhang@example.com'],
    ] as const)
      await this.fill(label, value);
    await this.select(fields.contact, sameAsManager);
    if (!hasChannel) return;
    await this.choose(byPhone);
    await this.fill(fields.number, '010-88880009');
    await this.select(fields.source, site);
  }
}

/** The label of the field that has the focus. */
export const FOCUSED_LABEL = `document.activeElement?.labels?.[0]?.textContent?.trim() ?? ''`;
