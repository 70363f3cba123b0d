/** What the development CA answers, as cells of a table. */
import { fieldsOf } from '../control-call.js';
import { oneLine, shortNames } from '../text.js';

export function cellsOf(row: unknown, keys: readonly string[]): string[] {
  const fields = fieldsOf(row);
  return keys.map((key) => cell(fields[key]));
}

export function cell(value: unknown): string {
  if (Array.isArray(value)) return shortNames(value.map(String), 3);
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? oneLine(value) : JSON.stringify(value);
}

export function rowsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
