/** A quote and the question whether to pay, in the reader's language. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { inBoth } from '../../../domain/bilingual.js';
import { moneyText } from '../../../domain/catalogue/money.js';
import { KIND_CHOICES, TYPE_CHOICES } from '../../../domain/catalogue/choices.js';
import { APPROVAL_TERMS } from '../../../domain/orders/approval.js';
import type { Quote } from '../../orders/quoting.js';

export const PRICE_LABELS = {
  product: { zh: '产品', en: 'Product' },
  names: { zh: '域名', en: 'Names' },
  ca: { zh: 'CA', en: 'CA' },
  price: { zh: '价格', en: 'Price' },
  approval: { zh: '审批', en: 'Approval' },
  held: { zh: '款项', en: 'Money' },
  plan: { zh: '期限', en: 'Plan' },
  funds: { zh: '余额', en: 'Balance' },
  places: { zh: '免费名额', en: 'Free places' },
} satisfies Record<string, Bilingual>;

export const STEPS_HEADING: Bilingual = { zh: '步骤:', en: 'Steps:' };
export const HINTS_HEADING: Bilingual = { zh: '请注意:', en: 'Good to know:' };

export function productText({ brand, type, kind }: Quote): Bilingual {
  return {
    zh: `${brand} ${TYPE_CHOICES[type].zh},${KIND_CHOICES[kind].zh}`,
    en: `${brand} ${TYPE_CHOICES[type].en}, ${KIND_CHOICES[kind].en}`,
  };
}

export function namesText({ names, certificateNames }: Quote): Bilingual {
  const included = certificateNames.filter((name) => !names.includes(name)).join(', ');
  const count = names.length;
  const [zhMore, enMore] = included ? [`(另含 ${included})`, ` (and ${included}, included)`] : ['', ''];
  return {
    zh: `${count} 个:${names.join('、')}${zhMore}`,
    en: `${count}: ${names.join(', ')}${enMore}`,
  };
}

export function caText({ ca }: Quote): Bilingual {
  if (ca.isPubliclyTrusted) return inBoth(ca.name);
  return { zh: `${ca.name}(不受公共信任)`, en: `${ca.name} (not publicly trusted)` };
}

export function priceText({ price, charged }: Quote): Bilingual {
  if (price) return inBoth(moneyText(price));
  return NO_PRICE[charged];
}

const NO_PRICE: Readonly<Record<Quote['charged'], Bilingual>> = {
  here: inBoth(''),
  free: { zh: '免费', en: 'free' },
  'paid-before': { zh: '无需付款:已包含在原订单中', en: 'nothing: part of what was bought' },
  elsewhere: { zh: '不在此处付款', en: 'nothing is paid here' },
};

export function heldText({ price, needsApproval }: Quote): Bilingual | undefined {
  if (!price) return undefined;
  return needsApproval
    ? {
        zh: '获批后预留;证书签发后扣除;订单以其他方式结束时全额退回',
        en: 'set aside once the order is approved, taken when it is issued, all of it given back at any other end',
      }
    : {
        zh: '提交订单时预留;证书签发后扣除;订单以其他方式结束时全额退回',
        en: 'set aside when the order is placed, taken when it is issued, all of it given back at any other end',
      };
}

export function approvalText({ needsApproval }: Quote): Bilingual | undefined {
  if (!needsApproval) return undefined;
  const days = APPROVAL_TERMS.wait.deadlineDays;
  return {
    zh: `需要:由账号内有审批权的另一人决定;${days} 天内无人决定,订单过期`,
    en: `needed, by somebody else of the account who may approve; without it the order expires after ${days} days`,
  };
}

export function planText({ plan }: Quote): Bilingual {
  const { years, certificates, validityDays, renewsByItself } = plan;
  const zhEach = validityDays === null ? '' : `,每张最多 ${validityDays} 天`;
  const enEach = validityDays === null ? '' : `, each valid for at most ${validityDays} days`;
  const some = certificates === 1 ? '1 certificate' : `${certificates} certificates one after the other`;
  return {
    zh: `${years} 年,共 ${certificates} 张证书${zhEach}${renewsByItself ? ';到期前自动续费,金额按当时的价目表,提前 7 天通知' : ''}`,
    en: `${years} year${years === 1 ? '' : 's'}, ${some}${enEach}${renewsByItself ? '; another plan is bought by itself before it ends, at the price of then, told 7 days ahead' : ''}`,
  };
}

/** What a free certificate lasts is no plan of years. */
export function freePlanText({ plan }: Quote): Bilingual {
  const days = plan.validityDays ?? 0;
  return { zh: `1 张证书,有效期 ${days} 天`, en: `1 certificate, valid for ${days} days` };
}

export function fundsText({ price, funds }: Quote): Bilingual | undefined {
  if (!price) return undefined;
  if (!funds)
    return {
      zh: '未知:付款服务没有告知;余额不足时订单会等待充值',
      en: 'not known: the payment service did not tell. Where it falls short, the order waits for funds',
    };
  const available = moneyText({ amount: funds.available, currency: funds.currency });
  const missing = moneyText({ amount: funds.missing, currency: funds.currency });
  return funds.missing === 0
    ? { zh: `${available},足够支付`, en: `${available}, which is enough` }
    : {
        zh: `${available},不足,还差 ${missing};订单会等待充值,30 天后过期`,
        en: `${available}: ${missing} is missing. The order would wait for funds, and expire after 30 days`,
      };
}

export function placesText({ freePlaces }: Quote): Bilingual | undefined {
  if (!freePlaces) return undefined;
  const { ofAccount, ofDomain } = freePlaces;
  const [account, domain] = [ofAccount, ofDomain].map(({ limit, taken }) => Math.max(0, limit - taken));
  return {
    zh: `账号剩余 ${account} 个(共 ${ofAccount.limit} 个);${ofDomain.domain} 剩余 ${domain} 个(共 ${ofDomain.limit} 个)`,
    en: `${account} of ${ofAccount.limit} left in this account, ${domain} of ${ofDomain.limit} at ${ofDomain.domain}`,
  };
}

export function confirmText(amount: string, { needsApproval }: Pick<Quote, 'needsApproval'>): Bilingual {
  if (needsApproval)
    return {
      zh: `确认提交审批,获批后预留 ${amount}?(输入“是”确认,其他取消):`,
      en: `Ask for the order's approval, and set ${amount} aside once it is approved? (yes, or anything else to cancel): `,
    };
  return {
    zh: `确认下单并预留 ${amount}?(输入“是”确认,其他取消):`,
    en: `Place the order and set ${amount} aside? (yes, or anything else to cancel): `,
  };
}

/** What people type who agree, lower case. */
export const YES: readonly string[] = ['y', 'yes', '是', '好', '确认'];

export const NOT_AGREED = {
  message: { zh: '价格未经确认:没有下单,也没有扣款。', en: 'The price was not agreed to: nothing was done' },
  accepted: {
    zh: '重新执行命令并确认,或加上 `--yes`',
    en: 'the same command again and `yes`, or `--yes`',
  },
} satisfies Record<string, Bilingual>;

export const NO_AMOUNT = {
  message: { zh: '价格无法使用', en: "price can't be used" },
  accepted: { zh: '以元为单位的金额,如 `380.00`', en: 'an amount of yuan such as `380.00`' },
} satisfies Record<string, Bilingual>;
