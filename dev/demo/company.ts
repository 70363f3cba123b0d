/** The company that orders in `demo --all`, and its people: of nowhere, every number and address made up. */
import type { CheckChannel, Company, Person } from '../../domain/organization/form.js';

export const COMPANY: Company = {
  fullName: '例子科技有限公司',
  country: 'CN',
  province: '北京市',
  city: '北京市',
  address: '海淀区例子路 1 号',
  landline: { areaCode: '010', number: '8888 0001' },
};

/** CFCA asks for it. Its check character is right (GB 32100-2015). */
export const REGISTRATION = {
  kind: 'unified-social-credit-code',
  number: '91350100M000100Y43',
} as const;

/** `identity` is what CFCA asks for, and nobody else. */
export const MANAGER: Person = {
  name: '王小明',
  department: '信息部',
  position: '经理',
  phone: '+86 13800000001',
  email: 'wang@people.example',
};
export const IDENTITY = { kind: 'passport', number: 'E00000001' } as const;

export const BY_PHONE: CheckChannel = {
  by: 'phone',
  number: '010-88880001',
  source: 'enterprise-credit-annual-report',
  slot: 'weekdays 9:00-11:30',
};

export const BY_MAIL: CheckChannel = { by: 'email', address: 'info@people.example', source: 'baidu-map' };

/** What an order's form has of it. */
export const FOR_COMPANY = { company: COMPANY, manager: MANAGER, contact: 'same-as-manager' };
