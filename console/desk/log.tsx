/** The account's log of operations, newest first, and whether it is as it was written. */
import { infiniteQueryOptions, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, api } from '../api/client.js';
import { Problem } from '../parts/problem.js';
import { useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { useWords } from '../vocabulary/use-vocabulary.js';
import { LOG_TEXTS } from './texts.js';

const LOG = infiniteQueryOptions({
  queryKey: ['desk', 'log'],
  queryFn: ({ pageParam: after }) =>
    answered(
      api.GET('/v1/operations', { params: { query: { limit: 20, ...(after !== null && { after }) } } }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export function Log() {
  const t = useTexts(LOG_TEXTS);
  const times = useTimes();
  const outcomes = useWords('operationOutcomes');
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(LOG);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="desk-log">
      <h2 id="desk-log">{t('title')}</h2>
      <Verification />
      {error !== null && <Problem error={error} />}
      <table className="table">
        <caption className="unseen">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('at')}</th>
            <th scope="col">{t('actor')}</th>
            <th scope="col">{t('operation')}</th>
            <th scope="col">{t('subject')}</th>
            <th scope="col">{t('outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ sequence, at, actor, operation, subject, outcome }) => (
            <tr key={sequence}>
              <th scope="row">{times.dateTime(at)}</th>
              <td data-label={t('actor')}>{actor}</td>
              <td data-label={t('operation')}>{operation}</td>
              <td data-label={t('subject')}>{subject}</td>
              <td data-label={t('outcome')}>{outcomes(outcome)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

function Verification() {
  const t = useTexts(LOG_TEXTS);
  const verify = useMutation({ mutationFn: () => answered(api.GET('/v1/operations/verification')) });
  const { data, error, isPending } = verify;
  return (
    <p>
      <Button loading={isPending} onClick={() => verify.mutate()}>
        {t('verify')}
      </Button>{' '}
      <span role="status">
        {data?.verified === true && t('verified', { count: data.count })}
        {data?.verified === false && t('notVerified', { sequence: data.sequence, problem: data.problem })}
      </span>
      {error !== null && <Problem error={error} />}
    </p>
  );
}
