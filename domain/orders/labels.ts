/** Alias, tags and project: words to find orders and certificates by, under the order form's own rules (ordering rules, section 4). */
import { z } from 'zod';
import { ORDER_FORM_SCHEMA } from './form.js';
import { problemOfGiven } from '../text-input.js';
import { Refusal } from '../refusals.js';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Labels {
  readonly alias: string | null;
  readonly tags: readonly Tag[];
  readonly project: string | null;
}

/** What is left out stays; null takes away. `tags` takes the place of all, the other two change some of them. */
export interface LabelChanges {
  readonly alias?: string | null;
  readonly project?: string | null;
  readonly tags?: readonly Tag[] | null;
  /** A tag of the same key is replaced. */
  readonly addTags?: readonly Tag[];
  /** Keys. */
  readonly removeTags?: readonly string[];
}

const { alias, project, tags } = ORDER_FORM_SCHEMA.shape;
const TAGS = tags.unwrap();

const CHANGES = z.strictObject({
  alias: alias.nullable(),
  project: project.nullable(),
  tags: TAGS.nullable().optional(),
  addTags: TAGS.optional(),
  removeTags: z.array(TAGS.element.shape.key).max(50).optional(),
});

/** The labels with the changes made. Throws Refusal `InvalidInput`, by field; no value is repeated. */
export function changedLabels(labels: Labels, changes: LabelChanges): Labels {
  const parsed = CHANGES.safeParse(changes);
  if (!parsed.success) throw refusalOf(parsed.error);
  const { addTags = [], removeTags = [], ...set } = parsed.data;
  const gone = new Set([...removeTags, ...addTags.map(({ key }) => key)]);
  const base = set.tags === undefined ? labels.tags : (set.tags ?? []);
  const all = TAGS.safeParse([...base.filter(({ key }) => !gone.has(key)), ...addTags]);
  if (!all.success) throw refusalOf(all.error);
  return {
    alias: set.alias === undefined ? labels.alias : set.alias,
    project: set.project === undefined ? labels.project : set.project,
    tags: all.data,
  };
}

function refusalOf({ issues: [issue] }: z.ZodError): Refusal {
  const field = issue?.path[0] === undefined ? 'tags' : String(issue.path[0]);
  return new Refusal({
    code: 'InvalidInput',
    field: ['alias', 'project', 'tags', 'addTags', 'removeTags'].includes(field) ? field : 'tags',
    message: issue?.code === 'custom' ? `${field} ${issue.message}` : "The labels can't be used",
    accepted:
      'an alias of at most 200 characters; at most 50 tags, keys of 1 to 200 and values of at most 200 characters; a project of 1 to 200 characters',
  });
}

/** What orders and certificates are looked for by. */
export interface SearchedLabels {
  readonly alias?: string;
  readonly tag?: { readonly key: string; readonly value?: string };
  readonly project?: string;
}

/** Throws Refusal `InvalidInput`, field `alias`, `tag` or `project`, for what no label can be. */
export function refuseUnusableSearch({ alias, tag, project }: SearchedLabels): void {
  const searched = { alias, project, tag: tag && [tag.key, tag.value ?? ''] };
  for (const [field, given] of Object.entries(searched))
    for (const text of given === undefined ? [] : [given].flat()) {
      const problem = problemOfGiven(text, { mayBeEmpty: true });
      if (problem === undefined) continue;
      throw new Refusal({
        code: 'InvalidInput',
        field,
        message: `${field} ${problem}`,
        accepted: 'text of at most 200 characters on one line',
      });
    }
}
