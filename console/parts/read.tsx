/** What is read of the API, shown once it is there; while it is not, that it comes, or why it does not. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './loading.js';
import { Problem } from './problem.js';

export interface ReadProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What was read before stays while it is read again, and where that fails, which is told above it. */
export function Read<Data>({ query, children }: ReadProps<Data>) {
  const { data, error, isPending, refetch } = query;
  if (isPending) return <Loading />;
  return (
    <>
      {error !== null && <Problem error={error} onAgain={() => void refetch()} />}
      {data !== undefined && children(data)}
    </>
  );
}
