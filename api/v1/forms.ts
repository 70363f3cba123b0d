/** Forms of the domain, as requests bring them. */
import { z } from 'zod';
import type { OrderFormInput } from '../../client/orders/creating.js';
import type { PartialFormInput } from '../../client/orders/form-check.js';
import type { SubmitForm } from '../../client/orders/submitting.js';
import { ORDER_FORM_SCHEMA } from '../../domain/orders/form.js';
import {
  CHECK_CHANNEL_SCHEMA,
  COMPANY_SCHEMA,
  PERSON_SCHEMA,
  type CheckChannel,
  type Company,
  type Person,
} from '../../domain/organization/form.js';
import { changesOf, formOf } from './requests.js';

type Changes<Form> = { readonly [Field in keyof Form]?: Form[Field] | null };

const { brand, type } = ORDER_FORM_SCHEMA.shape;

export const ORDER_FORM = formOf<OrderFormInput>(ORDER_FORM_SCHEMA, 'OrderForm');
/** Of brand and type alone it is a draft. */
export const ORDER_FORM_OR_DRAFT = formOf<OrderFormInput>(
  z.union([ORDER_FORM_SCHEMA, z.strictObject({ brand, type })]),
  'OrderFormOrDraft',
);
export const SUBMITTED_FORM = formOf<SubmitForm>(
  ORDER_FORM_SCHEMA.extend({ brand: brand.optional(), type: type.optional() }),
  'SubmittedForm',
);
/** Of a form that is still being filled in: whatever is there of it. */
export const PARTIAL_FORM = formOf<PartialFormInput>(ORDER_FORM_SCHEMA.partial(), 'PartialOrderForm');
export const FORM_CHANGES = changesOf<Changes<OrderFormInput>>(ORDER_FORM_SCHEMA, 'OrderFormChanges');

export const COMPANY = formOf<Company>(COMPANY_SCHEMA, 'Company');
export const COMPANY_CHANGES = changesOf<Changes<Company>>(COMPANY_SCHEMA, 'CompanyChanges');
export const PERSON = formOf<Person>(PERSON_SCHEMA, 'Person');
export const PERSON_CHANGES = changesOf<Changes<Person>>(PERSON_SCHEMA, 'PersonChanges');
export const CONTACT_OF_ORDER = formOf<Person | { readonly existing: string }>(
  z.union([z.strictObject({ existing: z.string() }), PERSON_SCHEMA]),
  'ContactOfOrder',
);
export const CHANNEL = formOf<CheckChannel>(CHECK_CHANNEL_SCHEMA, 'CheckChannel');
