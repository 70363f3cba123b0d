/** Of a form that is edited, what is another than it was: nothing else is sent, so that nothing else is written over. */

/** Null: it was there, and is not any more. */
export type Changes<Form extends object> = { [Field in keyof Form]?: Form[Field] | null };

/** Undefined where all is as it was. */
export function changesIn<Form extends object>(before: Form, after: Form): Changes<Form> | undefined {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Form>;
  const changed = [...fields].filter((field) => !isSame(before[field], after[field]));
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((field) => [field, after[field] ?? null])) as Changes<Form>;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** Whatever the order of its keys: what is stored comes back in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const fields = Object.entries(value).sort(([one], [other]) => one.localeCompare(other));
  return Object.fromEntries(fields.map(([field, of]) => [field, sorted(of)]));
}
