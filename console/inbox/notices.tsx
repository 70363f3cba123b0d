/** Notices that nobody has read, in the server's words. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, api } from '../api/client.js';
import { Empty } from '../parts/empty.js';
import { Loading } from '../parts/loading.js';
import { Problem } from '../parts/problem.js';
import { useSession } from '../session/session.js';
import { useSay, useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { UNREAD } from './reads.js';
import { INBOX_TEXTS } from './texts.js';

export function UnreadNotices() {
  const t = useTexts(INBOX_TEXTS);
  const say = useSay();
  const times = useTimes();
  const { may } = useSession();
  const queries = useQueryClient();
  const query = useInfiniteQuery(UNREAD);
  const read = useMutation({
    mutationFn: (noticeId: string) =>
      answered(api.POST('/v1/notices/{noticeId}/read', { params: { path: { noticeId } }, body: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  });
  const notices = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="inbox-notices">
      <h2 id="inbox-notices">{t('notices')}</h2>
      {query.error !== null && <Problem error={query.error} />}
      {read.error !== null && <Problem error={read.error} />}
      {query.isPending && <Loading />}
      {query.data && notices.length === 0 && <Empty what={t('noNotices')} />}
      <ul className="plain">
        {notices.map(({ noticeId, texts, postedAt }) => (
          <li key={noticeId}>
            <details>
              <summary>
                {say(texts.subject)} <span className="small">{times.fromNow(postedAt)}</span>
              </summary>
              <p className="words">{say(texts.body)}</p>
            </details>
            {may('notices.read') && (
              <Button
                size="small"
                disabled={read.isPending}
                aria-label={t('readOf', { subject: say(texts.subject) })}
                onClick={() => read.mutate(noticeId)}
              >
                {t('read')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}
