/** The words that the stores' differences are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { StoreRepairOutcome, StoresComparison } from '../../../domain/stores/words.js';

export const DOCTOR_TEXTS = {
  question: { zh: '  执行?[y/N] ', en: '  Do it? [y/N] ' },
  nothingFromHere: { zh: '此处无法修复', en: 'nothing can be done from here' },
  nothingLacks: { zh: '各处一致,没有缺失。', en: 'Nothing lacks anything.' },
  nothingLacksAnyMore: { zh: '各处已一致,没有缺失。', en: 'Nothing lacks anything any more.' },
} as const satisfies Record<string, Bilingual>;

export const OUTCOME_WORDS: Readonly<Record<StoreRepairOutcome['outcome'] | 'left' | 'failed', Bilingual>> = {
  mended: { zh: '已修复', en: 'mended' },
  'not-needed': { zh: '无需修复', en: 'not-needed' },
  left: { zh: '保留原状', en: 'left' },
  failed: { zh: '失败', en: 'failed' },
};

export function outcomeText(outcome: keyof typeof OUTCOME_WORDS, told: Bilingual): Bilingual {
  const { zh, en } = OUTCOME_WORDS[outcome];
  return { zh: `  -> ${zh}${told.zh && `:${told.zh}`}`, en: `  -> ${en}${told.en && `: ${told.en}`}` };
}

/** What was compared, as far as it could be. */
export function comparedText({
  rows,
  workflows,
  ordersAtCa,
  payments,
}: StoresComparison['compared']): Bilingual {
  const counts: Bilingual[] = [
    { zh: `数据库中 ${rows} 个订单`, en: `${rows} orders in Postgres` },
    { zh: `Temporal 中 ${workflows} 个`, en: `${workflows} in Temporal` },
    ...(ordersAtCa === null ? [] : [{ zh: `CA 处 ${ordersAtCa} 个`, en: `${ordersAtCa} at the CA` }]),
    ...(payments === null ? [] : [{ zh: `款项 ${payments} 笔`, en: `${payments} payments` }]),
  ];
  return {
    zh: `已比对:${counts.map(({ zh }) => zh).join(',')}。`,
    en: `Compared: ${counts.map(({ en }) => en).join(', ')}.`,
  };
}

export function notComparedText(gap: Bilingual): Bilingual {
  return { zh: `未比对:${gap.zh}`, en: `not compared: ${gap.en}` };
}

/** Of whom, and what it lacks. */
export function lackText(subject: string, account: string | null, lacks: Bilingual): Bilingual {
  return {
    zh: `${subject}${account === null ? '' : `(${account})`}:${lacks.zh}`,
    en: `${subject}${account === null ? '' : ` (${account})`}: ${lacks.en}`,
  };
}

export function repairLine(repair: string, words: Bilingual): Bilingual {
  return { zh: `${words.zh}(${repair})`, en: `${repair}: ${words.en}` };
}

/** How many differences; `toldRepairs`: what mends each stands beside it. */
export function summaryText(count: number, toldRepairs: boolean): Bilingual {
  return {
    zh: `共 ${count} 处不一致。${toldRepairs ? '' : '用 `sealflow doctor --repair --dry-run` 查看修复办法。'}`,
    en: `${count} ${count === 1 ? 'difference' : 'differences'}.${toldRepairs ? '' : ' `sealflow doctor --repair --dry-run` tells what mends them.'}`,
  };
}

export function leftText(count: number): Bilingual {
  return { zh: `剩余 ${count} 处。`, en: `Left: ${count}.` };
}
