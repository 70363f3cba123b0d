/** A list that goes on page by page, with what stands there while there is nothing in it. */
import { Button } from 'antd';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { texts, useTexts } from '../texts/texts.js';
import { Loading } from './loading.js';
import { Problem } from './problem.js';

const TEXTS = texts('paged', { more: { zh: '更多', en: 'More' } });

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface PagedProps<Item> {
  readonly query: UseInfiniteQueryResult<InfiniteData<ListPage<Item>>>;
  readonly empty: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}

export function Paged<Item>({ query, empty, children }: PagedProps<Item>) {
  const t = useTexts(TEXTS);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {error !== null && <Problem error={error} onAgain={() => void refetch()} />}
      {isPending && <Loading />}
      {data && items.length === 0 && empty}
      {items.length > 0 && children(items)}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
