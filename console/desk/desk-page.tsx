/** The operator's desk: whose turn it is and for how long, what is overdue and can be done about it, and whether everything stands. */
import { useQuery } from '@tanstack/react-query';
import { PageHead } from '../parts/page-head.js';
import { Read } from '../parts/read.js';
import { useSession } from '../session/session.js';
import { useTexts } from '../texts/texts.js';
import './desk.css';
import { Health } from './health.js';
import { Log } from './log.js';
import { DeskOrders } from './orders.js';
import { DESK } from './reads.js';
import { Owed, Tallies } from './tallies.js';
import { DESK_TEXTS } from './texts.js';
import { WaitsChart } from './waits-chart.js';

export function Page() {
  const t = useTexts(DESK_TEXTS);
  const { may } = useSession();
  const query = useQuery(DESK);
  return (
    <>
      <PageHead title={t('title')} />
      <Read query={query}>
        {(desk) => (
          <>
            <section aria-labelledby="desk-waits">
              <h2 id="desk-waits">{t('waits')}</h2>
              <p>
                {desk.count === 0
                  ? t('nothing')
                  : t('waitsTold', { count: desk.count, overdue: desk.overdue })}
              </p>
              <WaitsChart desk={desk} />
              <Tallies desk={desk} />
            </section>
            <DeskOrders desk={desk} />
            <section aria-labelledby="desk-owed">
              <h2 id="desk-owed">{t('owed')}</h2>
              <Owed owed={desk.owed} />
            </section>
          </>
        )}
      </Read>
      {may('desk.health') && <Health />}
      {may('operations.page') && <Log />}
    </>
  );
}
