/** What is wrong with a request that has another shape than its route takes, told as our forms tell it: field, problem, accepted. */
import type { FastifyInstance } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bilingual } from '../domain/bilingual.js';
import { detailsOf, type FormSubject } from '../domain/form-problems.js';
import { Refusal, refusalDetails } from '../domain/refusals.js';

const REQUEST: Bilingual = { zh: '请求', en: 'request' };

/** From now on the routes of this server, and of what is registered in it, are read and answered by the schemas they state. */
export function holdToSchemas(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const read = readerOf(schema as z.ZodType);
    // A request without a body has none of its fields.
    return (data: unknown) => validated(() => read(httpPart === 'body' ? (data ?? {}) : data));
  });
  app.setSerializerCompiler(serializerCompiler);
}

function validated(read: () => unknown): { value: unknown } | { error: Error } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof Refusal) return { error };
    throw error;
  }
}

/** Reads a part of a request by its schema. Throws Refusal `InvalidInput`: one detail for each wrong field, unknown ones by name. */
export function readerOf(schema: z.ZodType): (input: unknown) => unknown {
  const subject: FormSubject = { called: REQUEST, place: '', fields: {}, accepted: acceptedBy(schema) };
  return (input) => {
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    const [first, ...others] = detailsOf(result.error, input, subject);
    throw new Refusal(
      first ??
        refusalDetails('InvalidInput', { message: { zh: '请求无法使用', en: "The request can't be used" } }),
      others,
    );
  };
}

/** In words, by field, as the schema itself says it. */
function acceptedBy(schema: z.ZodType): Readonly<Record<string, Bilingual>> {
  const found: Record<string, Bilingual> = {};
  note(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', cycles: 'ref' }), '', found);
  return found;
}

type Json = z.core.JSONSchema.BaseSchema;

function note(schema: Json, path: string, found: Record<string, Bilingual>): void {
  const words = wordsFor(schema);
  if (words) found[path] = words;
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    if (typeof inner === 'object') note(inner, path === '' ? name : `${path}.${name}`, found);
  if (typeof schema.items === 'object' && !Array.isArray(schema.items))
    note(schema.items, `${path}[]`, found);
}

function wordsFor(schema: Json): Bilingual | undefined {
  if (schema.enum) return { zh: schema.enum.join('、'), en: schema.enum.join(', ') };
  if (schema.type === 'boolean') return { zh: 'true 或 false', en: 'true or false' };
  if (schema.type === 'integer') return wholeNumber(schema);
  if (schema.type === 'string') return text(schema);
  return schema.type === 'object' ? fields(Object.keys(schema.properties ?? {})) : undefined;
}

function wholeNumber({ minimum, maximum }: Json): Bilingual {
  const [least, most] = [minimum?.toLocaleString('en'), maximum?.toLocaleString('en')];
  if (least === undefined || most === undefined) return { zh: '整数', en: 'a whole number' };
  return { zh: `${least} 到 ${most} 之间的整数`, en: `a whole number from ${least} to ${most}` };
}

function text({ maxLength }: Json): Bilingual | undefined {
  if (maxLength === undefined) return undefined;
  const most = maxLength.toLocaleString('en');
  return { zh: `最多 ${most} 个字符的文本`, en: `text of at most ${most} characters` };
}

function fields(names: readonly string[]): Bilingual {
  if (names.length === 0) return { zh: '没有字段', en: 'no fields' };
  return { zh: names.join('、'), en: names.join(', ') };
}
