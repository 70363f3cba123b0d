/** What each field of company and people accepts, in words, as refusals tell it. */
import { inBoth, type Bilingual } from '../bilingual.js';
import { IDENTITY_KINDS, REGISTRATION_KINDS } from './form.js';
import { CHANNEL_SOURCES } from './words.js';

/** Whatever a person may write into a field of free text. */
export const TEXT: Bilingual = {
  zh: '1 到 200 个字符的单行文本,不含控制字符',
  en: 'text of 1 to 200 characters on one line, none of them a control character',
};
const PHONE: Bilingual = {
  zh: '5 到 15 位数字的电话号码,例如 010-12345678、010-12345678 转 801 或 +86 13800000000',
  en: 'a number of 5 to 15 digits, such as 010-12345678, 010-12345678 转 801 or +86 13800000000',
};
export const EMAIL: Bilingual = {
  zh: '邮箱地址,例如 someone@example.com;@ 之前最多 64 个字符,总长最多 254 个字符',
  en: 'an e-mail address such as someone@example.com, at most 64 characters before the @ and 254 in all',
};
const SAVED_COMPANY: Bilingual = { zh: '已保存的企业的编号', en: 'the id of a saved company' };
const SAVED_CONTACT: Bilingual = { zh: '已保存的联系人的编号', en: 'the id of a saved contact' };
const COMPANY: Bilingual = {
  zh: '企业全称(fullName)、部门(department,可选)、国家(country)、省份(province)、城市(city)、地址(address)、固定电话(landline)、注册信息(registration,仅 CFCA)',
  en: 'fullName, department (optional), country, province, city, address, landline, registration (CFCA)',
};
const PERSON: Bilingual = {
  zh: '姓名(name)、部门(department)、职位(position)、电话(phone)、邮箱(email)、证件(identity,仅 CFCA)',
  en: 'name, department, position, phone, email, identity (CFCA)',
};
const IDENTITY = ofKinds(IDENTITY_KINDS);

/** By field, as they stand in the order form. */
export const ACCEPTED_OF_PEOPLE: Readonly<Record<string, Bilingual>> = {
  company: { zh: `\`{existing: ID}\`,或${COMPANY.zh}`, en: `{existing: ID} or ${COMPANY.en}` },
  'company.existing': SAVED_COMPANY,
  'company.fullName': TEXT,
  'company.department': TEXT,
  'company.country': {
    zh: 'ISO 3166-1 的两位大写字母代码,例如 CN;英国为 GB',
    en: 'two capital letters of ISO 3166-1, such as CN; the United Kingdom is GB',
  },
  'company.province': TEXT,
  'company.city': TEXT,
  'company.address': TEXT,
  'company.landline': { zh: '区号和号码:`{areaCode, number}`', en: '{areaCode, number}' },
  'company.landline.areaCode': {
    zh: '1 到 6 位数字,例如 010;号码为手机号时填 86',
    en: 'one to six digits, such as 010; 86 where the number is a mobile',
  },
  'company.landline.number': {
    zh: `${PHONE.zh};仅当区号为 86 时可填手机号`,
    en: `${PHONE.en}; a mobile only with the area code 86`,
  },
  'company.registration': ofKinds(REGISTRATION_KINDS),
  'company.registration.kind': inBoth(REGISTRATION_KINDS.join(', ')),
  'company.registration.number': {
    zh: '登记的号码;统一社会信用代码为 18 位',
    en: 'the number as registered; a unified social credit code has 18 characters',
  },
  manager: { zh: `\`{existing: ID}\`,或${PERSON.zh}`, en: `{existing: ID} or ${PERSON.en}` },
  ...acceptedOfPerson('manager'),
  contact: {
    zh: `\`same-as-manager\`、\`{existing: ID}\`,或${PERSON.zh}`,
    en: `same-as-manager, {existing: ID}, or ${PERSON.en}`,
  },
  ...acceptedOfPerson('contact'),
  organizationCheck: {
    zh: '`{by: phone, number, source}` 或 `{by: email, address, source}`;按需填写 where 和 slot',
    en: '{by: phone, number, source} or {by: email, address, source}; where and slot as needed',
  },
  'organizationCheck.by': inBoth('phone, email'),
  'organizationCheck.number': PHONE,
  'organizationCheck.address': EMAIL,
  'organizationCheck.source': inBoth(CHANNEL_SOURCES.join(', ')),
  'organizationCheck.where': {
    zh: '官方网站的主机名,或公开平台的名称',
    en: 'the host name of the official site, or the name of the public platform',
  },
  'organizationCheck.slot': {
    zh: '方便联系企业的时间,例如:工作日 9:00-11:30',
    en: 'when the company is best reached, such as weekdays 9:00-11:30',
  },
};

function acceptedOfPerson(place: 'manager' | 'contact'): Record<string, Bilingual> {
  return {
    [`${place}.existing`]: SAVED_CONTACT,
    [`${place}.name`]: TEXT,
    [`${place}.department`]: TEXT,
    [`${place}.position`]: TEXT,
    [`${place}.phone`]: PHONE,
    [`${place}.email`]: EMAIL,
    [`${place}.identity`]: IDENTITY,
    [`${place}.identity.kind`]: inBoth(IDENTITY_KINDS.join(', ')),
    [`${place}.identity.number`]: TEXT,
  };
}

function ofKinds(kinds: readonly string[]): Bilingual {
  const all = kinds.join(', ');
  return { zh: `\`{kind, number}\`,其中 kind 为 ${all} 之一`, en: `{kind, number}, kind one of ${all}` };
}
