/** The form of each kind, told so that a page can ask for it: what each field is called, accepts, and is typed in as. */
import { z } from 'zod';
import type { Bilingual } from '../bilingual.js';
import type { AnyConnectionKind, ConnectionFamily } from './kind.js';
import { CONNECTION_KINDS } from './kinds.js';

/**
 * How a field is typed in. `agreement`: true, or the form is refused. `texts`: several, one a line. `rows`: several of `columns`.
 */
export const FIELD_INPUTS = [
  'text',
  'long-text',
  'number',
  'switch',
  'agreement',
  'choice',
  'texts',
  'rows',
] as const;
export type FieldInput = (typeof FIELD_INPUTS)[number];

export interface KindField {
  /** As the form has it. */
  readonly field: string;
  readonly called: Bilingual;
  readonly accepted: Bilingual | null;
  readonly isSecret: boolean;
  readonly isRequired: boolean;
  readonly input: FieldInput;
  /** Of `choice`. */
  readonly choices: readonly string[];
  /** Of `rows`: the fields of one. */
  readonly columns: readonly string[];
}

export interface KindForm {
  readonly kind: string;
  readonly family: ConnectionFamily;
  readonly called: Bilingual;
  readonly fields: readonly KindField[];
}

/** More than a line holds: keys and certificates in PEM. */
const LONG_TEXT = 10_000;

interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly maxLength?: number;
  readonly items?: { readonly type?: string; readonly properties?: object };
}

/** Every kind's, in the order in which kinds are told. */
export function kindForms(): KindForm[] {
  return CONNECTION_KINDS.map(kindForm);
}

function kindForm({ kind, family, called, form, fields, accepted, secrets }: AnyConnectionKind): KindForm {
  const { properties = {}, required = [] } = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' });
  const told = Object.entries(fields).map(([field, words]) => {
    const schema = (properties[field] ?? {}) as FieldSchema;
    return {
      field,
      called: words,
      accepted: accepted[field] ?? null,
      isSecret: secrets.includes(field),
      isRequired: required.includes(field),
      input: inputOf(schema),
      choices: schema.enum ?? [],
      columns: Object.keys(schema.items?.properties ?? {}),
    };
  });
  return { kind, family, called, fields: told };
}

function inputOf({ type, enum: choices, const: only, maxLength = 0, items }: FieldSchema): FieldInput {
  if (only === true) return 'agreement';
  if (choices) return 'choice';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'switch';
  if (type === 'array') return items?.properties ? 'rows' : 'texts';
  return maxLength >= LONG_TEXT ? 'long-text' : 'text';
}
