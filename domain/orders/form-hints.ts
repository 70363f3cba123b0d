/** What the ordering guide tells whoever fills in a form or waits for a proof: one table, each line with its section. Refuses nothing. */
import type { Bilingual } from '../bilingual.js';
import { FREE_PLACES } from '../catalogue/free-places.js';
import type { Brand, CertificateType, OrganizationWay, ValidationMethod } from '../catalogue/words.js';
import type { CertificateKind } from '../names/kinds.js';
import type { MaskedReach } from '../organization/reach.js';
import type { Wait } from '../waits.js';
import { organizationWayOf } from './steps.js';

/** Where a hint belongs in a form. */
export type HintedField =
  'type' | 'names' | 'validation' | 'keyPassword' | 'notificationEmail' | 'contact' | 'organizationCheck';

export interface FormHint {
  readonly field: HintedField;
  readonly text: Bilingual;
  /** Of the ordering rules. */
  readonly section: string;
}

/** What is known of a form so far. */
export interface HintedForm {
  readonly brand: Brand;
  readonly type: CertificateType;
  /** Undefined before the names are known. */
  readonly kind?: CertificateKind | undefined;
  readonly validation?: ValidationMethod | undefined;
  readonly hasKeyPassword?: boolean;
  readonly reach?: MaskedReach;
}

interface Line {
  readonly field: HintedField;
  readonly section: string;
  /** Undefined where it is not for this form. */
  readonly text: (form: HintedForm) => Bilingual | undefined;
}

const LINES: readonly Line[] = [
  {
    field: 'type',
    section: '7',
    text: ({ type }) =>
      type === 'dv-free'
        ? {
            zh: `免费证书仅用于测试;域名验证通过后 ${FREE_PLACES.issuedWithinHoursOfValidation} 小时内签发;到期后不能续费,需重新申请。`,
            en: `A free certificate is for tests only; it is issued within ${FREE_PLACES.issuedWithinHoursOfValidation} hours of the proof of its name; it is not renewed but applied for again.`,
          }
        : undefined,
  },
  { field: 'names', section: '3', text: ({ kind }) => INCLUDED_NAMES[kind ?? 'single'] },
  {
    field: 'names',
    section: '3',
    text: () => ({
      zh: '域名提交后不能更改。',
      en: "Names can't be changed once the order is submitted.",
    }),
  },
  {
    field: 'validation',
    section: '5',
    text: ({ validation }) => (validation?.endsWith('dns') ? SHOWN_SOON : undefined),
  },
  {
    field: 'keyPassword',
    section: '4',
    text: () => ({
      zh: '私钥密码可不填;至少 6 个字符,不能有空格;设置后不能修改,也不能找回。证书用于负载均衡或 CDN 时请不要设置。',
      en: "A key password is optional: at least 6 characters, no space; it can't be changed or recovered. Set none where the certificate goes to a load balancer or CDN.",
    }),
  },
  {
    field: 'notificationEmail',
    section: '4',
    text: ({ type }) =>
      type === 'dv-free'
        ? {
            zh: '申请邮箱为必填项:签发结果会发送到该邮箱。',
            en: 'The e-mail address is required: the result is sent to it.',
          }
        : undefined,
  },
  { field: 'contact', section: '6', text: (form) => hintOfContact(form, wayOf(form)) },
  {
    field: 'organizationCheck',
    section: '6b',
    text: (form) => (wayOf(form) === 'public-record' ? publicChannel(form.reach) : undefined),
  },
];

const INCLUDED_NAMES: Readonly<Record<CertificateKind, Bilingual>> = {
  single: {
    zh: '单域名证书:`www` 域名与其主域名互相包含(如 `www.example.com` 与 `example.com`),其他域名不包含在内。',
    en: '`www` is included: `www.example.com` also covers `example.com`, and the other way round. No other name is.',
  },
  multi: {
    zh: '多域名证书:只包含所填写的域名;`www` 域名也需要单独填写。',
    en: 'Only the names in the list are covered: list the `www` names as well.',
  },
  wildcard: {
    zh: '通配符证书:`*.example.com` 包含 `example.com`;更下一级的域名不包含在内,`*.a.example.com` 也不包含 `a.example.com`。',
    en: "`*.example.com` also covers `example.com`. Names one level further down are not included, and `*.a.example.com` doesn't cover `a.example.com`.",
  },
  'wildcard-multi': {
    zh: '通配符多域名证书:`*.example.com` 包含 `example.com`;其他域名只包含所填写的。',
    en: '`*.example.com` also covers `example.com`. Of all else only the names in the list are covered.',
  },
};

const SHOWN_SOON: Bilingual = {
  zh: 'DNS 记录添加后,通常 1 到 5 分钟生效。',
  en: 'A DNS record is usually seen within 1 to 5 minutes.',
};

/** The hints of a form, in the form's order. */
export function hintsOfForm(form: HintedForm): FormHint[] {
  return LINES.flatMap(({ field, section, text }) => {
    const found = text(form);
    return found ? [{ field, section, text: found }] : [];
  });
}

export interface WaitingOrder {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly waitingOn: Wait;
  readonly validation?: ValidationMethod | undefined;
  readonly reach?: MaskedReach | undefined;
}

/** What is good to know while an order waits like this: which number is called, where a mail comes from, how long it takes. */
export function hintsOfWait(order: WaitingOrder): readonly Bilingual[] {
  return HINTS_OF_WAIT[order.waitingOn]?.(order) ?? [];
}

type HintsOf = (order: WaitingOrder) => readonly Bilingual[];

const HINTS_OF_WAIT: Readonly<Partial<Record<Wait, HintsOf>>> = {
  'subscriber-dns': () => [SHOWN_SOON],
  'subscriber-emails': (order) => [twoMails(order, order.reach)],
  'subscriber-mailbox': (order) => [oneMail(order, order.reach)],
  'ca-phone-call': ({ reach }) => (reach?.contact ? [phoned(reach.contact.phone)] : []),
  'subscriber-phone': ({ reach }) => (reach?.contact ? [phoned(reach.contact.phone)] : []),
  'ca-public-record': ({ reach }) => (reach?.channel ? [publicChannel(reach)] : []),
  'ca-issuance': ({ type }) => (type === 'dv-free' ? [SOON_ISSUED] : []),
};

/** The waits whose hints name a person's number or address. */
export function needsReach(wait: Wait | null): boolean {
  return wait !== null && OF_PEOPLE.includes(wait);
}

const OF_PEOPLE: readonly Wait[] = [
  'subscriber-emails',
  'subscriber-mailbox',
  'ca-phone-call',
  'subscriber-phone',
  'ca-public-record',
];

const SOON_ISSUED: Bilingual = {
  zh: `免费证书在域名验证通过后 ${FREE_PLACES.issuedWithinHoursOfValidation} 小时内签发。`,
  en: `A free certificate is issued within ${FREE_PLACES.issuedWithinHoursOfValidation} hours of the proof of its name.`,
};

function wayOf({ brand, type }: Pick<HintedForm, 'brand' | 'type'>): OrganizationWay | undefined {
  return organizationWayOf(brand, type);
}

/** Ordering rules, section 6: whom the CA will write to and call. */
function hintOfContact(form: HintedForm, way: OrganizationWay | undefined): Bilingual | undefined {
  if (way === 'two-emails') return twoMails(form, form.reach);
  if (way !== 'phone-and-mailbox') return undefined;
  const mail = oneMail(form, form.reach);
  const call = phoned(form.reach?.contact?.phone);
  return { zh: `${call.zh}${mail.zh}`, en: `${call.en} ${mail.en}` };
}

/** Section 6a: they can't be sent again, and their address can't be changed. */
function twoMails({ brand }: { readonly brand: Brand }, reach: MaskedReach | undefined): Bilingual {
  const address = reach?.contact?.email;
  const ca = SENDERS[brand] ?? ANY_CA;
  return {
    zh: `两封邮件由${ca.zh}发出(不是由本系统发出),发送到订单联系人的邮箱${address === undefined ? '' : ` ${address}`};没有收到时请查看垃圾邮件文件夹。邮件不能重发,邮箱不能更改。`,
    en: `Two e-mails come from ${ca.en}, not from here, to the order's contact${address === undefined ? '' : ` (${address})`}: look into the spam folder too. They can't be sent again, and the address can't be changed.`,
  };
}

function oneMail({ brand }: { readonly brand: Brand }, reach: MaskedReach | undefined): Bilingual {
  const address = reach?.contact?.email;
  const ca = SENDERS[brand] ?? ANY_CA;
  return {
    zh: `确认邮件由${ca.zh}发送到订单联系人的邮箱${address === undefined ? '' : ` ${address}`};没有收到时请查看垃圾邮件文件夹。`,
    en: `The e-mail to be confirmed comes from ${ca.en} to the order's contact${address === undefined ? '' : ` (${address})`}: look into the spam folder too.`,
  };
}

const ANY_CA: Bilingual = { zh: ' CA ', en: 'the CA' };
const SENDERS: Readonly<Partial<Record<Brand, Bilingual>>> = {
  wotrus: { zh: '沃通(WoTrus)', en: 'WoTrus, the CA' },
};

function phoned(number: string | undefined): Bilingual {
  return number === undefined
    ? { zh: 'CA 将致电订单联系人的电话。', en: "The CA will phone the order's contact." }
    : {
        zh: `CA 将致电订单联系人的电话 ${number}。`,
        en: `The CA will phone the order's contact on the number ending ${number}.`,
      };
}

/** Section 6b. */
function publicChannel(reach: MaskedReach | undefined): Bilingual {
  const channel = reach?.channel;
  if (channel?.by === 'phone')
    return {
      zh: `CA 将致电公开渠道上的企业电话 ${channel.number},通常需要 3 到 5 个工作日,请保持电话畅通。`,
      en: `The CA will phone the company on the number on public record ending ${channel.number}, usually within 3 to 5 working days: see that it is answered.`,
    };
  if (channel?.by === 'email')
    return {
      zh: `CA 将发邮件到公开渠道上的企业邮箱 ${channel.address},通常需要 3 到 5 个工作日;没有收到时请查看垃圾邮件文件夹。`,
      en: `The CA will write to the company's address on public record (${channel.address}), usually within 3 to 5 working days: look into the spam folder too.`,
    };
  return {
    zh: 'CA 将通过您所填写的公开渠道致电或发邮件给企业,通常需要 3 到 5 个工作日。',
    en: 'The CA will phone or write to the company over the channel on public record that you name, usually within 3 to 5 working days.',
  };
}
