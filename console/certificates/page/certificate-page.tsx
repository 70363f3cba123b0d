/** One certificate: what it is, how long it lasts, who vouches for it, and all that can be done with it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { answered, api } from '../../api/client.js';
import { Confirm } from '../../parts/confirm.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts, type Bilingual } from '../../texts/texts.js';
import { PlanStrip } from '../../plans/plan-strip.js';
import { at, certificateQuery, planQuery, type CertificateDetails } from '../reads.js';
import { Chain } from './chain.js';
import { Downloads } from './downloads.js';
import { Facts } from './facts.js';
import { Labels } from './labels.js';
import { RevocationSection } from './revocation-section.js';
import { Succession } from './succession.js';
import { PAGE_TEXTS } from './texts.js';
import { Validity } from './validity.js';
import '../certificates.css';

export function Page() {
  const { certificateId = '' } = useParams();
  const query = useQuery(certificateQuery(certificateId));
  return (
    <Read query={query}>
      {(certificate) => <Whole key={certificate.certificateId} certificate={certificate} />}
    </Read>
  );
}

function Whole({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(PAGE_TEXTS);
  const { may } = useSession();
  const { certificateId, source, names, alias } = certificate;
  const plan = useQuery({ ...planQuery(certificateId), enabled: may('plans.show') });
  return (
    <div className="certificate-page">
      <PageHead title={alias ?? names[0] ?? certificateId}>
        {source === 'uploaded' && may('certificates.remove') && <Remove certificateId={certificateId} />}
      </PageHead>
      <Warnings />
      <Facts certificate={certificate} />
      <Validity certificate={certificate} plan={plan.data} />
      <Chain chain={certificate.chain} />
      <Downloads certificate={certificate} />
      {plan.data && (
        <section aria-labelledby="plan">
          <h2 id="plan">{t('plan')}</h2>
          <PlanStrip plan={plan.data} />
          <p>
            <Link to={`/plans/${plan.data.planId}`}>{t('planPage')}</Link>
          </p>
        </section>
      )}
      <Succession certificate={certificate} plan={plan.data} />
      <RevocationSection certificate={certificate} />
      <Labels certificate={certificate} />
    </div>
  );
}

/** What the server said of it when it was taken in. */
function Warnings() {
  const t = useTexts(PAGE_TEXTS);
  const say = useSay();
  const state = useLocation().state as { readonly warnings?: readonly Bilingual[] } | null;
  const warnings = state?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <section role="status" aria-label={t('warnings')} className="problem">
      {warnings.map((warning) => (
        <p key={warning.en}>{say(warning)}</p>
      ))}
    </section>
  );
}

function Remove({ certificateId }: { readonly certificateId: string }) {
  const t = useTexts(PAGE_TEXTS);
  const navigate = useNavigate();
  return (
    <Confirm
      button={t('remove')}
      label={t('removeThis')}
      question={t('removeQuestion')}
      consequence={t('removed')}
      write={(_nothing, known) =>
        answered(api.DELETE('/v1/certificates/{certificateId}', { ...at(certificateId), ...known }))
      }
      changes={[['certificates'], ['plans']]}
      done={() => void navigate('/certificates')}
    />
  );
}
