/** The fields of a kind of connection, as the server tells them. */
import { Button } from 'antd';
import { useState } from 'react';
import { CheckField, ChoiceField, LongTextField, TextField } from '../../parts/form-field.js';
import { useSay, useTexts } from '../../texts/texts.js';
import type { KindField } from './reads.js';
import { CONNECTION_TEXTS } from './texts.js';

export type Settings = Readonly<Record<string, unknown>>;

export interface KindFieldsProps {
  readonly fields: readonly KindField[];
  /** What is there; of secrets only that they are. Undefined: nothing is yet. */
  readonly settings?: Settings;
}

export function KindFields({ fields, settings }: KindFieldsProps) {
  return fields.map((field) => <FieldOfKind key={field.field} field={field} settings={settings} />);
}

interface FieldOfKindProps {
  readonly field: KindField;
  readonly settings: Settings | undefined;
}

function FieldOfKind({ field, settings }: FieldOfKindProps) {
  const t = useTexts(CONNECTION_TEXTS);
  const words = useFieldWords(field, settings !== undefined);
  const value = settings?.[field.field];
  const text = asText(value);
  switch (field.input) {
    case 'agreement':
      return <CheckField name={field.field} label={words.label} hint={words.hint} isOn={value === true} />;
    case 'switch':
      return (
        <ChoiceField
          {...words}
          choices={['true', 'false'].map((each) => ({
            value: each,
            words: t(each === 'true' ? 'yes' : 'no'),
          }))}
          value={text}
          none={t('notSaid')}
        />
      );
    case 'choice':
      return (
        <ChoiceField
          {...words}
          choices={field.choices.map((each) => ({ value: each, words: each }))}
          value={text}
          none={t('notSaid')}
        />
      );
    case 'texts':
      return <LongTextField {...words} hint={[words.hint, t('lines')].join('. ')} value={text} rows={3} />;
    case 'long-text':
      return <LongTextField {...words} value={text} />;
    case 'rows':
      return <Rows field={field} rows={Array.isArray(value) ? value : []} />;
    case 'number':
      return <TextField {...words} value={text} inputMode="numeric" />;
    case 'text':
      return (
        <TextField
          {...words}
          value={text}
          type={field.isSecret ? 'password' : 'text'}
          autoComplete={field.isSecret ? 'new-password' : 'off'}
        />
      );
  }
}

function useFieldWords({ field, called, accepted, isSecret, isRequired }: KindField, isThere: boolean) {
  const t = useTexts(CONNECTION_TEXTS);
  const say = useSay();
  const hints = [...(accepted ? [say(accepted)] : []), ...(isSecret && isThere ? [t('keep')] : [])];
  return {
    name: field,
    label: say(called),
    hint: hints.length > 0 ? hints.join('. ') : undefined,
    isOptional: !isRequired || (isSecret && isThere),
  };
}

function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join('\n');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** A row more than there are, and as many as wanted; empty ones are left out. */
function Rows({ field, rows }: { readonly field: KindField; readonly rows: readonly unknown[] }) {
  const t = useTexts(CONNECTION_TEXTS);
  const say = useSay();
  const [count, setCount] = useState(Math.max(1, rows.length));
  return (
    <fieldset>
      <legend>{say(field.called)}</legend>
      {field.accepted && <p className="field-hint">{say(field.accepted)}</p>}
      {Array.from({ length: count }, (_, index) => (
        <fieldset key={index}>
          <legend>{t('row', { field: say(field.called), index: index + 1 })}</legend>
          {field.columns.map((column) => (
            <TextField
              key={column}
              name={`${field.field}[${index}].${column}`}
              label={column}
              value={asText(cellOf(rows[index], column))}
            />
          ))}
        </fieldset>
      ))}
      <div>
        <Button size="small" onClick={() => setCount(count + 1)}>
          {t('moreRows')}
        </Button>
      </div>
    </fieldset>
  );
}

function cellOf(row: unknown, column: string): unknown {
  return typeof row === 'object' && row !== null ? (row as Settings)[column] : undefined;
}
