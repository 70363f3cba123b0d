/** The form of a connection, judged field by field, and parted into what may be read and what is sealed. */
import type { Bilingual } from '../bilingual.js';
import { detailsOf, refusalOfForm, type FormSubject } from '../form-problems.js';
import { Refusal, refusalDetails, type RefusalDetails } from '../refusals.js';
import { connectionKind, CONNECTION_KINDS } from './kinds.js';
import type { AnyConnectionKind } from './kind.js';

export type ConnectionFields = Readonly<Record<string, unknown>>;

export interface PartedForm {
  readonly settings: ConnectionFields;
  /** Nobody reads them again. */
  readonly secrets: ConnectionFields;
}

/** House rule: easy to type in a command, and nothing that looks like an option, a path or a pattern. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** How ids of connections begin: no name does, so that either may stand in a command. */
export const CONNECTION_ID_PREFIX = 'conn_';

/** Throws Refusal `InvalidInput`, field `name`. */
export function refuseUnusableName(name: unknown): asserts name is string {
  if (typeof name === 'string' && NAME.test(name) && !name.startsWith(CONNECTION_ID_PREFIX)) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'name',
      message: { zh: '名称不能使用', en: 'name can’t be used' },
      accepted: {
        zh: `1 到 63 个字母、数字、点、_ 和 -,以字母或数字开头,不以 ${CONNECTION_ID_PREFIX} 开头`,
        en: `1 to 63 letters, digits, dots, _ and -, beginning with a letter or digit, not with ${CONNECTION_ID_PREFIX}`,
      },
    }),
  );
}

/** Throws Refusal `InvalidInput`, field `kind`. */
export function knownKind(kind: unknown): AnyConnectionKind {
  const known = typeof kind === 'string' ? connectionKind(kind) : undefined;
  if (known) return known;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'kind',
      message: { zh: '没有这种连接', en: 'There is no such kind of connection' },
      accepted: KINDS_IN_WORDS,
    }),
  );
}

const KINDS_IN_WORDS: Bilingual = {
  zh: CONNECTION_KINDS.map(({ kind }) => kind).join('、'),
  en: CONNECTION_KINDS.map(({ kind }) => kind).join(', '),
};

/** Throws Refusal with all that is wrong, field by field; no value is repeated. */
export function parseConnectionForm(kind: AnyConnectionKind, input: unknown): PartedForm {
  const parsed = kind.form.safeParse(input);
  if (!parsed.success) throw refusalOfForm(parsed.error, input, subjectOf(kind));
  return parted(kind, { ...parsed.data });
}

/** All that is wrong with a form, for whoever is asked for it bit by bit. */
export function problemsOfForm(kind: AnyConnectionKind, input: unknown): readonly RefusalDetails[] {
  const { error } = kind.form.safeParse(input);
  return error ? detailsOf(error, input, subjectOf(kind)) : [];
}

/**
 * A form with some fields changed: what is left out stays, null takes an optional one away. Throws Refusal as
 * `parseConnectionForm`.
 */
export function changedConnectionForm(
  kind: AnyConnectionKind,
  before: ConnectionFields,
  changes: unknown,
): PartedForm {
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes))
    return parseConnectionForm(kind, changes);
  const changed = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null);
  return parseConnectionForm(kind, Object.fromEntries(changed));
}

function parted({ secrets }: AnyConnectionKind, form: ConnectionFields): PartedForm {
  const fields = Object.entries(form).filter(([, value]) => value !== undefined);
  const isSecret = ([field]: readonly [string, unknown]) => secrets.includes(field);
  return {
    settings: Object.fromEntries(fields.filter((field) => !isSecret(field))),
    secrets: Object.fromEntries(fields.filter(isSecret)),
  };
}

function subjectOf({ called, fields, accepted }: AnyConnectionKind): FormSubject {
  return {
    called: { zh: `${called.zh}连接`, en: `form of this connection (${called.en})` },
    place: '',
    fields,
    accepted: { ...accepted, '': fieldsInWords(fields) },
  };
}

function fieldsInWords(fields: AnyConnectionKind['fields']): Bilingual {
  const names = Object.keys(fields);
  return { zh: names.join('、'), en: names.join(', ') };
}
