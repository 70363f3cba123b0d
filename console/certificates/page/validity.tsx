/** How long a certificate lasts: drawn, with each moment in words, and whether its expiry is told. */
import { answered, api } from '../../api/client.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { Toggle } from '../parts/toggle.js';
import { ValidityBar, type Mark } from '../parts/validity-bar.js';
import { at, CHANGED, type CertificateDetails, type Plan } from '../reads.js';
import { PAGE_TEXTS } from './texts.js';

export interface ValidityProps {
  readonly certificate: CertificateDetails;
  readonly plan: Plan | undefined;
}

export function Validity({ certificate, plan }: ValidityProps) {
  const t = useTexts(PAGE_TEXTS);
  const times = useTimes();
  const { may } = useSession();
  const { certificateId, notBefore, notAfter, expiryNotices, noticesAt } = certificate;
  const renewal = renewalOf(certificate, plan);
  const marks: Mark[] = [
    ...(expiryNotices ? noticesAt.map((notice) => ({ kind: 'notice' as const, at: notice })) : []),
    ...(renewal === undefined ? [] : [{ kind: 'renewal' as const, at: renewal }]),
  ]
    .filter((mark) => mark.at >= notBefore)
    .sort((one, other) => one.at.localeCompare(other.at));
  return (
    <section aria-labelledby="validity">
      <h2 id="validity">{t('validity')}</h2>
      <ValidityBar certificate={certificate} marks={marks} />
      <ul className="moments">
        <li className="moment">{t('from', { at: times.date(notBefore) })}</li>
        <li className="moment moment-today">{t('today')}</li>
        {marks.map(({ kind, at: moment }) => (
          <li key={`${kind} ${moment}`} className={`moment moment-${kind}`}>
            {t(kind, { at: times.date(moment) })}
          </li>
        ))}
        <li className="moment">
          {t('until', { at: times.dateTime(notAfter), left: times.fromNow(notAfter) })}
        </li>
      </ul>
      <Toggle
        label={t('noticesOn')}
        isOn={expiryNotices}
        isFixed={!may('certificates.setExpiryNotices')}
        changes={CHANGED}
        write={(on, known) =>
          answered(
            api.PUT('/v1/certificates/{certificateId}/expiry-notices', {
              ...at(certificateId),
              body: { on },
              ...known,
            }),
          )
        }
      />
    </section>
  );
}

/** Of the plan's certificate of today alone: when the plan orders what follows it. */
function renewalOf({ certificateId }: CertificateDetails, plan: Plan | undefined): string | undefined {
  if (!plan || plan.issued.at(-1)?.certificateId !== certificateId) return undefined;
  const { nextStep, planned } = plan;
  if (nextStep.do === 'reissue' || nextStep.do === 'renew') return nextStep.at;
  return nextStep.do === 'announce-renewal' ? nextStep.renewsAt : planned[0]?.notBefore;
}
