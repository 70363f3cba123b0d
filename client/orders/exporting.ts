/** The filtered list of orders as a table for spreadsheets: comma-separated values, in the reader's language. */
import type { OrderFilter } from '../../db/statements/orders/lists.js';
import { LANGUAGES, wordOf, type Bilingual, type Language } from '../../domain/bilingual.js';
import { BRAND_WORDS, TYPE_WORDS } from '../../domain/catalogue/spoken-words.js';
import { PARTY_WORDS, STATE_WORDS } from '../../domain/orders/status-markdown.js';
import { WAIT_WORDS } from '../../domain/wait-words.js';
import type { ClientContext } from '../context.js';
import { listSummaries } from './listing.js';
import { refuseUnknown } from './reading.js';
import type { OrderSummary } from './views.js';

export interface ExportRequest extends OrderFilter {
  /** Of the columns' names and of the words in them; Chinese unless told otherwise. */
  readonly language?: Language;
}

/** Orders read at once: what is held of a table, however long it is. */
const PAGE = 500;

interface Column {
  readonly name: Bilingual;
  readonly of: (order: OrderSummary, language: Language) => string | null;
}

const COLUMNS: readonly Column[] = [
  { name: { zh: '订单编号', en: 'Order' }, of: ({ orderId }) => orderId },
  { name: { zh: '状态', en: 'State' }, of: ({ state }, language) => STATE_WORDS[state][language] },
  { name: { zh: '品牌', en: 'Brand' }, of: ({ brand }, language) => wordOf(BRAND_WORDS, brand)[language] },
  { name: { zh: '类型', en: 'Type' }, of: ({ type }, language) => TYPE_WORDS[type][language] },
  { name: { zh: '域名', en: 'Names' }, of: ({ names }) => names.join(' ') },
  { name: { zh: '别名', en: 'Alias' }, of: ({ alias }) => alias },
  { name: { zh: '项目', en: 'Project' }, of: ({ project }) => project },
  {
    name: { zh: '标签', en: 'Tags' },
    of: ({ tags }) => tags.map(({ key, value }) => (value === '' ? key : `${key}=${value}`)).join(' '),
  },
  {
    name: { zh: '轮到谁', en: 'Whose turn' },
    of: ({ party }, language) => party && PARTY_WORDS[party][language],
  },
  {
    name: { zh: '等待', en: 'Waits for' },
    of: ({ waitingOn }, language) => waitingOn && WAIT_WORDS[waitingOn][language],
  },
  { name: { zh: '开始等待', en: 'Since' }, of: ({ since }) => since },
  { name: { zh: '截止', en: 'Deadline' }, of: ({ deadline }) => deadline },
  {
    name: { zh: '下一步', en: 'Next action' },
    of: ({ nextAction }, language) => nextAction && nextAction[language],
  },
  {
    name: { zh: '原因', en: 'Reason' },
    of: ({ reason, reasonChinese }, language) => (language === 'zh' ? (reasonChinese ?? reason) : reason),
  },
  { name: { zh: '创建时间', en: 'Created' }, of: ({ createdAt }) => createdAt },
  { name: { zh: '证书编号', en: 'Certificate' }, of: ({ certificateId }) => certificateId },
];

/** Throws Refusal `InvalidInput`, by field, where the first line is asked for. */
export async function* exportedOrders(
  context: ClientContext,
  { language = 'zh', ...filter }: ExportRequest,
): AsyncGenerator<string, void, undefined> {
  refuseUnknown('language', language, LANGUAGES);
  let page = await listSummaries(context, { ...filter, limit: PAGE });
  yield lineOf(COLUMNS.map(({ name }) => name[language]));
  for (;;) {
    for (const order of page.items) yield lineOf(COLUMNS.map(({ of }) => of(order, language) ?? ''));
    if (page.next === null) return;
    page = await listSummaries(context, { ...filter, limit: PAGE, after: page.next });
  }
}

function lineOf(cells: readonly string[]): string {
  return cells.map(cellOf).join(',');
}

/** What a spreadsheet would take for a formula begins with one of these (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** RFC 4180, section 2, on one line: line breaks are blanks. A formula is made a text by the mark that spreadsheets have for it. */
function cellOf(text: string): string {
  const defused = FORMULA.test(text) ? `'${text}` : text;
  const line = defused.replace(/[\r\n]+/g, ' ');
  return /[",\t]|^ | $/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
