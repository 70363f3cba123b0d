/** What may follow a certificate, as the server tells: another one of its plan, another plan, another product; and why not what may not. */
import { Link } from 'react-router';
import { Fragment, useState } from 'react';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { CertificateDetails, FollowUp, Plan } from '../reads.js';
import { Follow } from './follow.js';
import type { SucceedingOrder } from './following.js';
import { Reissue } from './reissue.js';
import { SUCCESSION_TEXTS } from './succession-texts.js';

export interface SuccessionProps {
  readonly certificate: CertificateDetails;
  readonly plan: Plan | undefined;
}

/** A revocation stands in a section of its own. */
type Succeeding = Exclude<FollowUp['what'], 'revocation'>;
type SucceedingFollowUp = FollowUp & { readonly what: Succeeding };

const OPERATION = {
  reissue: 'certificates.reissue',
  renewal: 'certificates.renew',
  replacement: 'certificates.replace',
  upgrade: 'certificates.upgrade',
} as const satisfies Record<Succeeding, string>;

export function Succession({ certificate, plan }: SuccessionProps) {
  const t = useTexts(SUCCESSION_TEXTS);
  const { may } = useSession();
  const [ordered, setOrdered] = useState<SucceedingOrder>();
  const underWay = plan?.orderUnderWay ?? null;
  const kinds = certificate.followUps.filter(isSucceeding).filter(({ what }) => may(OPERATION[what]));
  if (kinds.length === 0) return null;
  const refused = kinds.filter(({ refusal }) => refusal !== null);
  return (
    <section aria-labelledby="succession">
      <h2 id="succession">{t('title')}</h2>
      {ordered ? (
        <Ordered order={ordered} />
      ) : (
        underWay !== null && (
          <p>
            {t('underWay')} <Link to={`/orders/${underWay}`}>{underWay}</Link>
          </p>
        )
      )}
      {kinds
        .filter(({ refusal }) => refusal === null)
        .map(({ what }) =>
          what === 'reissue' ? (
            <Reissue key={what} certificate={certificate} done={setOrdered} />
          ) : (
            <Follow key={what} purpose={what} certificate={certificate} done={setOrdered} />
          ),
        )}
      {refused.length > 0 && <Refused followUps={refused} />}
    </section>
  );
}

function isSucceeding(followUp: FollowUp): followUp is SucceedingFollowUp {
  return followUp.what !== 'revocation';
}

/** What stands for the same reason stands together. */
function Refused({ followUps }: { readonly followUps: readonly SucceedingFollowUp[] }) {
  const t = useTexts(SUCCESSION_TEXTS);
  const say = useSay();
  const times = useTimes();
  const word = useWords('followUps');
  const reasons = new Map<string, SucceedingFollowUp[]>();
  for (const followUp of followUps) {
    const reason = followUp.refusal ? say(followUp.refusal) : '';
    reasons.set(reason, [...(reasons.get(reason) ?? []), followUp]);
  }
  return (
    <details>
      <summary>{t('notNow')}</summary>
      <dl className="facts">
        {[...reasons].map(([reason, alike]) => {
          const from = alike.find((followUp) => followUp.from !== null)?.from;
          return (
            <Fragment key={reason}>
              <dt>{alike.map(({ what }) => word(what)).join(', ')}</dt>
              <dd>
                {reason}
                {typeof from === 'string' && ` · ${t('from', { at: times.dateTime(from) })}`}
              </dd>
            </Fragment>
          );
        })}
      </dl>
    </details>
  );
}

function Ordered({ order: { orderId, warnings } }: { readonly order: SucceedingOrder }) {
  const t = useTexts(SUCCESSION_TEXTS);
  const say = useSay();
  return (
    <div role="status">
      <p>
        {t('ordered')} <Link to={`/orders/${orderId}`}>{orderId}</Link>
      </p>
      {warnings.map((warning) => (
        <p key={warning.en}>{say(warning)}</p>
      ))}
    </div>
  );
}
