/** What a product asks of people, and how long it took here. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import type { Product } from '../form/steps.js';
import { WIZARD_TEXTS } from '../form/texts.js';

export function ProductNeeds({ product: { needs, usual } }: { readonly product: Product }) {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  return (
    <section aria-labelledby="product-needs" className="wizard-about">
      <h3 id="product-needs">{t('needs')}</h3>
      <ol>
        {needs.steps.map((step) => (
          <li key={step.en}>{say(step)}</li>
        ))}
      </ol>
      {needs.people.map((words) => (
        <p key={words.en}>{say(words)}</p>
      ))}
      {needs.reviewWorkingDays && (
        <p>{t('workingDays', { from: needs.reviewWorkingDays.from, to: needs.reviewWorkingDays.to })}</p>
      )}
      <Usual usual={usual} />
    </section>
  );
}

export function Usual({ usual }: Pick<Product, 'usual'>) {
  const t = useTexts(WIZARD_TEXTS);
  const times = useTimes();
  if (!usual) return <p>{t('usualUnknown')}</p>;
  const { count, medianSeconds, ninetiethSeconds } = usual;
  return (
    <p>
      {t('usual', {
        count,
        median: times.lasting(medianSeconds),
        ninetieth: times.lasting(ninetiethSeconds),
      })}
    </p>
  );
}
