/** What the pages of saved companies say. */
import { texts } from '../../texts/texts.js';

export const COMPANY_TEXTS = texts('information/companies', {
  title: { zh: '企业', en: 'Companies' },
  none: {
    zh: '还没有保存的企业。保存后,在订单中选择即可,不必再次填写。',
    en: 'No company is saved yet. One that is saved is chosen in later orders, and not typed again.',
  },
  add: { zh: '添加企业', en: 'Add a company' },
  edit: { zh: '编辑企业', en: 'Edit a company' },
  name: { zh: '企业全称', en: 'Company' },
  place: { zh: '所在地', en: 'Place' },
  registration: { zh: '注册号', en: 'Registration' },
});
