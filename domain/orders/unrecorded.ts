/** What is told where the stand of an order, or what was said of it, can't be recorded. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';
import type { NextAction } from './next-action.js';

/** `why`: the failure of the step that records. */
export function notRecorded(why: Bilingual): Bilingual {
  return {
    zh: `当前状态无法记录:${why.zh} 系统会自动重试,记录之后继续进行。`,
    en: `Where this stands can't be recorded: ${why.en} It is tried again by itself, and goes on once it is.`,
  };
}

/** In the place of words that the database does not take. `what`: which refusal, without the words. */
export function wordsNotRecorded(what: string): Bilingual {
  return {
    zh: `关于这一步的说明无法记录(${what})。流程照常继续;说明保存在其工作流中。`,
    en: `What was said of this step can't be recorded (${what}). It goes on without these words; its workflow has them.`,
  };
}

/** In the place of a next action that quotes such words. `command`: where it is told all the same. */
export function actionNotRecorded(command: string): NextAction {
  return {
    page: { zh: '下一步的说明无法记录。', en: "What is next can't be recorded." },
    zh: `下一步的说明无法记录,请通过 \`${command}\` 查看。`,
    en: `What is next can't be recorded: \`${command}\` tells it.`,
  };
}
