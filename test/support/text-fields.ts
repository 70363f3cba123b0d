/** The fields of a form into which somebody may write, found in its schema: a new one is found as well. */
import { z } from 'zod';

/** Names and indexes, from the form down to the field. */
export type FieldPath = readonly (string | number)[];

/** Of a list its first item; of several shapes, the fields of all that `form` can be changed into. */
export function textFieldsOf(schema: z.ZodType, path: FieldPath = []): FieldPath[] {
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral)
    return [path];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) =>
      textFieldsOf(field, [...path, name]),
    );
  if (schema instanceof z.ZodArray) return textFieldsOf(schema.element as z.ZodType, [...path, 0]);
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).flatMap((option) => textFieldsOf(option, path));
  if (schema instanceof z.ZodPipe) return textFieldsOf(schema.in as z.ZodType, path);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return textFieldsOf(schema.unwrap() as z.ZodType, path);
  return [];
}

/** A copy of the form with the text in the field; what stands above it and is no object or list becomes one. */
export function withText(form: unknown, [step, ...rest]: FieldPath, text: string): unknown {
  if (step === undefined) return text;
  if (typeof step === 'number') return [withText(Array.isArray(form) ? form[step] : undefined, rest, text)];
  const fields = typeof form === 'object' && form !== null ? (form as Record<string, unknown>) : {};
  return { ...fields, [step]: withText(fields[step], rest, text) };
}

/** As refusals name it: `tags[0].key`. */
export function nameOf(path: FieldPath): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? step : `${name}.${step}`;
  }, '');
}
