/** How control of the names is shown: what can't be is greyed with its reason, what is done by itself is named. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary, useWords } from '../../vocabulary/use-vocabulary.js';
import { textAt } from './draft.js';
import { FieldHints, RadioField } from './fields.js';
import { WIZARD_TEXTS } from './texts.js';
import { useWizard } from './wizard.js';

export function ValidationStep() {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const words = useWords('validationMethodChoices');
  const { validationMethodChoices } = useVocabulary();
  const { draft, set, check, isChecking } = useWizard();
  const aboutOf = (method: string): string | undefined => {
    const judged = check?.methods.find((each) => each.method === method);
    if (judged?.reason) return say(judged.reason);
    if (!judged?.automaticBy) return undefined;
    return t('automaticBy', { who: judged.automaticBy.join(', ') });
  };
  const isPossible = (method: string) =>
    check?.methods.find((each) => each.method === method)?.isPossible !== false;
  return (
    <>
      <RadioField
        path="validation"
        choices={validationMethodChoices.map(({ id }) => {
          const about = aboutOf(id);
          return {
            value: id,
            words: words(id),
            isDisabled: !isPossible(id),
            ...(about !== undefined && { about }),
          };
        })}
        value={textAt(draft.form, 'validation')}
        onChange={(value) => set('validation', value)}
      />
      <div role="status">
        {isChecking && <p className="small">{t('asking')}</p>}
        <NobodysNames />
      </div>
      <FieldHints field="validation" />
    </>
  );
}

/** Of the automatic way: names that nobody of ours publishes for. */
function NobodysNames() {
  const t = useTexts(WIZARD_TEXTS);
  const { draft, check } = useWizard();
  if (textAt(draft.form, 'validation') !== 'auto-dns' || !check?.automatic.areServicesKnown) return null;
  const names = check.automatic.names.filter(({ by }) => by === null).map(({ name }) => name);
  if (names.length === 0) return null;
  return <p className="wizard-warning">{t('notAutomatic', { names: names.join(', ') })}</p>;
}
