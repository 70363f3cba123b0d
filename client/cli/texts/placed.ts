/** What a command that places an order says at its end: the record, the file or the paper to hand, in the reader's language. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { FIELDS_OF_ORDER } from '../../../domain/orders/field-words.js';

export const PLACED = (orderId: string): Bilingual => ({
  zh: `订单 ${orderId} 已提交。`,
  en: `Order ${orderId} is placed.`,
});

export const AT_CA = (ca: string): Bilingual => ({
  zh: `由 CA ${ca} 签发。`,
  en: `It is placed at the CA ${ca}.`,
});

export const DRAFTED = (orderId: string): Bilingual => ({
  zh: `草稿订单 ${orderId} 已保存,尚未提交资料,也没有扣款。`,
  en: `Order ${orderId} is kept as a draft: its form is to come, and nothing is taken.`,
});

export const REPLACES = (orderId: string): Bilingual => ({
  zh: `它代替订单 ${orderId},后者已取消。`,
  en: `It replaces order ${orderId}, which is withdrawn.`,
});

export const FOLLOWS = (certificateId: string): Bilingual => ({
  zh: `它接替证书 ${certificateId};新证书签发之前,原证书继续有效。`,
  en: `It follows certificate ${certificateId}, which stays until the new one is issued.`,
});

export function changedText(fields: readonly string[]): Bilingual {
  const names = fields.map((field) => FIELDS_OF_ORDER[field] ?? { zh: field, en: field });
  return names.length === 0
    ? { zh: '更改的内容:无', en: 'Changed: nothing' }
    : {
        zh: `更改的内容:${names.map(({ zh }) => zh).join('、')}`,
        en: `Changed: ${names.map(({ en }) => en).join(', ')}`,
      };
}

export const COULD_BE_RESUBMITTED = (orderId: string): Bilingual => ({
  zh: `订单 ${orderId} 可以取消并重新提交;目前没有做任何更改。`,
  en: `Order ${orderId} could be withdrawn and submitted anew; nothing was done.`,
});

export const SET_RECORDS: Bilingual = {
  zh: '请在域名的 DNS 中添加以下记录,并保留到证书签发为止:',
  en: "Set these records in the names' DNS, and leave them there until the certificate is issued:",
};
export const PUT_FILES: Bilingual = {
  zh: '请在网站上放置以下文件,并保留到证书签发为止:',
  en: 'Put these files on the web servers, and leave them there until the certificate is issued:',
};
export const RECORD_COLUMNS = {
  domain: { zh: '域名', en: 'DOMAIN' },
  host: { zh: '主机记录', en: 'HOST RECORD' },
  type: { zh: '记录类型', en: 'TYPE' },
  value: { zh: '记录值', en: 'VALUE' },
} satisfies Record<string, Bilingual>;
export const FILE_LABELS = {
  file: { zh: '文件', en: 'File' },
  content: { zh: '内容', en: 'Content' },
} satisfies Record<string, Bilingual>;

export const CHECKED_BY_ITSELF = (orderId: string): Bilingual => ({
  zh: `系统会自动检查,也可立即检查:sealflow order check ${orderId}`,
  en: `It is looked for by itself, or at once with: sealflow order check ${orderId}`,
});

export const WATCHED = (orderId: string): Bilingual => ({
  zh: `查看进度,直到证书签发:sealflow order watch ${orderId}`,
  en: `To follow it to its certificate: sealflow order watch ${orderId}`,
});

export const STILL_PLACED = (orderId: string): Bilingual => ({
  zh: `订单正在提交给 CA。查看下一步:sealflow order show ${orderId}`,
  en: `It is being placed at the CA. What comes next: sealflow order show ${orderId}`,
});

export const ISSUED = (orderId: string): Bilingual => ({
  zh: `证书已签发。下载:sealflow certificate download ${orderId} --out DIR`,
  en: `The certificate is issued. To download it: sealflow certificate download ${orderId} --out DIR`,
});

export const ENDED = (reason: string): Bilingual => ({
  zh: `订单没有签发证书就结束了:${reason}`,
  en: `The order ended without a certificate: ${reason}`,
});
