/** Company, manager and contact, saved ones or new; and how the CA reaches the company, where it asks that. */
import { useQuery } from '@tanstack/react-query';
import { answered, api, newKey } from '../../api/client.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { ChannelFields } from './channel-fields.js';
import { CompanyFields, PersonFields } from './people-fields.js';
import { valueAt, type SavedPart } from './draft.js';
import { CheckField, FieldHints, SelectField, type Choice } from './fields.js';
import { isTyped, SAVED_BY } from './saving.js';
import { WIZARD_TEXTS } from './texts.js';
import { useWizard } from './wizard.js';

/** More can't be chosen from at a glance. */
const MOST_SAVED = 100;
const NEW = 'new';

export function OrganizationStep() {
  const t = useTexts(WIZARD_TEXTS);
  const { product } = useWizard();
  const { may } = useSession();
  const savedPeople = useSavedPeople();
  const companies = useQuery({
    queryKey: ['companies', 'chosen-from'],
    queryFn: () => answered(api.GET('/v1/companies', { params: { query: { limit: MOST_SAVED } } })),
    enabled: may('companies.page'),
  });
  const savedCompanies = (companies.data?.items ?? []).map(({ id, details }) => ({
    value: id,
    words: details.fullName,
  }));
  return (
    <>
      <Chosen path="company" saved={savedCompanies} anew={t('newCompany')} />
      <Part path="company">
        <CompanyFields />
      </Part>
      <Chosen path="manager" saved={savedPeople} anew={t('newPerson')} />
      <Part path="manager">
        <PersonFields place="manager" />
      </Part>
      <Contact saved={savedPeople} />
      <Part path="contact">
        <PersonFields place="contact" />
      </Part>
      <FieldHints field="contact" />
      {product?.needs.asksChannel && <ChannelFields />}
    </>
  );
}

/** One person alone, saved or new. */
export function ContactFields() {
  const t = useTexts(WIZARD_TEXTS);
  return (
    <>
      <Chosen path="contact" saved={useSavedPeople()} anew={t('newPerson')} />
      <Part path="contact">
        <PersonFields place="contact" />
      </Part>
    </>
  );
}

function useSavedPeople(): readonly Choice[] {
  const { may } = useSession();
  const contacts = useQuery({
    queryKey: ['contacts', 'chosen-from'],
    queryFn: () => answered(api.GET('/v1/contacts', { params: { query: { limit: MOST_SAVED } } })),
    enabled: may('contacts.page'),
  });
  return (contacts.data?.items ?? []).map(({ id, details }) => ({
    value: id,
    words: `${details.name}, ${details.position}`,
  }));
}

/** Shown while a new one is written, which may be saved for later orders. */
function Part({ path, children }: { readonly path: SavedPart; readonly children: React.ReactNode }) {
  const t = useTexts(WIZARD_TEXTS);
  const { draft, change, isChange } = useWizard();
  const { may } = useSession();
  if (!isTyped(valueAt(draft.form, path))) return null;
  const { [path]: key, ...others } = draft.saves;
  return (
    <div className="wizard-part">
      {children}
      {!isChange && may(SAVED_BY[path]) && (
        <CheckField
          id={`save-${path}`}
          label={t(path === 'company' ? 'saveCompany' : 'savePerson')}
          isOn={key !== undefined}
          onChange={(isOn) => change({ saves: isOn ? { ...others, [path]: newKey() } : others })}
        />
      )}
    </div>
  );
}

function chosenAt(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isTyped(value)) return NEW;
  return typeof value === 'object' && value !== null && 'existing' in value ? String(value.existing) : '';
}

interface ChosenProps {
  readonly path: SavedPart;
  readonly saved: readonly Choice[];
  readonly anew: string;
  readonly others?: readonly Choice[];
}

function Chosen({ path, saved, anew, others = [] }: ChosenProps) {
  const { draft, set } = useWizard();
  const choose = (value: string) => {
    if (value === NEW) set(path, {});
    else if (value === '' || others.some((other) => other.value === value)) set(path, value);
    else set(path, { existing: value });
  };
  return (
    <SelectField
      path={path}
      choices={[...others, ...saved, { value: NEW, words: anew }]}
      value={chosenAt(valueAt(draft.form, path))}
      onChange={choose}
    />
  );
}

function Contact({ saved }: Pick<ChosenProps, 'saved'>) {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const { contactChoices } = useVocabulary();
  const others = contactChoices.map((word) => ({ value: word.id, words: say(word) }));
  return <Chosen path="contact" saved={saved} anew={t('newPerson')} others={others} />;
}
