/** The words that saved companies and contacts are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const SAVED_WORDS = {
  company: {
    heading: { zh: '企业', en: 'COMPANY' },
    none: { zh: '没有已保存的企业。', en: 'No companies.' },
  },
  contact: {
    heading: { zh: '联系人', en: 'CONTACT' },
    none: { zh: '没有已保存的联系人。', en: 'No contacts.' },
  },
} as const satisfies Record<string, { readonly heading: Bilingual; readonly none: Bilingual }>;

export const SAVED_HEADINGS = {
  name: { zh: '名称', en: 'NAME' },
  person: { zh: '姓名', en: 'NAME' },
  country: { zh: '国家', en: 'COUNTRY' },
  city: { zh: '城市', en: 'CITY' },
  department: { zh: '部门', en: 'DEPARTMENT' },
  position: { zh: '职务', en: 'POSITION' },
  email: { zh: '邮箱', en: 'E-MAIL' },
  updated: { zh: '更新时间', en: 'UPDATED' },
} as const satisfies Record<string, Bilingual>;

export function savedText(what: 'company' | 'contact', id: string): Bilingual {
  return { zh: `已保存${SAVED_WORDS[what].heading.zh} ${id}`, en: `Saved ${what} ${id}` };
}

/** What the fields are called; each by its last name, as files have them. */
const FIELD_WORDS: Readonly<Record<string, Bilingual>> = {
  fullName: { zh: '单位全称', en: 'full name' },
  country: { zh: '国家', en: 'country' },
  province: { zh: '省份', en: 'province' },
  city: { zh: '城市', en: 'city' },
  address: { zh: '地址', en: 'address' },
  areaCode: { zh: '区号', en: 'area code' },
  number: { zh: '号码', en: 'number' },
  kind: { zh: '类别', en: 'kind' },
  name: { zh: '姓名', en: 'name' },
  department: { zh: '部门', en: 'department' },
  position: { zh: '职务', en: 'position' },
  phone: { zh: '电话', en: 'phone' },
  email: { zh: '邮箱', en: 'e-mail' },
};

/** A field as a file has it, `landline.number`; beside it what it is called where that is another language. */
export function fieldLabel(field: string): Bilingual {
  const word = FIELD_WORDS[field.split('.').at(-1) ?? field];
  return { zh: word ? `${word.zh}(${field})` : field, en: field };
}
