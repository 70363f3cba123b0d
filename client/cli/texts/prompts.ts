/** The words of the questions at a terminal. What the fields are called: domain/orders/field-words.ts. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const OPTIONAL: Bilingual = { zh: '(可不填,直接回车跳过)', en: ' (optional, Enter for none)' };
export const CHOOSE = (label: Bilingual, most: number): Bilingual => ({
  zh: `${label.zh}(输入 1 到 ${most}):`,
  en: `${label.en} (1 to ${most}): `,
});
export const CHOOSE_OR_DEFAULT = (label: Bilingual, most: number, usual: number): Bilingual => ({
  zh: `${label.zh}(输入 1 到 ${most},直接回车为 ${usual}):`,
  en: `${label.en} (1 to ${most}, Enter for ${usual}): `,
});
export const WRITE = (label: Bilingual): Bilingual => ({ zh: `${label.zh}:`, en: `${label.en}: ` });
export const WRITE_OPTIONAL = (label: Bilingual): Bilingual => ({
  zh: `${label.zh}${OPTIONAL.zh}:`,
  en: `${label.en}${OPTIONAL.en}: `,
});
export const WRITE_AGAIN = (label: Bilingual): Bilingual => ({
  zh: `再次输入${label.zh}:`,
  en: `${label.en}, once more: `,
});
export const NOT_THE_SAME: Bilingual = {
  zh: '两次输入不一致,请重新输入。',
  en: 'The two are not the same: once more.',
};
export const ACCEPTED = (accepted: Bilingual): Bilingual => ({
  zh: `可以是:${accepted.zh}`,
  en: `accepted: ${accepted.en}`,
});

/** What is not a field's name, but its question. */
export const LABELS: Readonly<Record<string, Bilingual>> = {
  names: {
    zh: '证书绑定域名(多个域名用空格分隔,第一个为通用名称)',
    en: 'names (separated by spaces, the common name first)',
  },
  'company.country': {
    zh: '国家或地区(两个大写字母,如 CN)',
    en: 'country (two capital letters, such as CN)',
  },
  'csr.algorithm': {
    zh: '密钥算法(使用自己的 CSR 时,请改用 `--csr` 选项)',
    en: 'key algorithm (for a CSR of your own, use `--csr` instead)',
  },
  notificationEmail: { zh: '申请邮箱 *', en: 'e-mail address *' },
  autoRenew: { zh: '到期时自动续费', en: 'buy another plan by itself when this one ends' },
};

export const NEW_ONE: Bilingual = { zh: '新填写一个', en: 'a new one' };
export const NO: Bilingual = { zh: '否', en: 'no' };
export const YES_CHOICE: Bilingual = { zh: '是', en: 'yes' };
export const YEARS = (years: number): Bilingual => ({
  zh: `${years} 年`,
  en: `${years} year${years === 1 ? '' : 's'}`,
});

export const GIVEN_UP = {
  message: {
    zh: '提问没有全部回答:没有做任何更改。',
    en: 'The questions were not answered to the end: nothing was done',
  },
  accepted: {
    zh: '重新执行命令,或用文件提供答案',
    en: 'the same command again, or a file with the answers',
  },
} satisfies Record<string, Bilingual>;
