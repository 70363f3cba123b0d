/** The parts that wire schemas are made of: each with a greatest length, and clean of what no column holds. */
import { z } from 'zod';
import { ANSWER_BYTES, WIRE_CHARACTERS } from '../domain/answer-limits.js';
import { cleanedText, forbiddenCharacter } from '../domain/characters.js';

/** A sentence to people: cleaned and cut, never refused, since what it says beside counts all the same. */
export function words() {
  return z
    .string()
    .max(ANSWER_BYTES.ca)
    .transform((text) => cleanedText(text, { longest: WIRE_CHARACTERS.words }));
}

/** What the outside calls a thing of its own: printable ASCII without blanks, so that it goes through paths and columns. */
export function identifier() {
  return z
    .string()
    .max(WIRE_CHARACTERS.identifier)
    .regex(/^[\x21-\x7e]+$/);
}

/** A value that is published as it is: it can't be cleaned, so it is refused where it is not clean. */
export function exactText(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine(
      (text) => forbiddenCharacter(text, { lines: true }) === undefined,
      'has characters that can’t be kept',
    );
}

/** ISO 8601, UTC, from the year 2000 on: of older times nothing here can be true, and Postgres knows no year 0. */
export function instant() {
  return z.iso
    .datetime()
    .max(WIRE_CHARACTERS.instant)
    .regex(/^2\d{3}-/);
}

/** At most `most` entries, no two of one key. */
export function listOf<Entry extends z.ZodType>(
  entry: Entry,
  most: number,
  keyOf?: (value: z.output<Entry>) => string,
) {
  const list = z.array(entry).max(most);
  if (!keyOf) return list;
  return list.refine((values) => new Set(values.map(keyOf)).size === values.length, 'has an entry twice');
}
