/** Values as that API writes and reads them: times in GMT+8, numbers as text, ids, paging. */
type Input = Readonly<Record<string, unknown>>;

/** China has had one zone and no summer time since 1992. */
const GMT_8_MS = 8 * 3_600_000;

/** `2026-02-28 08:00:00`, in GMT+8. Null for null. */
export function timeOf(iso: string | null | undefined): string | null {
  if (iso === null || iso === undefined) return null;
  return new Date(Date.parse(iso) + GMT_8_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** An instant as callers write it, in GMT+8: milliseconds since the epoch. Undefined for what is none. */
export function instantOf(text: string): number | undefined {
  if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const parsed = Date.parse(text);
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  const parsed = Date.parse(`${text.trim().replace(' ', 'T')}${text.trim().length > 10 ? '' : 'T00:00:00'}Z`);
  return Number.isNaN(parsed) ? undefined : parsed - GMT_8_MS;
}

/** What was given as text; the empty one is none. */
export function textIn(input: Input, field: string): string | undefined {
  const given = input[field];
  if (typeof given === 'number') return String(given);
  return typeof given === 'string' && given !== '' ? given : undefined;
}

/** For fields that the contract requires: the empty text where it let one pass. */
export function requiredText(input: Input, field: string): string {
  return textIn(input, field) ?? '';
}

export function numberIn(input: Input, field: string): number | undefined {
  const given = input[field];
  if (typeof given === 'number') return given;
  return typeof given === 'string' && /^[+-]?\d{1,15}$/.test(given) ? Number(given) : undefined;
}

/** Also `1` and `0`, and words: official clients write them in several ways. */
export function flagIn(input: Input, field: string): boolean | undefined {
  const given = input[field];
  if (typeof given === 'boolean') return given;
  if (given === 1 || given === '1' || given === 'true' || given === 'True') return true;
  return given === 0 || given === '0' || given === 'false' || given === 'False' ? false : undefined;
}

export function textsIn(input: Input, field: string): readonly string[] | undefined {
  const given = input[field];
  return Array.isArray(given) ? given.map(String) : undefined;
}

export function numbersIn(input: Input, field: string): readonly number[] | undefined {
  const given = input[field];
  return Array.isArray(given) ? given.map(Number) : undefined;
}

/** `Tags`: `[{TagKey, TagValue}]`. */
export function tagsIn(input: Input, field = 'Tags'): readonly { key: string; value: string }[] | undefined {
  const given = input[field];
  if (!Array.isArray(given)) return undefined;
  return given.map((tag: unknown) => {
    const { TagKey, TagValue } = tag as { TagKey?: unknown; TagValue?: unknown };
    return { key: wordOf(TagKey), value: wordOf(TagValue) };
  });
}

export function tagsOf(
  tags: readonly { readonly key: string; readonly value: string }[],
): readonly { TagKey: string; TagValue: string }[] {
  return tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
}

function wordOf(given: unknown): string {
  return typeof given === 'string' || typeof given === 'number' ? String(given) : '';
}

export interface Paging {
  readonly offset: number;
  readonly limit: number;
}

/** What is larger is cut down to the most, as theirs does. */
export function pagingIn(
  input: Input,
  { usual, most }: { readonly usual: number; readonly most: number },
): Paging {
  const limit = numberIn(input, 'Limit') ?? usual;
  return {
    offset: Math.max(0, numberIn(input, 'Offset') ?? 0),
    limit: Math.min(most, Math.max(0, limit)),
  };
}

/** Their projects are numbers, ours are words: `0`, their default, is none. */
export function projectIn(input: Input, field = 'ProjectId'): string | null | undefined {
  const given = numberIn(input, field);
  if (given === undefined) return undefined;
  return given === 0 ? null : String(given);
}

/** A word of ours that is no number is none of their projects: the official clients read numbers here. */
export function projectOf(project: string | null): string {
  return project !== null && /^\d{1,15}$/.test(project) ? project : '0';
}
