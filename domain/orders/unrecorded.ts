/** What is told where the stand of an order, or what was said of it, can't be recorded. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';

/** `why`: the failure of the step that records. */
export function notRecorded(why: string): string {
  return `Where this stands can't be recorded: ${why} It is tried again by itself, and goes on once it is.`;
}

/** In the place of words that the database does not take. `what`: which refusal, without the words. */
export function wordsNotRecorded(what: string): string {
  return `What was said of this step can't be recorded (${what}). It goes on without these words; its workflow has them.`;
}

/** In the place of a next action that quotes such words. `command`: where it is told all the same. */
export function actionNotRecorded(command: string): Bilingual {
  return {
    zh: `下一步的说明无法记录,请通过 \`${command}\` 查看。`,
    en: `What is next can't be recorded: \`${command}\` tells it.`,
  };
}
