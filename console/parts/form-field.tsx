/** One field of a form: its label, what it accepts, and what was refused of it, read together. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import type { FieldProblem } from '../api/problem.js';
import { texts, useTexts } from '../texts/texts.js';
import { useFieldProblems } from './form.js';

const TEXTS = texts('form-field', {
  optional: { zh: '(选填)', en: '(optional)' },
  accepted: { zh: '可接受:{{accepted}}', en: 'Accepted: {{accepted}}' },
  choose: { zh: '请选择', en: 'Choose' },
});

export interface FieldProps {
  /** As the request has it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isOptional?: boolean;
}

interface Marked {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FrameProps extends FieldProps {
  readonly className?: string;
  readonly children: (marked: Marked) => ReactNode;
  readonly labelLast?: boolean;
}

function Frame({
  name,
  label,
  hint,
  isOptional = false,
  className = 'field',
  labelLast,
  children,
}: FrameProps) {
  const t = useTexts(TEXTS);
  const id = useId();
  const problems = useFieldProblems(name);
  const about = [hint !== undefined && `${id}-hint`, problems.length > 0 && `${id}-problem`].filter(
    (each) => each !== false,
  );
  const control = children({
    id,
    'aria-invalid': problems.length > 0,
    'aria-required': !isOptional,
    'aria-describedby': about.length > 0 ? about.join(' ') : undefined,
  });
  return (
    <div className={className}>
      {labelLast === true && control}
      <label htmlFor={id}>
        {label} {isOptional && <span className="small">{t('optional')}</span>}
      </label>
      {labelLast !== true && control}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {problems.length > 0 && <FieldProblems id={`${id}-problem`} problems={problems} hint={hint} />}
    </div>
  );
}

interface FieldProblemsProps {
  readonly id: string;
  readonly problems: readonly FieldProblem[];
  readonly hint: string | undefined;
}

/** What is accepted is not told twice. */
function FieldProblems({ id, problems, hint }: FieldProblemsProps) {
  const t = useTexts(TEXTS);
  return (
    <div id={id}>
      {problems.map(({ field, detail, accepted }) => (
        <p key={`${field} ${detail}`} className="field-problem">
          {detail}
          {accepted !== undefined && accepted !== hint && (
            <span className="accepted">{t('accepted', { accepted })}</span>
          )}
        </p>
      ))}
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'password' | 'number' | 'email' | 'url' | 'date';
  readonly autoComplete?: string;
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  /** Offered, and no limit. */
  readonly offers?: readonly string[];
}

export function TextField({
  value,
  type = 'text',
  autoComplete = 'off',
  inputMode,
  offers,
  ...field
}: TextFieldProps) {
  const list = useId();
  return (
    <Frame {...field}>
      {(marked) => (
        <>
          <input
            {...marked}
            name={field.name}
            type={type}
            defaultValue={value}
            autoComplete={autoComplete}
            inputMode={inputMode}
            list={offers && list}
            dir="auto"
          />
          {offers && (
            <datalist id={list}>
              {offers.map((offer) => (
                <option key={offer} value={offer} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Frame>
  );
}

export function LongTextField({
  value,
  rows = 5,
  ...field
}: FieldProps & { readonly value?: string | undefined; readonly rows?: number }) {
  return (
    <Frame {...field}>
      {(marked) => (
        <textarea
          {...marked}
          name={field.name}
          defaultValue={value}
          rows={rows}
          spellCheck={false}
          dir="auto"
        />
      )}
    </Frame>
  );
}

export interface Choice {
  readonly value: string;
  readonly words: string;
}

export interface ChoiceFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly value?: string | undefined;
  /** What stands for none of them. */
  readonly none?: string;
  readonly onChange?: (value: string) => void;
}

export function ChoiceField({ choices, value = '', none, onChange, ...field }: ChoiceFieldProps) {
  const t = useTexts(TEXTS);
  return (
    <Frame {...field}>
      {(marked) => (
        <select
          {...marked}
          name={field.name}
          defaultValue={value}
          onChange={onChange && (({ target }) => onChange(target.value))}
        >
          <option value="">{none ?? t('choose')}</option>
          {choices.map(({ value: each, words }) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

export function CheckField({
  isOn = false,
  ...field
}: Omit<FieldProps, 'isOptional'> & { readonly isOn?: boolean }) {
  return (
    <Frame {...field} className="field field-check" labelLast>
      {({ 'aria-required': _, ...marked }) => (
        <input {...marked} type="checkbox" name={field.name} defaultChecked={isOn} />
      )}
    </Frame>
  );
}
