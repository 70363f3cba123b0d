/** Where an order is looked at in a browser, as commands name it. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { OrderPages } from '../../../domain/orders/pages.js';

const CONSOLE: Bilingual = { zh: '控制台', en: 'Console' };
const WEB_UI: Bilingual = { zh: 'Web UI', en: 'Web UI' };

/** Rows of facts about an order: none for a page that this installation does not have. */
export function pageFacts({ console, webUi }: OrderPages): [Bilingual, string | null][] {
  return [
    [CONSOLE, console],
    [WEB_UI, webUi],
  ];
}
