/** What waits for this person's decision, decided here. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api, knownBy, newKey } from '../api/client.js';
import { Empty } from '../parts/empty.js';
import { Problem } from '../parts/problem.js';
import { Read } from '../parts/read.js';
import { useMoney } from '../texts/money.js';
import { useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import type { components } from '../generated/api.js';
import { APPROVALS } from './reads.js';
import { INBOX_TEXTS } from './texts.js';

type Approval = components['schemas']['ApprovalView'];

export function Approvals() {
  const t = useTexts(INBOX_TEXTS);
  const query = useQuery(APPROVALS);
  const [told, setTold] = useState('');
  return (
    <section aria-labelledby="inbox-approvals">
      <h2 id="inbox-approvals">{t('approvals')}</h2>
      <p role="status">{told}</p>
      <Read query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty what={t('noApprovals')} />
          ) : (
            <table className="table">
              <caption className="unseen">{t('approvals')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('subject')}</th>
                  <th scope="col">{t('price')}</th>
                  <th scope="col">{t('until')}</th>
                  <th scope="col">{t('decision')}</th>
                </tr>
              </thead>
              <tbody>
                {mineFirst(items).map((approval) => (
                  <ApprovalRow key={approval.id} approval={approval} onTold={setTold} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </section>
  );
}

/** Otherwise as they came, the nearest deadline first. */
function mineFirst(approvals: readonly Approval[]): readonly Approval[] {
  return [...approvals.filter(({ mine }) => mine), ...approvals.filter(({ mine }) => !mine)];
}

interface RowProps {
  readonly approval: Approval;
  readonly onTold: (words: string) => void;
}

function ApprovalRow({ approval, onTold }: RowProps) {
  const t = useTexts(INBOX_TEXTS);
  const money = useMoney();
  const times = useTimes();
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const { id, subject, orderId, names, price, requestedBy, deadline, mine } = approval;
  const decide = useMutation({
    mutationFn: async (decision: 'approve' | 'decline') => {
      const at = { params: { path: { approvalId: id } }, body: {}, ...knownBy(`${key}-${decision}`) };
      if (decision === 'approve') await answered(api.POST('/v1/approvals/{approvalId}/approve', at));
      else await answered(api.POST('/v1/approvals/{approvalId}/decline', at));
      onTold(t(decision === 'approve' ? 'approved' : 'declined', { id }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['approvals'] }),
  });
  return (
    <tr>
      <th scope="row">
        {t(subject === 'order' ? 'ofOrder' : 'ofRevocation')}{' '}
        <Link to={`/orders/${orderId}`}>{names.length > 0 ? names.join(', ') : orderId}</Link>{' '}
        <span className="small">{t('askedBy', { name: requestedBy })}</span>
      </th>
      <td data-label={t('price')}>{price && money(price.amount, price.currency)}</td>
      <td data-label={t('until')}>{deadline !== null && times.dateTime(deadline)}</td>
      <td data-label={t('decision')}>
        {mine ? (
          <>
            <Button
              type="primary"
              disabled={decide.isPending}
              aria-label={t('approveOf', { id })}
              onClick={() => decide.mutate('approve')}
            >
              {t('approve')}
            </Button>{' '}
            <Button
              danger
              disabled={decide.isPending}
              aria-label={t('declineOf', { id })}
              onClick={() => decide.mutate('decline')}
            >
              {t('decline')}
            </Button>
          </>
        ) : (
          t('ofYourself')
        )}
        {decide.error !== null && <Problem error={decide.error} />}
      </td>
    </tr>
  );
}
