/** The wizard's frame: its steps, the one that is shown, and the ways on and back. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Problem } from '../../parts/problem.js';
import { isProblem } from '../../api/problem.js';
import { PageHead } from '../../parts/page-head.js';
import { useTexts } from '../../texts/texts.js';
import { KeyStep } from '../form/key-step.js';
import { NamesStep } from '../form/names-step.js';
import { OrganizationStep } from '../form/organization-step.js';
import { ProductStep } from './product-step.js';
import type { Product, Step } from '../form/steps.js';
import { SummaryStep } from './summary-step.js';
import { WIZARD_TEXTS } from '../form/texts.js';
import { useOrdering, type Ordering } from './use-ordering.js';
import { ValidationStep } from '../form/validation-step.js';
import { WizardContext } from '../form/wizard.js';

export function WizardPage({ products }: { readonly products: readonly Product[] }) {
  const t = useTexts(WIZARD_TEXTS);
  const ordering = useOrdering(products);
  const { wizard, step, steps } = ordering;
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    // Where a step begins, whoever can't see it is told so; not on first sight of the page.
    // A field that was refused has it already.
    const isAtField = document.activeElement?.closest('[aria-invalid="true"]') !== null;
    if (shown.current !== step && !isAtField) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <WizardContext value={wizard}>
      <PageHead title={t('title')} />
      <nav aria-label={t('steps')}>
        <ol className="wizard-steps">
          {steps.map((each) => (
            <li key={each}>
              <button
                type="button"
                className="wizard-step"
                aria-current={each === step ? 'step' : undefined}
                onClick={() => wizard.go(each)}
              >
                {t(each)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <form
        id="order"
        className="wizard"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ordering.goOn();
        }}
      >
        <h2 ref={heading} tabIndex={-1}>
          {t('step', { number: steps.indexOf(step) + 1, of: steps.length, name: t(step) })}
        </h2>
        <StepShown ordering={ordering} />
        <Rest ordering={ordering} />
        <Ways ordering={ordering} />
      </form>
    </WizardContext>
  );
}

const SHOWN: Readonly<Record<Exclude<Step, 'summary'>, () => React.ReactNode>> = {
  product: ProductStep,
  names: NamesStep,
  key: KeyStep,
  organization: OrganizationStep,
  validation: ValidationStep,
};

function StepShown({ ordering: { step, whole } }: { readonly ordering: Ordering }) {
  if (step === 'summary') return <SummaryStep form={whole} />;
  const Shown = SHOWN[step];
  return <Shown />;
}

/** What stands in the way of going on and is no field of this step. */
function Rest({ ordering }: { readonly ordering: Ordering }) {
  const t = useTexts(WIZARD_TEXTS);
  const { elsewhere, failure, wizard } = ordering;
  return (
    <>
      {elsewhere.length > 0 && (
        <div role="alert" className="problem">
          <p>{t('notComplete')}</p>
          <ul>
            {elsewhere.map(({ step, words }) => (
              <li key={`${step} ${words}`}>
                {words}{' '}
                <button type="button" className="wizard-link" onClick={() => wizard.go(step)}>
                  {t(step)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {failure !== null && (
        <div>
          <Problem error={failure} />
          {isProblem(failure, 'KeyUsedBefore') && (
            <>
              <p>{t('placedElsewhere')}</p>
              <Button onClick={ordering.makeAnother}>{t('asNew')}</Button>
            </>
          )}
        </div>
      )}
    </>
  );
}

function Ways({ ordering }: { readonly ordering: Ordering }) {
  const t = useTexts(WIZARD_TEXTS);
  const { step, steps, isBusy } = ordering;
  const before = steps[steps.indexOf(step) - 1];
  return (
    <>
      <div className="wizard-ways">
        {before !== undefined && <Button onClick={() => ordering.wizard.go(before)}>{t('back')}</Button>}
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t(step === 'summary' ? 'place' : 'next')}
        </Button>
        <Button type="text" onClick={ordering.discard}>
          {t('discard')}
        </Button>
      </div>
      <p className="small">{t('kept')}</p>
    </>
  );
}
