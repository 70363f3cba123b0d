/** What would be ordered, what it costs and brings, before anything is sent. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';
import { Loading } from '../../parts/loading.js';
import { Problem } from '../../parts/problem.js';
import { useMoney } from '../../texts/money.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { CheckField, Field, FieldHints, TextField, useFieldName } from '../form/fields.js';
import { valueAt } from '../form/draft.js';
import { Usual } from './product-needs.js';
import { WIZARD_TEXTS } from '../form/texts.js';
import { useWizard } from '../form/wizard.js';

export type OrderForm = components['schemas']['OrderForm'];
type Quote = components['schemas']['Quote'];

/** Of a whole form. A key password is in it: nothing stays behind. */
export function quoteOf(form: OrderForm) {
  return queryOptions({
    queryKey: ['quote', form],
    queryFn: () => answered(api.POST('/v1/orders/quote', { body: { form } })),
    gcTime: 0,
    retry: false,
  });
}

/** `form`: undefined where something is missing or wrong still, which the page tells. */
export function SummaryStep({ form }: { readonly form: OrderForm | undefined }) {
  const t = useTexts(WIZARD_TEXTS);
  const nameOf = useFieldName();
  const { draft, set, change } = useWizard();
  return (
    <>
      <TextField
        path="notificationEmail"
        type="email"
        autoComplete="email"
        isOptional={!isFree(draft.form)}
      />
      <FieldHints field="notificationEmail" />
      <TextField path="alias" isOptional />
      <TextField path="project" isOptional />
      <Field path="tags" hint={t('tagsHint')} isOptional>
        {(marks) => (
          <textarea
            {...marks}
            rows={3}
            dir="auto"
            spellCheck={false}
            value={draft.tags}
            onChange={({ target }) => change({ tags: target.value })}
          />
        )}
      </Field>
      {!isFree(draft.form) && (
        <CheckField
          id="auto-renew"
          label={nameOf('autoRenew')}
          isOn={valueAt(draft.form, 'autoRenew') === true}
          onChange={(isOn) => set('autoRenew', isOn ? true : undefined)}
        />
      )}
      {form && <Quoted form={form} />}
    </>
  );
}

/** As the server marks it: an address is needed where the form lacks one. */
function isFree(form: Parameters<typeof valueAt>[0]): boolean {
  return valueAt(form, 'type') === 'dv-free';
}

function Quoted({ form }: { readonly form: OrderForm }) {
  const { data, error, isPending, refetch } = useQuery(quoteOf(form));
  if (isPending) return <Loading />;
  return (
    <>
      {error !== null && <Problem error={error} onAgain={() => void refetch()} />}
      {data && <QuoteFacts quote={data} />}
    </>
  );
}

function QuoteFacts({ quote }: { readonly quote: Quote }) {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const nameOf = useFieldName();
  const { product } = useWizard();
  const brandWords = useWords('brands');
  const typeWords = useWords('certificateTypes');
  const kindWords = useWords('kinds');
  const methodWords = useWords('validationMethods');
  const { plan, ca } = quote;
  return (
    <>
      <dl className="wizard-facts">
        <dt>{t('product')}</dt>
        <dd>{[brandWords(quote.brand), typeWords(quote.type), kindWords(quote.kind)].join(' · ')}</dd>
        <dt>{nameOf('names')}</dt>
        <dd>{quote.certificateNames.join(', ')}</dd>
        <dt>{nameOf('validation')}</dt>
        <dd>{methodWords(quote.validation)}</dd>
        <dt>{t('price')}</dt>
        <dd>
          <Price quote={quote} />
        </dd>
        <dt>{t('plan')}</dt>
        <dd>
          {[
            t('years', { count: plan.years }),
            t('certificates', { count: plan.certificates }),
            ...(plan.validityDays === null ? [] : [t('validity', { days: plan.validityDays })]),
          ].join(' · ')}
        </dd>
        <dt>{t('ca')}</dt>
        <dd>
          {ca.name} {!ca.isPubliclyTrusted && t('notTrusted')}
        </dd>
      </dl>
      {quote.needsApproval && <p className="wizard-warning">{t('approval')}</p>}
      <section aria-labelledby="will-happen" className="wizard-about">
        <h3 id="will-happen">{t('willHappen')}</h3>
        <ol>
          {quote.steps.map((step) => (
            <li key={step.en}>{say(step)}</li>
          ))}
        </ol>
        {product && <Usual usual={product.usual} />}
      </section>
      {quote.hints.length + quote.warnings.length > 0 && (
        <section aria-labelledby="good-to-know" className="wizard-about">
          <h3 id="good-to-know">{t('goodToKnow')}</h3>
          <ul>
            {[...quote.warnings, ...quote.hints].map((words) => (
              <li key={words.en}>{say(words)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Price({ quote: { price, charged, funds } }: { readonly quote: Quote }) {
  const t = useTexts(WIZARD_TEXTS);
  const money = useMoney();
  if (charged === 'elsewhere') return t('elsewhere');
  if (charged === 'paid-before') return t('paidBefore');
  if (!price) return t('free');
  return (
    <>
      {money(price.amount, price.currency)}
      {funds !== null && funds.missing > 0 && (
        <p className="wizard-warning">
          {t('fundsMissing', { amount: money(funds.missing, price.currency) })}
        </p>
      )}
    </>
  );
}
