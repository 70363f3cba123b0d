/** What requests have in common: ids in addresses, pages, switches, and forms that the domain reads by itself. */
import { z } from 'zod';

/**
 * A form whose every field the domain judges itself, with more to say of each than a schema has: described by its schema, and handed
 * on as it came.
 */
export function formOf<Form>(schema: z.ZodType, id: string, taken: z.ZodType = z.unknown()): z.ZodType<Form> {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return taken.meta({ ...described, id }) as unknown as z.ZodType<Form>;
}

/** Fields of such a form to set anew; null takes an optional one away. */
export function changesOf<Form>(schema: z.ZodObject, id: string): z.ZodType<Form> {
  const changes = Object.entries(schema.shape).map(([field, of]) => [field, asChange(of as z.ZodType)]);
  return formOf<Form>(
    z.strictObject(Object.fromEntries(changes) as Record<string, z.ZodType>),
    id,
    ANY_OBJECT,
  );
}

/** Changes of nothing at all are no form's to refuse. */
const ANY_OBJECT = z.record(z.string(), z.unknown());

/** A default is for what is placed anew, not for what is changed. */
function asChange(field: z.ZodType): z.ZodType {
  const bare = field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field;
  return bare.nullable().optional();
}

/** Whatever comes: what it must be, the client says. */
const ID = z.string().meta({ description: 'An id, as a list or the answer of a write tells it' });

export const ORDER = z.strictObject({ orderId: ID });
export const CERTIFICATE = z.strictObject({
  certificateId: z.string().meta({ description: "A certificate's id, or its order's" }),
});

/** A page of a list. */
export const PAGE = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: '100 unless told otherwise' }),
  after: z
    .string()
    .optional()
    .meta({ description: 'The `next` of the page before, of the same list and filter' }),
};

export const PAGE_QUERY = z.strictObject(PAGE);

/** What orders and certificates are labelled with, to find them by. */
export const LABEL_FILTER = {
  alias: z.string().optional().meta({ description: 'Part of the alias' }),
  tag: z.string().optional().meta({ description: '`key`, or `key=value`' }),
  project: z.string().optional(),
};

/** `key`, or `key=value`, as the command line has it. */
export function tagIn(text: string): { key: string; value?: string } {
  const at = text.indexOf('=');
  return at === -1 ? { key: text } : { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** Several values of one field in an address: it is repeated, or they are listed with commas. What each may be, the client says. */
export function severalOf<Value extends string>(values: readonly [Value, ...Value[]], description: string) {
  return z
    .union([z.array(z.enum(values)), z.string()])
    .optional()
    .meta({ description: `${description}; several: repeated, or with commas between them` });
}

/** As the client takes them. */
export function severalIn<Value extends string>(
  given: readonly Value[] | string | undefined,
): readonly Value[] | undefined {
  return typeof given === 'string' ? (given.split(',') as Value[]) : given;
}

/** In an address everything is text. */
export const SWITCH = z.enum(['true', 'false']);

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Goes on with the list; null where nothing more comes' }),
  });
}

const TAG = z.strictObject({ key: z.string(), value: z.string() });

/** What is left out stays; null takes away. What each may be, the client says. */
export const LABEL_CHANGES = z.strictObject({
  alias: z.string().nullable().optional(),
  project: z.string().nullable().optional(),
  tags: z.array(TAG).nullable().optional().meta({ description: 'In the place of all' }),
  addTags: z.array(TAG).optional().meta({ description: 'One of the same key is replaced' }),
  removeTags: z.array(z.string()).optional().meta({ description: 'Keys' }),
});

export const PRICE_SEEN = z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().meta({
  description: 'The price that was seen, in fen; an order that costs something else is refused',
});
