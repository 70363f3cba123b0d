/** What was bought: its certificates as a strip of years, what comes next, and whether another plan follows by itself. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { answered, api } from '../api/client.js';
import { Toggle } from '../certificates/parts/toggle.js';
import { planQuery, type Plan } from '../certificates/reads.js';
import { PageHead } from '../parts/page-head.js';
import { Read } from '../parts/read.js';
import { useSession } from '../session/session.js';
import { texts, useSay, useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { useWords } from '../vocabulary/use-vocabulary.js';
import { PlanStrip } from './plan-strip.js';
import '../styles/forms.css';

const TEXTS = texts('plans/page', {
  title: { zh: '方案:{{names}}', en: 'Plan: {{names}}' },
  kind: { zh: '种类', en: 'Kind' },
  product: { zh: '产品', en: 'Product' },
  period: { zh: '期限', en: 'Lasts' },
  fromTo: { zh: '{{from}} 至 {{to}}({{left}}结束)', en: '{{from}} to {{to}} (ends {{left}})' },
  next: { zh: '下一步', en: 'Next' },
  window: { zh: 'CA 建议的更换时间', en: 'When the CA wants it replaced' },
  windowOf: { zh: '{{from}} 至 {{to}}', en: '{{from}} to {{to}}' },
  why: { zh: 'CA 的说明', en: 'What the CA says of it' },
  underWay: { zh: '正在办理的订单', en: 'The order under way' },
  autoRenew: { zh: '方案结束时自动续费', en: 'Buy another plan when this one ends' },
  certificates: { zh: '证书', en: 'Certificates' },
});

export function Page() {
  const { planId = '' } = useParams();
  const query = useQuery(planQuery(planId));
  return <Read query={query}>{(plan) => <Whole plan={plan} />}</Read>;
}

function Whole({ plan }: { readonly plan: Plan }) {
  const t = useTexts(TEXTS);
  const { may } = useSession();
  const { planId, names, autoRenew, kind } = plan;
  return (
    <div className="certificate-page">
      <PageHead title={t('title', { names: names.join(', ') })} />
      <Facts plan={plan} />
      {kind === 'series' && (
        <Toggle
          label={t('autoRenew')}
          isOn={autoRenew}
          isFixed={!may('plans.setAutoRenew')}
          changes={[['plans'], ['certificates']]}
          write={(on, known) =>
            answered(
              api.PUT('/v1/plans/{planId}/auto-renew', {
                params: { path: { planId } },
                body: { on },
                ...known,
              }),
            )
          }
        />
      )}
      <h2>{t('certificates')}</h2>
      <PlanStrip plan={plan} />
    </div>
  );
}

function Facts({ plan }: { readonly plan: Plan }) {
  const t = useTexts(TEXTS);
  const say = useSay();
  const times = useTimes();
  const [kindWord, brandWord, typeWord] = [
    useWords('planKinds'),
    useWords('brands'),
    useWords('certificateTypes'),
  ];
  const { kind, brand, type, beginsAt, endsAt, nextStepInWords, renewalWindow, orderUnderWay } = plan;
  const [from, to] = [times.date(beginsAt), times.date(endsAt)];
  return (
    <dl className="facts">
      <dt>{t('kind')}</dt>
      <dd>{kindWord(kind)}</dd>
      {brand !== null && type !== null && (
        <>
          <dt>{t('product')}</dt>
          <dd>
            {brandWord(brand)} · {typeWord(type)}
          </dd>
        </>
      )}
      <dt>{t('period')}</dt>
      <dd>{t('fromTo', { from, to, left: times.fromNow(endsAt) })}</dd>
      <dt>{t('next')}</dt>
      <dd>{say(nextStepInWords)}</dd>
      {orderUnderWay !== null && (
        <>
          <dt>{t('underWay')}</dt>
          <dd>
            <Link to={`/orders/${orderUnderWay}`}>{orderUnderWay}</Link>
          </dd>
        </>
      )}
      {renewalWindow && (
        <>
          <dt>{t('window')}</dt>
          <dd>
            {t('windowOf', { from: times.date(renewalWindow.start), to: times.date(renewalWindow.end) })}
            {renewalWindow.explanationUrl !== null && /^https?:/.test(renewalWindow.explanationUrl) && (
              <>
                {' '}
                <a href={renewalWindow.explanationUrl} rel="noreferrer noopener" target="_blank">
                  {t('why')}
                </a>
              </>
            )}
          </dd>
        </>
      )}
    </dl>
  );
}
