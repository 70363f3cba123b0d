/** Alias, tags and project: words to find orders and certificates by, under the order form's own rules (ordering rules, section 4). */
import { z } from 'zod';
import { ORDER_FORM_SCHEMA } from './form.js';
import type { Bilingual } from '../bilingual.js';
import { problemTold } from '../form-problems.js';
import { problemOfGiven } from '../text-input.js';
import { fieldInChinese, Refusal, refusalDetails } from '../refusals.js';
import { LABEL } from './accepted.js';
import { FIELDS_OF_ORDER } from './field-words.js';

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
  return new Refusal(
    refusalDetails('InvalidInput', {
      field: Object.hasOwn(FIELDS, field) ? field : 'tags',
      message: issue?.code === 'custom' ? problemIn(field, problemTold(issue)) : UNUSABLE,
      accepted: ACCEPTED,
    }),
  );
}

const FIELDS: Readonly<Record<string, Bilingual | undefined>> = {
  alias: FIELDS_OF_ORDER.alias,
  project: FIELDS_OF_ORDER.project,
  tags: FIELDS_OF_ORDER.tags,
  addTags: { zh: '新增的标签', en: 'tags to be added' },
  removeTags: { zh: '移除的标签', en: 'tags to be removed' },
  tag: FIELDS_OF_ORDER['tags[]'],
};
const UNUSABLE: Bilingual = { zh: '这些标签无法使用', en: "The labels can't be used" };
const ACCEPTED: Bilingual = {
  zh: '别名最多 200 个字符;标签最多 50 个,键为 1 到 200 个字符,值最多 200 个字符;项目为 1 到 200 个字符',
  en: 'an alias of at most 200 characters; at most 50 tags, keys of 1 to 200 and values of at most 200 characters; a project of 1 to 200 characters',
};

function problemIn(field: string, problem: Bilingual): Bilingual {
  return {
    zh: `${fieldInChinese(field, FIELDS[field])}${problem.zh}`,
    en: `${field} ${problem.en}`,
  };
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
      const message = problemIn(field, problem);
      throw new Refusal(refusalDetails('InvalidInput', { field, message, accepted: LABEL }));
    }
}
