/** Lists page by page, as programs see them: a cursor of one list goes on with that list, and with no other. */
import { createHash } from 'node:crypto';
import type { Page, Place } from '../db/statements/pages.js';
import { canonicalJson } from '../domain/canonical-json.js';
import { isIdentifier } from '../domain/identifiers.js';
import type { Bilingual } from '../domain/bilingual.js';
import type { Refusal } from '../domain/refusals.js';
import { invalid } from './refusing.js';

export interface ListPage<Item> {
  readonly items: Item[];
  /** The cursor of the next page; null where nothing more comes. What comes in meanwhile moves no row from page to page. */
  readonly next: string | null;
}

/** What a page is asked for by, beside the list's filter. */
export interface PageRequest {
  /** 1 to 1,000; 100 unless told otherwise. */
  readonly limit?: number;
  /** The `next` of the page before, of this list with this filter. */
  readonly after?: string;
}

/** Which list it is: of whom, and narrowed to what. */
export interface NamedList {
  readonly list:
    | 'orders'
    | 'certificates'
    | 'revocations'
    | 'notices'
    | 'operations'
    | 'payments'
    | 'plans'
    | 'companies'
    | 'contacts'
    | 'letters'
    | 'delegations'
    | 'waits'
    | 'desk';
  readonly account: string;
  readonly filter: object;
}

/** Tells a cursor from other words, and keeps it from looking like an option. */
const PREFIX = 'after_';
/** To the microsecond, as Postgres keeps instants. */
const INSTANT = /^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

export function pageFrom<Row, Item>(
  named: NamedList,
  { rows, next }: Page<Row>,
  itemOf: (row: Row) => Item,
): ListPage<Item> {
  return { items: rows.map(itemOf), next: next ? cursorOf(named, next) : null };
}

/** Where the page begins. Throws Refusal `InvalidInput`, field `after`, for what is no cursor of this very list. */
export function placeOf(named: NamedList, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [mark, at, id] = readCursor(cursor);
  if (typeof at !== 'string' || !isInstant(at) || !isIdOf(named, id))
    throw unusable({ zh: 'after 不是列表给出的游标', en: 'after is no cursor that a list gave' });
  if (mark !== markOf(named))
    throw unusable({
      zh: 'after 是另一个列表或另一个筛选条件的游标',
      en: 'after is the cursor of another list, or of another filter',
    });
  return { at, id };
}

/** Entries of the log and versions of letters are known by their numbers. */
function isIdOf({ list }: NamedList, id: unknown): id is string {
  if (list === 'operations') return isIdentifier(id) && /^\d{1,15}$/.test(id);
  if (list === 'letters') return isIdentifier(id) && /^\d{1,9}$/.test(id);
  return isIdentifier(id);
}

function isInstant(at: string): boolean {
  return INSTANT.test(at) && !Number.isNaN(Date.parse(at));
}

function cursorOf(named: NamedList, { at, id }: Place): string {
  return PREFIX + Buffer.from(JSON.stringify([markOf(named), at, id])).toString('base64url');
}

function readCursor(cursor: unknown): unknown[] {
  if (typeof cursor !== 'string' || !cursor.startsWith(PREFIX) || cursor.length > 512) return [];
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor.slice(PREFIX.length), 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

/** A hash, no secret: it keeps cursors apart, and every page is the account's own all the same. */
function markOf({ list, account, filter }: NamedList): string {
  const text = canonicalJson([list, account, filter]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function unusable(message: Bilingual): Refusal {
  return invalid('after', message, {
    zh: '同一列表、同一筛选条件下某一页的 `next`;不填则为第一页',
    en: 'the `next` of a page of the same list, with the same filter; without it, the first page',
  });
}
