/** What was typed into the fields of a kind, as its form takes it: what is wrong with it, the server says. */
import type { Typed } from '../../parts/form.js';
import { changesIn } from '../changes.js';
import type { KindField } from './reads.js';
import type { Settings } from './kind-fields.js';

/** What was left empty is left out. */
export function fieldsIn(typed: Typed, fields: readonly KindField[]): Settings {
  const given = fields.map((field) => [field.field, valueOf(typed, field)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** A secret that was left empty stays; anything else that was emptied is taken away. */
export function changedFields(typed: Typed, fields: readonly KindField[], settings: Settings): Settings {
  return changesIn<Settings>(settings, fieldsIn(typed, fields)) ?? {};
}

function valueOf(typed: Typed, field: KindField): unknown {
  const text = typed.given(field.field);
  switch (field.input) {
    case 'agreement':
      return typed.isOn(field.field) ? true : undefined;
    case 'switch':
      return text === undefined ? undefined : text === 'true';
    case 'number':
      return text === undefined ? undefined : numberIn(text);
    case 'texts':
      return text === undefined ? undefined : linesOf(text);
    case 'rows':
      return rowsIn(typed, field);
    case 'choice':
    case 'long-text':
    case 'text':
      return text;
  }
}

function numberIn(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function rowsIn(typed: Typed, { field, columns }: KindField): unknown {
  const rows: Record<string, string>[] = [];
  for (let index = 0; typed.has(`${field}[${index}].${columns[0] ?? ''}`); index += 1)
    rows.push(
      Object.fromEntries(columns.map((column) => [column, typed.text(`${field}[${index}].${column}`)])),
    );
  // Those between others stay, so that what is refused stands at its row.
  while (rows.length > 0 && Object.values(rows.at(-1) ?? {}).every((cell) => cell.trim() === '')) rows.pop();
  return rows.length > 0 ? rows : undefined;
}
