/** Fields of the order's form: each with the server's name for it, and what is wrong with it tied to it. */
import type { ReactNode } from 'react';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { textAt } from './draft.js';
import { WIZARD_TEXTS } from './texts.js';
import { idOf, useWizard } from './wizard.js';

/** As the server calls it, with a capital where the language has them. */
export function useFieldName(): (path: string) => string {
  const { formFields } = useVocabulary();
  const say = useSay();
  return (path) => {
    const field = formFields.find(({ id }) => id === path);
    const words = field ? say(field) : path;
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
}

export interface Marks {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** For the control of a field whose problems `Problems` shows. */
export function useMarks(path: string, hasHint = false): Marks {
  const { problemsAt, scope } = useWizard();
  const id = idOf(scope, path);
  const isWrong = problemsAt(path).length > 0;
  const about = [...(hasHint ? [`${id}-hint`] : []), ...(isWrong ? [`${id}-problem`] : [])];
  return { id, 'aria-invalid': isWrong, 'aria-describedby': about.length > 0 ? about.join(' ') : undefined };
}

/** Of the field and of what lies below it, where nothing there shows its own. */
export function Problems({ path }: { readonly path: string }) {
  const t = useTexts(WIZARD_TEXTS);
  const { problemsAt, scope } = useWizard();
  const problems = problemsAt(path);
  if (problems.length === 0) return null;
  return (
    <div id={`${idOf(scope, path)}-problem`} className="wizard-problem">
      {problems.map(({ field, words, accepted }) => (
        <p key={`${field} ${words}`}>
          {words}
          {accepted !== undefined && <span className="accepted">{t('accepted', { accepted })}</span>}
        </p>
      ))}
    </div>
  );
}

export function Hint({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  const { scope } = useWizard();
  return (
    <p id={`${idOf(scope, path)}-hint`} className="wizard-hint">
      {children}
    </p>
  );
}

export interface FieldProps {
  readonly path: string;
  readonly label?: string;
  readonly hint?: string | undefined;
  readonly isOptional?: boolean;
}

interface FrameProps extends FieldProps {
  readonly children: (marks: Marks) => ReactNode;
}

export function Field({ path, label, hint, isOptional = false, children }: FrameProps) {
  const t = useTexts(WIZARD_TEXTS);
  const nameOf = useFieldName();
  const marks = useMarks(path, hint !== undefined);
  return (
    <div className="wizard-field">
      <label htmlFor={marks.id}>
        {label ?? nameOf(path)} {isOptional && <span className="small">{t('optional')}</span>}
      </label>
      {children(marks)}
      {hint !== undefined && <Hint path={path}>{hint}</Hint>}
      <Problems path={path} />
    </div>
  );
}

export interface TextProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel';
  readonly autoComplete?: string;
}

export function TextField({ type = 'text', autoComplete = 'off', ...field }: TextProps) {
  const { draft, set } = useWizard();
  return (
    <Field {...field}>
      {(marks) => (
        <input
          {...marks}
          type={type}
          autoComplete={autoComplete}
          dir="auto"
          value={textAt(draft.form, field.path)}
          onChange={({ target }) => set(field.path, target.value)}
        />
      )}
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly words: string;
  readonly about?: ReactNode;
  readonly isDisabled?: boolean;
}

export interface SelectProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SelectField({ choices, value, onChange, ...field }: SelectProps) {
  const t = useTexts(WIZARD_TEXTS);
  const { isChange } = useWizard();
  return (
    <Field {...field}>
      {(marks) => (
        <select {...marks} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">{t(isChange && !isWithin(field.path) ? 'asBefore' : 'choose')}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A part of a company, a person or a channel: these are given whole. */
function isWithin(path: string): boolean {
  return path.includes('.');
}

export interface RadioProps {
  readonly path: string;
  readonly label?: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One stop of the Tab key, arrows within it, as browsers have it. What a choice is about is read with it. */
export function RadioField({ path, label, choices, value, onChange }: RadioProps) {
  const nameOf = useFieldName();
  const { id, ...marks } = useMarks(path);
  return (
    <div
      role="radiogroup"
      id={id}
      aria-labelledby={`${id}-label`}
      aria-describedby={marks['aria-describedby']}
      aria-invalid={marks['aria-invalid']}
      className="wizard-field"
    >
      <span id={`${id}-label`} className="wizard-label">
        {label ?? nameOf(path)}
      </span>
      {choices.map(({ value: each, words, about, isDisabled = false }) => (
        <div key={each} className="wizard-choice">
          <input
            type="radio"
            id={`${id}-${each}`}
            name={id}
            checked={value === each}
            disabled={isDisabled}
            aria-describedby={about === undefined ? undefined : `${id}-${each}-about`}
            onChange={() => onChange(each)}
          />
          <label htmlFor={`${id}-${each}`}>{words}</label>
          {about !== undefined && (
            <span id={`${id}-${each}-about`} className="wizard-hint">
              {about}
            </span>
          )}
        </div>
      ))}
      <Problems path={path} />
    </div>
  );
}

export interface CheckProps {
  readonly id: string;
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function CheckField({ id, label, isOn, onChange }: CheckProps) {
  const { scope } = useWizard();
  const ownId = idOf(scope, id);
  return (
    <div className="wizard-choice">
      <input id={ownId} type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      <label htmlFor={ownId}>{label}</label>
    </div>
  );
}

/** What the server says of a field for this form. */
export function FieldHints({ field }: { readonly field: string }) {
  const say = useSay();
  const { check } = useWizard();
  const hints = (check?.hints ?? []).filter((hint) => hint.field === field);
  return hints.map(({ text }) => (
    <p key={text.en} className="wizard-hint">
      {say(text)}
    </p>
  ));
}
