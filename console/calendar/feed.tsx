/** The secret address under which a person's own calendar program reads all this: made, replaced, taken out of use. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, api, API_BASE } from '../api/client.js';
import { CopyButton } from '../parts/copy-button.js';
import { Problem } from '../parts/problem.js';
import { Read } from '../parts/read.js';
import { usePreferences } from '../preferences/preferences.js';
import { useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { FEED, type ShownFeed } from './reads.js';
import { FEED_TEXTS } from './texts.js';

export function Feed() {
  const t = useTexts(FEED_TEXTS);
  const times = useTimes();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: FEED.queryKey });
  const query = useQuery(FEED);
  const make = useMutation({
    mutationFn: () => answered(api.POST('/v1/calendar/feed', { body: {} })),
    onSettled,
  });
  const revoke = useMutation({ mutationFn: () => answered(api.DELETE('/v1/calendar/feed')), onSettled });
  const isBusy = make.isPending || revoke.isPending;
  return (
    <section aria-labelledby="calendar-feed">
      <h2 id="calendar-feed">{t('title')}</h2>
      <p>{t('told')}</p>
      <Read query={query}>
        {({ feed }) => (
          <>
            <p role="status">
              {feed === null
                ? t('none')
                : t('made', {
                    at: times.dateTime(feed.createdAt),
                    read: feed.readAt === null ? t('never') : t('read', { at: times.dateTime(feed.readAt) }),
                  })}
            </p>
            {feed !== null && make.data?.feedId === feed.feedId && <Address feed={make.data} />}
            <p>
              <Button disabled={isBusy} onClick={() => make.mutate()}>
                {t(feed === null ? 'make' : 'rotate')}
              </Button>{' '}
              {feed !== null && (
                <Button danger disabled={isBusy} onClick={() => revoke.mutate()}>
                  {t('revoke')}
                </Button>
              )}{' '}
              {feed !== null && <span className="small">{t('replaced')}</span>}
            </p>
          </>
        )}
      </Read>
      {make.error !== null && <Problem error={make.error} />}
      {revoke.error !== null && <Problem error={revoke.error} />}
    </section>
  );
}

/** Programs of people send no language of theirs: the address says the reader's. */
function Address({ feed }: { readonly feed: ShownFeed }) {
  const t = useTexts(FEED_TEXTS);
  const { language } = usePreferences();
  const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const address = `${API_BASE}${feed.path}?lang=${language}&timeZone=${zone}`;
  return (
    <p>
      {t('once')} <code>{address}</code> <CopyButton text={address} what={t('address')} />
    </p>
  );
}
