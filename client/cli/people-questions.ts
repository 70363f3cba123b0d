/** Questions about companies and people: the same in an order's form and for those that are saved. */
import type { Bilingual } from '../../domain/bilingual.js';
import { FIELDS_OF_ORDER } from '../../domain/orders/field-words.js';
import { choice, type Choice, type Questions, type Rules } from './prompting.js';
import { IDENTITIES, LABELS, REGISTRATIONS, SOURCES, WAYS } from './texts/prompts.js';

/** `field` as it stands in an order's form. */
export function labelOfField(field: string): Bilingual {
  const pattern = field.replace(/\[\d+\]/g, '[]');
  return LABELS[pattern] ?? FIELDS_OF_ORDER[pattern] ?? { zh: field, en: field };
}

/** Undefined where the answer is written. */
export function choicesOfPeople(field: string): readonly Choice[] | undefined {
  if (field === 'organizationCheck.by') return named(WAYS);
  if (field === 'organizationCheck.source') return named(SOURCES);
  if (field.endsWith('registration.kind')) return named(REGISTRATIONS);
  return field.endsWith('identity.kind') ? named(IDENTITIES) : undefined;
}

export function named(words: Readonly<Record<string, Bilingual>>): Choice[] {
  return Object.entries(words).map(([value, text]) => choice(value, text));
}

/** What is asked for to save one. */
export function savedQuestions(place: 'company' | 'contact', rules: Rules): Questions {
  return {
    rules,
    labelOf: (field) => labelOfField(`${place}.${field}`),
    choicesOf: (field) => Promise.resolve(choicesOfPeople(field)),
    hintsOf: () => [],
  };
}
