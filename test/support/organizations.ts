/** Companies and people of nowhere, for order forms that name an organization. */
import type { CheckChannel, Company, Person } from '../../domain/organization/form.js';

export const COMPANY: Company = {
  fullName: '例子科技有限公司',
  country: 'CN',
  province: '北京市',
  city: '北京市',
  address: '海淀区例子路 1 号',
  landline: { areaCode: '010', number: '8888 0001' },
};

/** Its check character is right (GB 32100-2015). */
export const CREDIT_CODE = '91350100M000100Y43';
export const REGISTRATION = { kind: 'unified-social-credit-code', number: CREDIT_CODE } as const;

export const MANAGER: Person = {
  name: '王小明',
  department: '信息部',
  position: '经理',
  phone: '+86 13800000001',
  email: 'wang@people.example',
};

export const CONTACT: Person = {
  name: '李小红',
  department: '法务部',
  position: '主管',
  phone: '+86 13800000002',
  email: 'li@people.example',
};

export const IDENTITY = { kind: 'passport', number: 'E00000001' } as const;

export const CHANNEL_NUMBER = '010-88880009';
export const PHONE_CHANNEL: CheckChannel = {
  by: 'phone',
  number: CHANNEL_NUMBER,
  source: 'enterprise-credit-annual-report',
};
