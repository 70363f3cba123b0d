/** What a lifecycle does next, in words: for the Temporal Web UI and the views of plans. Used by workflows: no libraries. */
import type { LifecycleStep } from './facts.js';
import { code } from '../markdown.js';
import type { Bilingual } from '../bilingual.js';
import { timeInWords } from '../time-zone.js';
import { moneyText } from '../catalogue/money.js';
import { END_REASONS } from './end-reasons.js';

/** One sentence, by the clock of `timeZone`. */
export function stepInWords(step: LifecycleStep, timeZone?: string): Bilingual {
  const at = 'at' in step ? timeInWords(step.at, timeZone) : { zh: '', en: '' };
  switch (step.do) {
    case 'announce-expiry':
      return {
        zh: `${at.zh}通知:证书将在 ${step.days} 天内到期。`,
        en: `At ${at.en}: tell that the certificate expires within ${step.days} days.`,
      };
    case 'announce-expired':
      return {
        zh: `${at.zh}通知:证书已到期。`,
        en: `At ${at.en}: tell that the certificate has expired.`,
      };
    case 'reissue':
      return {
        zh: `${at.zh}自动申请本方案的第 ${step.number} 张证书(第 ${step.attempt} 次尝试)。`,
        en: `At ${at.en}: order certificate ${step.number} of the plan (attempt ${step.attempt}).`,
      };
    case 'renew':
      return {
        zh: `${at.zh}自动续费(第 ${step.attempt} 次尝试)。`,
        en: `At ${at.en}: renew the plan (attempt ${step.attempt}).`,
      };
    case 'announce-renewal': {
      const renewsAt = timeInWords(step.renewsAt, timeZone);
      return {
        zh: `${at.zh}通知:方案将于 ${renewsAt.zh}自动续费,预留 ${moneyText(step)}。`,
        en: `At ${at.en}: tell that the plan renews itself at ${renewsAt.en}, and sets ${moneyText(step)} aside.`,
      };
    }
    case 'announce-place-released':
      return {
        zh: `${at.zh}通知:免费证书名额已释放。`,
        en: `At ${at.en}: tell that the free certificate's place is free again.`,
      };
    case 'wait':
      return {
        zh: '等待:目前没有需要处理的事项。',
        en: 'Waiting: nothing is to be done until something changes.',
      };
    case 'end':
      return { zh: `结束:${chineseOf(step.reason)}`, en: `Over: ${step.reason}` };
  }
}

/** Histories have the English one. */
function chineseOf(reason: string): string {
  return Object.values(END_REASONS).find(({ en }) => en === reason)?.zh ?? reason;
}

/** Markdown, both languages, for the Temporal Web UI. */
export function describeStep(planId: string, step: LifecycleStep): string {
  const { zh, en } = stepInWords(step);
  return `${code(planId)}\n\n${zh}\n\n${en}\n`;
}
