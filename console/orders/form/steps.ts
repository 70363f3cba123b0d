/** The wizard's steps, and which fields of the form stand in which. */
import type { components } from '../../generated/api.js';

export type Product = components['schemas']['Product'];

export const STEPS = ['product', 'names', 'key', 'organization', 'validation', 'summary'] as const;
export type Step = (typeof STEPS)[number];

const FIELDS: Readonly<Record<Step, readonly string[]>> = {
  product: ['brand', 'type', 'planYears'],
  names: ['names', 'pastedNames'],
  key: ['csr', 'keyPassword'],
  organization: ['company', 'manager', 'contact', 'organizationCheck', 'reuseOrganizationOf'],
  validation: ['validation'],
  summary: ['notificationEmail', 'alias', 'project', 'tags', 'autoRenew'],
};

/** Those that a product has: a company is asked for only where the CA checks one. */
export function stepsOf(product: Product | undefined): readonly Step[] {
  return STEPS.filter((step) => step !== 'organization' || (product?.needs.way ?? 'none') !== 'none');
}

/** What no other step has is the summary's. */
export function stepOfField(field: string): Step {
  const [top = ''] = field.split(/[.[]/);
  return STEPS.find((step) => FIELDS[step].includes(top)) ?? 'summary';
}

/** Does a step show it? What none shows is told beside the button. */
export function hasField(field: string): boolean {
  const [top = ''] = field.split(/[.[]/);
  return STEPS.some((step) => FIELDS[step].includes(top));
}

export function isStep(word: string | null): word is Step {
  return STEPS.some((step) => step === word);
}
