/** The names: typed or pasted, and read by the server as they come. */
import { useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { Field, FieldHints } from './fields.js';
import type { FormCheck } from './form-check.js';
import { WIZARD_TEXTS } from './texts.js';
import { useWizard } from './wizard.js';

export function NamesStep() {
  const t = useTexts(WIZARD_TEXTS);
  const kindWords = useWords('kinds');
  const { draft, change, check } = useWizard();
  const kind = check?.kind ?? undefined;
  return (
    <>
      <Field path="names" hint={t('namesHint')}>
        {(marks) => (
          <textarea
            {...marks}
            rows={6}
            dir="auto"
            spellCheck={false}
            autoCapitalize="off"
            value={draft.names}
            onChange={({ target }) => change({ names: target.value })}
          />
        )}
      </Field>
      <div role="status">
        {kind !== undefined && draft.kind !== '' && kind !== draft.kind && (
          <p>{t('otherKind', { kind: kindWords(kind) })}</p>
        )}
      </div>
      {check && check.names.length > 0 && <ReadNames names={check.names} />}
      <FieldHints field="names" />
    </>
  );
}

function ReadNames({ names }: Pick<FormCheck, 'names'>) {
  const t = useTexts(WIZARD_TEXTS);
  return (
    <section aria-labelledby="names-read" className="wizard-about">
      <h3 id="names-read">{t('checkedNames')}</h3>
      <ul>
        {names.map((name, index) => (
          <li key={`${index} ${name.given}`}>
            <strong dir="auto">{name.unicode ?? name.given}</strong> <ReadName name={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is wrong stands at the field; here, what follows from a good one. */
function ReadName({
  name: { name, unicode, alsoCovers, coveredBy, problem },
}: {
  readonly name: FormCheck['names'][number];
}) {
  const t = useTexts(WIZARD_TEXTS);
  if (problem) return <span aria-hidden="true">✗</span>;
  const told = [
    ...(name !== null && name !== unicode ? [t('writtenAs', { name })] : []),
    ...(alsoCovers.length > 0 ? [t('alsoCovers', { names: alsoCovers.join(', ') })] : []),
    ...(coveredBy === null ? [] : [t('coveredBy', { name: coveredBy })]),
  ];
  return <span className="small">{told.length > 0 ? told.join(' · ') : t('good')}</span>;
}
