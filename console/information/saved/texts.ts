/** What is said of anything that is saved for later orders. */
import { texts } from '../../texts/texts.js';

export const SAVED_TEXTS = texts('information/saved', {
  notGiven: { zh: '不填写', en: 'None' },
  askRemove: { zh: '删除“{{name}}”?', en: 'Remove “{{name}}”?' },
  afterRemove: {
    zh: '已提交的订单保留自己的副本,不受影响。',
    en: 'Orders that were placed with it keep their copies.',
  },
});
