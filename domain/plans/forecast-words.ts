/** One line of a forecast in words. */
import type { ForecastItem, ForecastNeed } from './forecast.js';
import type { Bilingual } from '../bilingual.js';
import { DEFAULT_TIME_ZONE, localDay } from '../time-zone.js';
import { WAIT_WORDS } from '../wait-words.js';

const NEEDS: Readonly<Record<ForecastNeed, Bilingual>> = {
  record: { zh: '手动添加 DNS 记录', en: 'a DNS record set by hand' },
  file: { zh: '放置验证文件', en: 'a validation file put in place' },
  'two-emails': { zh: '确认两封邮件', en: 'two e-mails answered' },
  'public-record': { zh: '接听公开电话核实', en: 'a call or mail on public record answered' },
  'confirmation-letter': { zh: '盖章确认函', en: 'a stamped letter' },
  'application-form': { zh: '盖章申请表', en: 'a stamped application form' },
  'phone-and-mailbox': { zh: '接听电话并确认邮箱', en: 'phone and mailbox confirmed' },
};

/** What is to be done, with its days as they are in `timeZone`; whom it is about stands beside it. */
export function forecastInWords(item: ForecastItem, timeZone = DEFAULT_TIME_ZONE): Bilingual {
  const { zh, en } = sentenceOf(item, timeZone);
  if (item.needs.length === 0) return { zh, en };
  const needs = item.needs.map((need) => NEEDS[need]);
  return {
    zh: `${zh};需要:${needs.map((need) => need.zh).join('、')}`,
    en: `${en}; needs ${needs.map((need) => need.en).join(' and ')}`,
  };
}

function sentenceOf(item: ForecastItem, timeZone: string): Bilingual {
  const { kind, wait, number = 1, needsPeople } = item;
  const by = localDay(new Date(item.by).toISOString(), timeZone);
  switch (kind) {
    case 'order-deadline':
      return {
        zh: `订单将因等待到期而结束:${wait ? `${WAIT_WORDS[wait].zh}(${wait})` : ''}`,
        en: `the order ends unless its wait (${wait ?? ''}) does`,
      };
    case 'letter':
      return { zh: '须在此前提交盖章文件', en: 'the stamped letter must have come' };
    case 'validation-lapses':
      return lapseInWords(item);
    case 'reissue':
      return needsPeople
        ? { zh: `申请第 ${number} 张证书,须在 ${by} 前完成`, en: `order certificate ${number}, by ${by}` }
        : { zh: `自动申请第 ${number} 张证书`, en: `certificate ${number} is ordered by itself` };
    case 'renewal':
      return needsPeople
        ? { zh: `方案将于 ${by} 结束,请续费`, en: `the plan ends on ${by}: renew it` }
        : { zh: `方案将于 ${by} 结束,自动续费`, en: `the plan ends on ${by}, and is renewed by itself` };
    case 'expiry':
      return { zh: '证书到期,且没有后续证书', en: 'the certificate expires, and nothing follows it' };
  }
}

function lapseInWords({ proof, rule, needsPeople }: ForecastItem): Bilingual {
  const what = proof === 'organization' ? { zh: '企业', en: 'company' } : { zh: '域名', en: 'names' };
  const why =
    rule === undefined ? { zh: '', en: '' } : { zh: `(${rule} 起的新规则)`, en: ` (rule of ${rule})` };
  const who = needsPeople
    ? { zh: '此后须重新验证', en: 'validate anew for what is issued later' }
    : { zh: '此后将自动重新验证', en: 'validated anew by itself for what is issued later' };
  return {
    zh: `${what.zh}的验证不能再用${why.zh};${who.zh}`,
    en: `the validation of the ${what.en} can be used no longer${why.en}; ${who.en}`,
  };
}
