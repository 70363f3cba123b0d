/** How far the CA's check of the company is, step by step. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { Order } from '../reads.js';
import { ORDER_TEXTS } from './texts.js';

export function Company({ order: { organization } }: { readonly order: Order }) {
  const t = useTexts(ORDER_TEXTS);
  const say = useSay();
  const [step, state] = [useWords('organizationSteps'), useWords('organizationStepStates')];
  if (!organization || organization.steps.length === 0) return null;
  return (
    <section aria-labelledby="company">
      <h2 id="company">{t('company')}</h2>
      <ol>
        {organization.steps.map(({ step: id, status, reason, reasonChinese }) => (
          <li key={id}>
            {step(id)}: {state(status)}
            {reason !== null && (
              <span className="words"> {say({ en: reason, zh: reasonChinese ?? reason })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
