/** An order that is being filled in, kept in the browser for one person and account; never its key password. */
import { newKey } from '../../api/client.js';
import { tagsIn } from '../../parts/tags.js';

export type SavedPart = 'company' | 'manager' | 'contact';

/** Those that are to be saved, each with the key by which its saving is known: however often it is tried, it is saved once. */
export type Saves = Readonly<Partial<Record<SavedPart, string>>>;

export interface Draft {
  /** By which the order is known: however often, and in however many tabs, it is placed. */
  readonly key: string;
  /** As it will be sent, as far as it goes: names, tags and key password excepted. */
  readonly form: DraftForm;
  /** As typed or pasted. */
  readonly names: string;
  /** As typed, one a line. */
  readonly tags: string;
  /** What is saved for later orders as well. */
  readonly saves: Saves;
  /** The kind that was chosen before there were names. */
  readonly kind: string;
  readonly wantsPassword: boolean;
}

/** Objects within objects; what is empty is left out. */
export type DraftForm = Readonly<Record<string, unknown>>;

export function newDraft(): Draft {
  return {
    key: newKey(),
    form: { csr: { mode: 'generate' } },
    names: '',
    tags: '',
    saves: {},
    kind: '',
    wantsPassword: false,
  };
}

/** Where one person's draft for one account lies. */
export function placeOfDraft({ id, account }: { readonly id: string; readonly account: string }): string {
  return `sealflow.draft.order ${id} ${account}`;
}

/** Whatever stands there: another version may have written it. */
export function loadDraft(place: string): Draft | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    if (typeof found !== 'object' || found === null) return undefined;
    const { key, form, names, tags, saves, kind, wantsPassword } = found as Partial<
      Record<keyof Draft, unknown>
    >;
    if (typeof key !== 'string' || typeof form !== 'object' || form === null) return undefined;
    return {
      key,
      form: form as DraftForm,
      names: typeof names === 'string' ? names : '',
      tags: typeof tags === 'string' ? tags : '',
      saves: typeof saves === 'object' && saves !== null ? saves : {},
      kind: typeof kind === 'string' ? kind : '',
      wantsPassword: wantsPassword === true,
    };
  } catch {
    return undefined;
  }
}

export function keepDraft(place: string, draft: Draft): void {
  try {
    localStorage.setItem(place, JSON.stringify(draft));
  } catch {
    // A full or closed storage: the page goes on without it.
  }
}

export function dropDraft(place: string): void {
  localStorage.removeItem(place);
}

/** As it is sent, names and key password excepted. */
export function formOf({ form, tags }: Pick<Draft, 'form' | 'tags'>): DraftForm {
  const read = tagsIn(tags);
  return read.length === 0 ? form : { ...form, tags: read };
}

/** `company.landline.number`; undefined where nothing stands there. */
export function valueAt(form: DraftForm, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      form,
    );
}

export function textAt(form: DraftForm, path: string): string {
  const value = valueAt(form, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** `undefined` and the empty text take it away; what it stood in stays. */
export function withValue(form: DraftForm, path: string, value: unknown): DraftForm {
  const [first = '', ...rest] = path.split('.');
  const { [first]: inner, ...others } = form;
  if (rest.length === 0) return value === undefined || value === '' ? others : { ...others, [first]: value };
  const within = typeof inner === 'object' && inner !== null ? (inner as DraftForm) : {};
  return { ...others, [first]: withValue(within, rest.join('.'), value) };
}
