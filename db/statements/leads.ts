/**
 * What leads a list: the one condition whose index has the rows in the list's order. What else is asked of a row is looked at
 * row by row, until the page is full. Of several that could lead, the one with the fewest rows does.
 */
import { domainToASCII } from 'node:url';
import { isFinal, type OrderState } from '../../domain/orders/states.js';
import type { Queryable } from '../database.js';
import { andAll, FENCE, olderThan, Parameters, type Place } from './pages.js';

/** Orders or certificates: the table's words, and what a row is known by. The names are SQL's own. */
export interface Listed {
  readonly table: 'orders' | 'certificates';
  readonly id: 'order_id' | 'certificate_id';
  readonly words: 'order_words' | 'certificate_words';
}

/** SQL of id and `created_at`, by an index that has its rows newest first. */
export type Lead = (parameters: Parameters, after?: Place, page?: PageOfEach) => string;

/** What is asked of each list that is merged with others. */
export interface PageOfEach {
  /** Of the table's rows. */
  readonly conditions: (parameters: Parameters) => string[];
  /** The table's columns: of the instant, and of the id. */
  readonly sortedBy: readonly [string, string];
  readonly limit: number;
}

/**
 * Several lists as one. Of each no more is read than a page can show, so what else is asked for is asked in each: merged
 * without a limit, Postgres may sort all of them.
 */
export function merged(lists: readonly Lead[]): Lead {
  const [only] = lists;
  if (only && lists.length === 1) return only;
  return (parameters, after, page) => {
    if (!page) return lists.map((list) => list(parameters, after)).join('\n union all ');
    const each = lists.map(
      (list, index) => `select * from (${newestOf(list(parameters, after), page, parameters)}) list_${index}`,
    );
    return firstOf(each, page.limit, parameters);
  };
}

/** `list`: SQL that ends in its conditions. */
export function newestOf(list: string, page: PageOfEach, parameters: Parameters): string {
  const [at, id] = page.sortedBy;
  return `${list}${andAll(page.conditions(parameters))}
      order by ${at} desc, ${id} desc limit ${parameters.add(page.limit + 1)}`;
}

/** Of lists that have a page each, the page of them all: no other row is looked up then. */
export function firstOf(lists: readonly string[], limit: number, parameters: Parameters): string {
  return `select * from (${lists.join('\n union all ')}) lists (led_id, led_at)
      order by led_at desc, led_id desc limit ${parameters.add(limit + 1)}`;
}

/** More rows than these are many: which of two such leads is the shorter one does not matter then. */
const MANY = 5_000;

/** Counts no further than `MANY`. `otherwise` leads where each of the others has many rows, and where there is no other. */
export async function narrowest(
  database: Queryable,
  leads: readonly Lead[],
  otherwise?: Lead,
): Promise<Lead | undefined> {
  if (leads.length === 0) return otherwise;
  if (leads.length === 1 && !otherwise) return leads[0];
  const parameters = new Parameters();
  const counts = leads.map(
    (lead) => `(select count(*)::integer from (${lead(parameters)} limit ${MANY}) counted)`,
  );
  const { rows } = await database.query<{ counts: number[] }>(
    `select array[${counts.join(',\n')}] as counts`,
    parameters.values,
  );
  const found = rows[0]?.counts ?? [];
  const fewest = Math.min(...found);
  return otherwise && fewest >= MANY ? otherwise : leads[found.indexOf(fewest)];
}

/** Rows that have a word (migration 0012). */
export function wordLead({ id, words }: Listed, account: string, word: string): Lead {
  return (parameters, after) =>
    `select ${id}, created_at from ${words} where account = ${parameters.add(account)} and word = ${parameters.add(word)}${andAll(
      olderThan(after, ['created_at', id], parameters),
    )}`;
}

/** Names are A-labels in lower case; no part has a line break. */
export const WORDS = {
  name: (name: string) => `name\n${name}`,
  brand: (brand: string) => `brand\n${brand}`,
  /** Of an order (migration 0040). */
  type: (type: string) => `type\n${type}`,
  project: (project: string) => `project\n${project}`,
  tag: ({ key, value }: { readonly key: string; readonly value?: string }) =>
    value === undefined ? `tag\n${key}` : `tag\n${key}\n${value}`,
  /** Of an order: a tag or a project, with how far it is (migration 0018). */
  standing: (state: OrderState, word: string) => `${isFinal(state) ? state : 'open'}\n${word}`,
  /** Of everything that has one. */
  alias: 'alias',
  /** It has a price, and the payment service was asked for nothing yet. */
  unpaid: 'unpaid',
};

/** Of so many aliases, newest first, enough fit: then going on that way is the shortest. */
const LOOKED_AT = 2_000;

/** Those whose alias has the text in it, in whatever case. */
export async function aliasLead(
  database: Queryable,
  { id, words }: Listed,
  { account, alias, limit, after }: { account: string; alias: string; limit: number; after?: Place },
): Promise<Lead> {
  const newestFirst: Lead = (parameters, place) =>
    `select ${id}, created_at from ${words} where account = ${parameters.add(account)} and word = 'alias' and strpos(searched, lower(${parameters.add(alias)})) > 0${andAll(
      olderThan(place, ['created_at', id], parameters),
    )}`;
  if (alias === '') return newestFirst;
  const parameters = new Parameters();
  const { rows } = await database.query<{ found: number }>(
    `select count(*)::integer as found
       from (select searched from ${words}
              where account = ${parameters.add(account)} and word = 'alias'${andAll(olderThan(after, ['created_at', id], parameters))}
              order by created_at desc, ${id} desc limit ${LOOKED_AT}) newest
      where strpos(searched, lower(${parameters.add(alias)})) > 0`,
    parameters.values,
  );
  if ((rows[0]?.found ?? 0) >= limit) return newestFirst;
  // Found by its parts, then sorted: a rare one has few rows.
  return (given, place) =>
    `${byPartOfAlias({ id, words }, account, alias, given)}${andAll(olderThan(place, ['created_at', id], given))}
       order by created_at desc, ${id} desc`;
}

function byPartOfAlias(
  { id, words }: Pick<Listed, 'id' | 'words'>,
  account: string,
  alias: string,
  given: Parameters,
): string {
  return `select ${id}, created_at from (
        select ${id}, created_at, searched from ${words}
         where searched is not null and grams_of(account, searched) @> ${searchedGrams(given, account, alias)} ${FENCE}) found
       where strpos(searched, lower(${given.add(alias)})) > 0`;
}

/**
 * Those that have the text in one of their names or in their alias, or whose id begins with it, in whatever case; names are A-labels, so
 * a label of other letters is looked for as one too. Names and ids are read by the index of words alone, those of the account and no
 * others: some milliseconds for ten thousand (test/db/statements/lists.test.ts).
 */
export function searchLead({ table, id, words }: Listed, account: string, search: string): Lead {
  return (given, place) => {
    const whose = given.add(account);
    const text = given.add(search, 'text');
    const ids =
      table === 'orders'
        ? `select ${id}, created_at from ${words}
            where account = ${whose} and ${startingWith('brand', 'branf')} and starts_with(${id}, ${text})`
        : `select ${id}, created_at from ${table}
            where account = ${whose} and (starts_with(${id}, ${text}) or starts_with(order_id, ${text}))`;
    return `select ${id}, created_at from (
        select ${id}, created_at from ${words}
         where account = ${whose} and ${startingWith('name', 'namf')}
           and ${inText('substr(word, 6)', search, given)}
         union
        ${byPartOfAlias({ id, words }, account, search, given)}
         union
        ${ids}) searched
       where true${andAll(olderThan(place, ['created_at', id], given))}
       order by created_at desc, ${id} desc`;
  };
}

/** The same of a row of the table: `ids` are its columns that a search may begin. */
export function searchCondition(ids: readonly string[], search: string, parameters: Parameters): string {
  const text = parameters.add(search, 'text');
  return `(exists (select from unnest(names) name where ${inText('name', search, parameters)})
            or strpos(lower(alias), lower(${text})) > 0${ids.map((id) => ` or starts_with(${id}, ${text})`).join('')})`;
}

function inText(column: string, search: string, parameters: Parameters): string {
  const text = search.toLowerCase();
  // What is no label of a name is ''.
  const label = isAscii(text) ? '' : domainToASCII(text);
  const texts = label === '' ? [text] : [text, label];
  return `(${texts.map((text) => `strpos(${column}, ${parameters.add(text, 'text')}) > 0`).join(' or ')})`;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** Of words of a kind: a range for the index, however the database sorts, and what then is looked at. */
function startingWith(kind: string, next: string): string {
  return `word >= '${kind}' and word < '${next}' and starts_with(word, E'${kind}\\n')`;
}

/** The longest parts that are kept of every alias. */
function searchedGrams(parameters: Parameters, account: string, alias: string): string {
  const whose = parameters.add(account, 'text');
  const text = parameters.add(alias, 'text');
  return `(select array_agg(gram) from unnest(grams_of(${whose}, lower(${text}))) gram
            where length(gram) = length(${whose}) + 1 + least(3, length(lower(${text}))))`;
}
