/** One order: where it stands and what is next, its proofs, what happened, and all that can be done with it. It goes on by events. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { orderQuery, turnsQuery, useActs, type Order } from '../reads.js';
import { Attempts } from './attempts.js';
import { Company } from './company.js';
import { Facts } from './facts.js';
import { Labels } from './labels.js';
import { Letters } from './letters.js';
import { Now } from './now.js';
import { PeoplesPart } from './peoples-part.js';
import { Proofs } from './proofs.js';
import { Records } from './records.js';
import { Repairs } from './repairs.js';
import { ORDER_TEXTS } from './texts.js';
import { Timeline } from './timeline.js';
import { Withdrawal } from './withdrawal.js';
import '../orders.css';

export function Page() {
  const { orderId = '' } = useParams();
  const query = useQuery(orderQuery(orderId));
  return <Read query={query}>{(order) => <Whole key={order.orderId} order={order} />}</Read>;
}

function Whole({ order }: { readonly order: Order }) {
  const t = useTexts(ORDER_TEXTS);
  const { may } = useSession();
  const { can } = useActs(order);
  const turns = useQuery({ ...turnsQuery(order.orderId), enabled: may('turns') });
  const { names, alias } = order;
  return (
    <div className="order-page">
      <PageHead title={alias ?? names[0] ?? t('draft')}>
        {can('submit') && (
          <Link to={`/orders/new?draft=${encodeURIComponent(order.orderId)}`}>{t('fillIn')}</Link>
        )}
      </PageHead>
      <Now order={order} />
      <PeoplesPart order={order} />
      <Letters order={order} />
      <Proofs order={order} />
      <Records order={order} />
      <Company order={order} />
      {turns.data && <Timeline turns={turns.data} />}
      <Facts order={order} />
      <Labels order={order} />
      <Repairs order={order} />
      <Withdrawal order={order} />
      <Attempts order={order} />
    </div>
  );
}
