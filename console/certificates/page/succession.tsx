/** What may follow a certificate: another one of its plan, another plan, another product; each with what it takes and costs. */
import { Link } from 'react-router';
import { useState } from 'react';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import type { CertificateDetails, Plan } from '../reads.js';
import { Follow } from './follow.js';
import type { SucceedingOrder } from './following.js';
import { Reissue } from './reissue.js';
import { SUCCESSION_TEXTS } from './succession-texts.js';

export interface SuccessionProps {
  readonly certificate: CertificateDetails;
  readonly plan: Plan | undefined;
}

/** Nothing follows what is out of use already. */
const IS_OVER: readonly CertificateDetails['state'][] = ['revoked', 'replaced'];

export function Succession({ certificate, plan }: SuccessionProps) {
  const t = useTexts(SUCCESSION_TEXTS);
  const { may } = useSession();
  const [ordered, setOrdered] = useState<SucceedingOrder>();
  const { state, product } = certificate;
  const isOver = IS_OVER.includes(state);
  const underWay = plan?.orderUnderWay ?? null;
  if (!may('certificates.reissue') || (isOver && !ordered && underWay === null)) return null;
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
      {!isOver && (
        <>
          <Reissue certificate={certificate} done={setOrdered} />
          {product?.type !== 'dv-free' && (
            <Follow purpose="renewal" certificate={certificate} done={setOrdered} />
          )}
          <Follow purpose="replacement" certificate={certificate} done={setOrdered} />
          {product?.type === 'dv-free' && (
            <Follow purpose="upgrade" certificate={certificate} done={setOrdered} />
          )}
        </>
      )}
    </section>
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
