/** What the fields of company and people are called where a person reads of them, by their place in the order form. */
import type { Bilingual } from '../bilingual.js';

export const FIELDS_OF_PEOPLE: Readonly<Record<string, Bilingual>> = {
  company: { zh: '企业', en: 'company' },
  'company.existing': { zh: '已保存的企业', en: 'saved company' },
  'company.fullName': { zh: '企业全称', en: 'full name of the company' },
  'company.department': { zh: '企业部门', en: 'department of the company' },
  'company.country': { zh: '国家或地区', en: 'country' },
  'company.province': { zh: '省份', en: 'province' },
  'company.city': { zh: '城市', en: 'city' },
  'company.address': { zh: '详细地址', en: 'address' },
  'company.landline': { zh: '企业固定电话', en: 'landline of the company' },
  'company.landline.areaCode': { zh: '固定电话区号', en: 'area code of the landline' },
  'company.landline.number': { zh: '固定电话号码', en: 'number of the landline' },
  'company.registration': { zh: '企业注册信息', en: 'registration of the company' },
  'company.registration.kind': { zh: '注册号类型', en: 'kind of registration' },
  'company.registration.number': { zh: '注册号', en: 'registration number' },
  ...fieldsOfPerson('manager', { zh: '管理人', en: 'manager' }),
  ...fieldsOfPerson('contact', { zh: '联系人', en: 'contact' }),
  organizationCheck: { zh: '联系渠道', en: 'channel to the company' },
  'organizationCheck.by': { zh: '联系方式', en: 'way to reach the company' },
  'organizationCheck.number': { zh: '公开电话', en: 'phone number on public record' },
  'organizationCheck.address': { zh: '公开邮箱', en: 'e-mail address on public record' },
  'organizationCheck.source': { zh: '公开渠道来源', en: 'where it is on public record' },
  'organizationCheck.where': { zh: '网站或平台名称', en: 'site or platform' },
  'organizationCheck.slot': { zh: '方便联系的时间', en: 'when the company is best reached' },
};

function fieldsOfPerson(place: string, who: Bilingual): Record<string, Bilingual> {
  return {
    [place]: who,
    [`${place}.existing`]: { zh: `已保存的${who.zh}`, en: `saved ${who.en}` },
    [`${place}.name`]: { zh: `${who.zh}姓名`, en: `name of the ${who.en}` },
    [`${place}.department`]: { zh: `${who.zh}部门`, en: `department of the ${who.en}` },
    [`${place}.position`]: { zh: `${who.zh}职位`, en: `position of the ${who.en}` },
    [`${place}.phone`]: { zh: `${who.zh}电话`, en: `phone of the ${who.en}` },
    [`${place}.email`]: { zh: `${who.zh}邮箱`, en: `e-mail address of the ${who.en}` },
    [`${place}.identity`]: { zh: `${who.zh}证件`, en: `identity document of the ${who.en}` },
    [`${place}.identity.kind`]: { zh: `${who.zh}证件类型`, en: `kind of identity document of the ${who.en}` },
    [`${place}.identity.number`]: {
      zh: `${who.zh}证件号码`,
      en: `number of the ${who.en}’s identity document`,
    },
  };
}
