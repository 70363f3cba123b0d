/** A company or a person that was typed into an order, saved for later ones before it is placed. */
import { answered, api, knownBy, newKey } from '../../api/client.js';
import { isProblem, ProblemError } from '../../api/problem.js';
import type { components } from '../../generated/api.js';
import { valueAt, type DraftForm, type SavedPart, type Saves } from './draft.js';

/** As the session tells what somebody may. */
export const SAVED_BY: Readonly<Record<SavedPart, string>> = {
  company: 'companies.add',
  manager: 'contacts.add',
  contact: 'contacts.add',
};

type Company = components['schemas']['SavedCompany']['details'];
type Person = components['schemas']['SavedContact']['details'];

/** Typed in, and neither chosen nor said to be another one. */
export function isTyped(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !('existing' in value);
}

export interface SavingFailed {
  readonly part: SavedPart;
  /** Its fields as the order's form has them. */
  readonly error: unknown;
  /** What was tried before was another thing: the next try is known by this key. */
  readonly nextKey: string | undefined;
}

export interface Saved {
  /** With what was saved named in its place. */
  readonly form: DraftForm;
  /** What is still to be saved. */
  readonly saves: Saves;
  readonly failed?: SavingFailed;
}

/** One after the other, and no further than the first that is refused. Never throws. */
export async function savedParts(form: DraftForm, saves: Saves): Promise<Saved> {
  const [next] = Object.entries(saves) as [SavedPart, string][];
  if (!next) return { form, saves };
  const [part, key] = next;
  const { [part]: _done, ...others } = saves;
  const details = valueAt(form, part);
  if (!isTyped(details)) return await savedParts(form, others);
  try {
    const existing = await saved(part, details, key);
    return await savedParts({ ...form, [part]: { existing } }, others);
  } catch (error) {
    const nextKey = isProblem(error, 'KeyUsedBefore') ? newKey() : undefined;
    return { form, saves, failed: { part, error: within(part, error), nextKey } };
  }
}

/** Resolves to its id. */
async function saved(part: SavedPart, details: object, key: string): Promise<string> {
  const known = knownBy(key);
  const { id } =
    part === 'company'
      ? await answered(api.POST('/v1/companies', { body: details as Company, ...known }))
      : await answered(api.POST('/v1/contacts', { body: details as Person, ...known }));
  return id;
}

/** Where the fields stand in the order's form. */
function within(part: SavedPart, error: unknown): unknown {
  if (!(error instanceof ProblemError)) return error;
  const placed = <Told extends { readonly field?: string }>(told: Told): Told =>
    told.field === undefined ? told : { ...told, field: `${part}.${told.field}` };
  const { others, ...first } = error.problem;
  return new ProblemError({ ...placed(first), ...(others && { others: others.map(placed) }) });
}
