/** What has to happen next, in words: beside a command line, and on a page. Stored with an order's stand. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';

/** As it is stored; whoever wrote it before pages had words of their own left those out. */
export interface NextAction extends Bilingual {
  /** Without commands, for a page that has a button or a form for what is told. */
  readonly page?: Bilingual;
}

/** As it is shown: both are always there. */
export interface ShownAction extends NextAction {
  readonly page: Bilingual;
}

/** Where it has no words for a page, those that name commands stand there. */
export function shownAction(action: NextAction): ShownAction {
  const { zh, en, page = { zh, en } } = action;
  return { zh, en, page };
}
