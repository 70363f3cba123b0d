/** The questions about an order: the whole form, its choices named, what the account has saved offered. */
import { nameLimits, refuseUnlessSold } from '../../../domain/catalogue/products.js';
import {
  BRAND_CHOICES,
  KEY_CHOICES,
  METHOD_CHOICES,
  TYPE_CHOICES,
} from '../../../domain/catalogue/choices.js';
import { recommendedKey } from '../../../domain/catalogue/products.js';
import { kindOf } from '../../../domain/names/kinds.js';
import { parseNames } from '../../../domain/names/name-list.js';
import { checkOrder } from '../../../domain/orders/checks.js';
import { ORDER_DRAFT_SCHEMA, parseOrderForm } from '../../../domain/orders/form.js';
import { hintsOfForm } from '../../../domain/orders/form-hints.js';
import { problemsOfMailOfFree } from '../../../domain/orders/mail-of-free.js';
import { SAME_AS_MANAGER_CHOICE } from '../../../domain/organization/choices.js';
import { problemsIn, Refusal, type RefusalDetails } from '../../../domain/refusals.js';
import type { OrderClient } from '../../order-client.js';
import { choicesOfPeople, labelOfField, named } from '../people-questions.js';
import type { Choice, Form, Questions } from '../prompting.js';
import { NEW_ONE, NO, YEARS, YES_CHOICE } from '../texts/prompts.js';

/** The form as the ordering guide has it (ordering rules, section 4). */
const ORDER = [
  'brand',
  'type',
  'names',
  'validation',
  'planYears',
  'csr',
  'keyPassword',
  'company',
  'manager',
  'contact',
  'organizationCheck',
  'notificationEmail',
  'autoRenew',
  'alias',
];

/** Saved ones that are offered: more can't be chosen from at a glance. Their ids can be written. */
const MOST_SAVED = 20;

export function orderQuestions(client: OrderClient): Questions {
  return {
    rules: orderRules,
    order: ORDER,
    optional: optionalFields,
    labelOf: labelOfField,
    choicesOf: (field, form) => choicesOf(field, form, client),
    hintsOf: (field, form) => {
      const product = ORDER_DRAFT_SCHEMA.safeParse({ brand: form.brand, type: form.type });
      if (!product.success) return [];
      const { names, validation } = form;
      const kind = Array.isArray(names) && names.length > 0 ? kindOf(names.map(String)) : undefined;
      const chosen = typeof validation === 'string' && isMethod(validation) ? validation : undefined;
      const hints = hintsOfForm({ ...product.data, kind, validation: chosen });
      return hints.filter((hint) => hint.field === field).map(({ text }) => text);
    },
  };
}

/** The rules of a whole order, whichever of them can be judged already. */
export function orderRules(form: Form): readonly RefusalDetails[] {
  return [
    ...problemsIn(() => checkOrder(parseOrderForm(form))),
    ...problemsIn(() => {
      const product = ORDER_DRAFT_SCHEMA.safeParse({ brand: form.brand, type: form.type });
      if (!product.success) return;
      const { brand, type } = product.data;
      refuseUnlessSold(brand, type);
      if (!Array.isArray(form.names)) return;
      const [first] = parseNames(form.names.map(String), nameLimits(brand, type)).problems;
      if (first) throw new Refusal(first);
    }),
    ...problemsOfMailOfFree(form),
  ];
}

function optionalFields(form: Form): readonly string[] {
  const { type, csr, validation, manager } = form;
  if (type === undefined || validation === undefined || !Array.isArray(form.names)) return [];
  const isMadeHere =
    csr === undefined || (typeof csr === 'object' && Reflect.get(csr ?? {}, 'mode') !== 'paste');
  return [
    'planYears',
    ...(isMadeHere ? ['csr.algorithm', 'keyPassword'] : []),
    ...(manager === undefined ? [] : ['contact']),
    ...(type === 'dv-free' ? [] : ['autoRenew']),
    'alias',
  ];
}

async function choicesOf(
  field: string,
  form: Form,
  client: OrderClient,
): Promise<readonly Choice[] | undefined> {
  switch (field) {
    case 'brand':
      return named(BRAND_CHOICES);
    case 'type':
      return named(TYPE_CHOICES);
    case 'validation':
      return named(METHOD_CHOICES);
    case 'planYears':
      return [1, 2, 3].map((value) => ({ value, text: YEARS(value) }));
    case 'csr.algorithm':
      return keysFor(form);
    case 'autoRenew':
      return [
        { value: false, text: NO },
        { value: true, text: YES_CHOICE },
      ];
    case 'company': {
      const { items } = await client.companies.page({ limit: MOST_SAVED });
      return savedOrNew(items.map(({ id, details }) => [id, details.fullName]));
    }
    case 'manager':
      return savedOrNew(await contacts(client));
    case 'contact':
      return [
        { value: 'same-as-manager', text: SAME_AS_MANAGER_CHOICE },
        ...savedOrNew(await contacts(client)),
      ];
    default:
      return choicesOfPeople(field);
  }
}

async function contacts(client: OrderClient): Promise<[string, string][]> {
  const { items } = await client.contacts.page({ limit: MOST_SAVED });
  return items.map(({ id, details }) => [id, `${details.name}, ${details.position}`]);
}

function savedOrNew(saved: readonly (readonly [string, string])[]): Choice[] {
  const offered = saved.map(([id, shown]) => ({
    value: { existing: id },
    text: { zh: `${shown}(${id})`, en: `${shown} (${id})` },
  }));
  return [...offered, { value: {}, text: NEW_ONE }];
}

/** The recommended one first. */
function keysFor({ brand, type }: Form): Choice[] {
  const product = ORDER_DRAFT_SCHEMA.safeParse({ brand, type });
  const keys = named(KEY_CHOICES);
  if (!product.success) return keys;
  const { algorithm } = recommendedKey(product.data.brand, product.data.type);
  return [...keys].sort((one, other) => Number(other.value === algorithm) - Number(one.value === algorithm));
}

function isMethod(word: string): word is keyof typeof METHOD_CHOICES {
  return word in METHOD_CHOICES;
}
