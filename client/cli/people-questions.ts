/** Questions about companies and people: the same in an order's form and for those that are saved. */
import type { Bilingual } from '../../domain/bilingual.js';
import { FIELDS_OF_ORDER } from '../../domain/orders/field-words.js';
import {
  CHANNEL_SOURCE_CHOICES,
  CHANNEL_WAY_CHOICES,
  IDENTITY_CHOICES,
  REGISTRATION_CHOICES,
} from '../../domain/organization/choices.js';
import { choice, type Choice, type Questions, type Rules } from './prompting.js';
import { LABELS } from './texts/prompts.js';

/** `field` as it stands in an order's form. */
export function labelOfField(field: string): Bilingual {
  const pattern = field.replace(/\[\d+\]/g, '[]');
  return LABELS[pattern] ?? FIELDS_OF_ORDER[pattern] ?? { zh: field, en: field };
}

/** Undefined where the answer is written. */
export function choicesOfPeople(field: string): readonly Choice[] | undefined {
  if (field === 'organizationCheck.by') return named(CHANNEL_WAY_CHOICES);
  if (field === 'organizationCheck.source') return named(CHANNEL_SOURCE_CHOICES);
  if (field.endsWith('registration.kind')) return named(REGISTRATION_CHOICES);
  return field.endsWith('identity.kind') ? named(IDENTITY_CHOICES) : undefined;
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
