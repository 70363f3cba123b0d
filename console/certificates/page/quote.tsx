/** What would follow a certificate, and what it costs; ordered like that, or not at all. */
import { Confirm } from '../../parts/confirm.js';
import { useMoney } from '../../texts/money.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { CHANGED } from '../reads.js';
import { orderOf, type FollowPurpose, type Quote, type SucceedingOrder, type Wanted } from './following.js';
import { SUCCESSION_TEXTS } from './succession-texts.js';

export interface QuoteOfProps {
  readonly purpose: FollowPurpose;
  readonly certificateId: string;
  readonly wanted: Wanted;
  readonly quote: Quote;
  readonly done: (order: SucceedingOrder) => void;
}

export function QuoteOf({ purpose, certificateId, wanted, quote, done }: QuoteOfProps) {
  const t = useTexts(SUCCESSION_TEXTS);
  const say = useSay();
  const money = useMoney();
  const price = usePriceWords(quote);
  const [brand, type] = [useWords('brands'), useWords('certificateTypes')];
  const { plan, funds, needsApproval, certificateNames, steps, hints, warnings } = quote;
  return (
    <section aria-label={t('price')}>
      <dl className="facts">
        <dt>{t('price')}</dt>
        <dd>
          <strong role="status">{price}</strong>
        </dd>
        <dt>{t('brand')}</dt>
        <dd>
          {brand(quote.brand)} · {type(quote.type)}
        </dd>
        <dt>{t('plan')}</dt>
        <dd>{t('planOf', { years: plan.years, certificates: plan.certificates })}</dd>
        <dt>{t('quotedNames')}</dt>
        <dd>{certificateNames.join(', ')}</dd>
      </dl>
      {funds && funds.missing > 0 && <p>{t('missing', { amount: money(funds.missing, funds.currency) })}</p>}
      {needsApproval && <p>{t('needsApproval')}</p>}
      {[...warnings, ...hints].map((words) => (
        <p key={words.en}>{say(words)}</p>
      ))}
      {steps.length > 0 && (
        <ol aria-label={t('steps')}>
          {steps.map((step) => (
            <li key={step.en}>{say(step)}</li>
          ))}
        </ol>
      )}
      <Confirm
        button={t('order')}
        label={t('orderFor', { what: price })}
        question={t('orderQuestion')}
        consequence={price}
        isDangerous={false}
        write={(_nothing, known) =>
          orderOf(
            purpose,
            certificateId,
            { ...wanted, ...(quote.price && { expectedPrice: quote.price.amount }) },
            known,
          )
        }
        changes={CHANGED}
        done={done}
      />
    </section>
  );
}

function usePriceWords({ price, charged }: Quote): string {
  const t = useTexts(SUCCESSION_TEXTS);
  const money = useMoney();
  if (price) return money(price.amount, price.currency);
  if (charged === 'elsewhere') return t('elsewhere');
  return t(charged === 'paid-before' ? 'paidBefore' : 'free');
}
