/** An order form that is still being filled in: what of it can be read, what is wrong with what was given, and what is not there yet. */
import type { z } from 'zod';
import { problemsOf } from '../form-problems.js';
import type { RefusalDetails } from '../refusals.js';
import { ORDER_FORM } from './accepted.js';
import { ORDER_FORM_SCHEMA } from './form.js';

type ReadForm = z.output<typeof ORDER_FORM_SCHEMA>;

/** The fields that were read; `csr` as it was given: what is left out of a key, the product decides. */
export type PartialForm = { [Field in keyof ReadForm]?: ReadForm[Field] };

export interface PartialReading {
  readonly form: PartialForm;
  readonly problems: readonly RefusalDetails[];
  /** What a whole form would need besides, by its shape alone. */
  readonly missing: readonly RefusalDetails[];
}

/** By the schema of the whole form, field by field. Never throws for what was given; repeats none of it. */
export function readPartialForm(input: unknown): PartialReading {
  const result = ORDER_FORM_SCHEMA.safeParse(input);
  if (result.success) return { form: givenOf(result.data, input), problems: [], missing: [] };
  const found = problemsOf(result.error, input, ORDER_FORM);
  const details = (isMissing: boolean) =>
    found.filter((problem) => problem.isMissing === isMissing).map((problem) => problem.details);
  return { form: readableFields(input), problems: details(false), missing: details(true) };
}

function readableFields(input: unknown): PartialForm {
  if (typeof input !== 'object' || input === null) return {};
  const read = Object.entries(ORDER_FORM_SCHEMA.shape).flatMap(([field, schema]) => {
    const given: unknown = Reflect.get(input, field);
    const result = given === undefined ? undefined : (schema as z.ZodType).safeParse(given);
    return result?.success ? [[field, result.data] as const] : [];
  });
  return Object.fromEntries(read);
}

/** Without the defaults of what was not given. */
function givenOf(form: ReadForm, input: unknown): PartialForm {
  const isGiven = ([field]: readonly [string, unknown]) =>
    typeof input === 'object' && input !== null && Reflect.get(input, field) !== undefined;
  return Object.fromEntries(Object.entries(form).filter(isGiven));
}

/** The field of the form that a problem lies in: `company` of `company.landline.number`. */
export function topFieldOf({ field }: Pick<RefusalDetails, 'field'>): string | undefined {
  return field?.split(/[.[]/)[0];
}
