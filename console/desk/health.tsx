/** Stores, workers at their queues, and connections: whether they stand. */
import { useQuery } from '@tanstack/react-query';
import { Read } from '../parts/read.js';
import { useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { HEALTH, type DeskHealth } from './reads.js';
import { HEALTH_TEXTS } from './texts.js';

export function Health() {
  const t = useTexts(HEALTH_TEXTS);
  const query = useQuery(HEALTH);
  return (
    <section aria-labelledby="desk-health">
      <h2 id="desk-health">{t('title')}</h2>
      <Read query={query}>
        {(health) => (
          <>
            <p>
              {t('postgres')}: <Well isWell={health.postgres} /> · {t('temporal')}:{' '}
              <Well isWell={health.temporal} />
            </p>
            <Queues queues={health.queues} />
            <Connections connections={health.connections} />
          </>
        )}
      </Read>
    </section>
  );
}

function Well({ isWell }: { readonly isWell: boolean }) {
  const t = useTexts(HEALTH_TEXTS);
  return <strong className={isWell ? 'good' : 'bad'}>{t(isWell ? 'ok' : 'down')}</strong>;
}

function Queues({ queues }: Pick<DeskHealth, 'queues'>) {
  const t = useTexts(HEALTH_TEXTS);
  const times = useTimes();
  return (
    <table className="table">
      <caption>{t('stores')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('queue')}</th>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('workers')}</th>
          <th scope="col">{t('lastAsked')}</th>
          <th scope="col">{t('backlog')}</th>
          <th scope="col">{t('oldest')}</th>
        </tr>
      </thead>
      <tbody>
        {queues.map(({ queue, kind, workers, backlog, oldestSeconds }) => {
          const asked = workers.flatMap(({ lastAskedAt }) => lastAskedAt ?? []).sort();
          const last = asked.at(-1);
          return (
            <tr key={`${queue} ${kind}`}>
              <th scope="row">{queue}</th>
              <td data-label={t('kind')}>{t(kind)}</td>
              <td data-label={t('workers')}>
                {workers.length === 0 ? (
                  <strong className="bad">{t('noWorker')}</strong>
                ) : (
                  workers.map(({ identity }) => identity).join(', ')
                )}
              </td>
              <td data-label={t('lastAsked')}>{last !== undefined && times.fromNow(last)}</td>
              <td data-label={t('backlog')}>{backlog}</td>
              <td data-label={t('oldest')}>{oldestSeconds !== null && times.lasting(oldestSeconds)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Connections({ connections }: Pick<DeskHealth, 'connections'>) {
  const t = useTexts(HEALTH_TEXTS);
  const times = useTimes();
  if (connections.length === 0) return <p>{t('none')}</p>;
  return (
    <table className="table">
      <caption>{t('connections')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('ofKind')}</th>
          <th scope="col">{t('account')}</th>
          <th scope="col">{t('tried')}</th>
          <th scope="col">{t('waiting')}</th>
        </tr>
      </thead>
      <tbody>
        {connections.map(({ connectionId, name, kind, account, triedAt, isClosed, waiting }) => (
          <tr key={connectionId}>
            <th scope="row">{name}</th>
            <td data-label={t('ofKind')}>{kind}</td>
            <td data-label={t('account')}>{account ?? t('installation')}</td>
            <td data-label={t('tried')}>
              {triedAt === null ? t('never') : times.dateTime(triedAt)}{' '}
              {isClosed && <strong className="bad">{t('closed')}</strong>}
            </td>
            <td data-label={t('waiting')}>{waiting}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
