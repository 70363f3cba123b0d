/** What the pages of saved contacts say. */
import { texts } from '../../texts/texts.js';

export const CONTACT_TEXTS = texts('information/contacts', {
  title: { zh: '联系人', en: 'Contacts' },
  none: {
    zh: '还没有保存的联系人。保存后,在订单中选择即可,不必再次填写。',
    en: 'No contact is saved yet. One that is saved is chosen in later orders, and not typed again.',
  },
  add: { zh: '添加联系人', en: 'Add a contact' },
  edit: { zh: '编辑联系人', en: 'Edit a contact' },
  name: { zh: '姓名', en: 'Name' },
  position: { zh: '部门与职位', en: 'Department and position' },
  reach: { zh: '电话与邮箱', en: 'Phone and e-mail' },
});
