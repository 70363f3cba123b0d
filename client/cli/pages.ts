/** `--limit` and `--after` of a list: all that is wanted at once, or page by page. */
import type { Command } from 'commander';
import type { ListPage, PageRequest } from '../pages.js';
import type { Answering } from './command.js';
import { morePagesText } from './texts/letter.js';

export interface PageFlags {
  readonly limit?: string;
  /** True where the first page is asked for. */
  readonly after?: string | true;
}

export function withPages(list: Command): Command {
  return list.option('--limit <count>').option('--after [cursor]');
}

/** What a list is asked for: its filter as it is, limit and cursor judged at the client's door as all of it is. */
export function requestOf<Flags extends PageFlags>({
  limit,
  after,
  ...filter
}: Flags): Omit<Flags, keyof PageFlags> & PageRequest {
  return {
    ...filter,
    ...(limit !== undefined && { limit: Number(limit) }),
    ...(typeof after === 'string' && { after }),
  };
}

/** The rows as ever, or the page with its cursor where pages were asked for. */
export function answerPage<Item>(
  { answer, reader }: Answering,
  { after }: PageFlags,
  page: ListPage<Item>,
  text: (items: readonly Item[], width: number | undefined) => string,
): void {
  if (after === undefined) {
    answer(page.items, (width) => text(page.items, width));
    return;
  }
  const more = page.next === null ? '' : `${morePagesText(page.next)[reader.language]}\n`;
  answer(page, (width) => text(page.items, width) + more);
}
