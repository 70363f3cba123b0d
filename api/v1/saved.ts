/** Companies and contacts that an account saved, to name them in later orders. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { IDENTITY_KINDS, REGISTRATION_KINDS } from '../../domain/organization/form.js';
import type { ApiParts } from '../parts.js';
import { COMPANY, COMPANY_CHANGES, PERSON, PERSON_CHANGES } from './forms.js';
import { PAGE_QUERY, pageOf } from './requests.js';
import { routesOf } from './route.js';

const SAVED = { id: z.string(), createdAt: z.string(), updatedAt: z.string() };

/** As stored: what it was read by may have grown stricter since. */
const SavedCompany = z
  .object({
    ...SAVED,
    details: z.object({
      fullName: z.string(),
      department: z.string().optional(),
      country: z.string(),
      province: z.string(),
      city: z.string(),
      address: z.string(),
      landline: z.object({ areaCode: z.string(), number: z.string() }),
      registration: z.object({ kind: z.enum(REGISTRATION_KINDS), number: z.string() }).optional(),
    }),
  })
  .meta({ id: 'SavedCompany' });

const SavedContact = z
  .object({
    ...SAVED,
    details: z.object({
      name: z.string(),
      department: z.string(),
      position: z.string(),
      phone: z.string(),
      email: z.string(),
      identity: z.object({ kind: z.enum(IDENTITY_KINDS), number: z.string() }).optional(),
    }),
  })
  .meta({ id: 'SavedContact' });

const COMPANY_ID = z.strictObject({ companyId: z.string() });
const CONTACT_ID = z.strictObject({ contactId: z.string() });

export function addCompanies(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'companies');
  route({
    method: 'GET',
    url: '/companies',
    operations: ['companies.page', 'companies.list'],
    summary: 'List saved companies, newest first',
    query: PAGE_QUERY,
    answer: pageOf(SavedCompany),
    run: async ({ client, query }) => await client.companies.page(query),
  });
  route({
    method: 'POST',
    url: '/companies',
    operations: ['companies.add'],
    summary: 'Save a company',
    body: COMPANY,
    answer: SavedCompany,
    status: 201,
    locatedAt: ({ id }) => `/v1/companies/${id}`,
    run: async ({ client, body }) => await client.companies.add(body),
  });
  route({
    method: 'GET',
    url: '/companies/:companyId',
    operations: ['companies.get'],
    summary: 'Show a saved company',
    params: COMPANY_ID,
    answer: SavedCompany,
    run: async ({ client, params }) => await client.companies.get(params.companyId),
  });
  route({
    method: 'PATCH',
    url: '/companies/:companyId',
    operations: ['companies.edit'],
    summary: 'Change a saved company',
    params: COMPANY_ID,
    body: COMPANY_CHANGES,
    answer: SavedCompany,
    run: async ({ client, params, body }) => await client.companies.edit(params.companyId, body),
  });
  route({
    method: 'DELETE',
    url: '/companies/:companyId',
    operations: ['companies.remove'],
    summary: 'Remove a saved company',
    params: COMPANY_ID,
    run: async ({ client, params }) => await client.companies.remove(params.companyId),
  });
}

export function addContacts(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'contacts');
  route({
    method: 'GET',
    url: '/contacts',
    operations: ['contacts.page', 'contacts.list'],
    summary: 'List saved contacts, newest first',
    query: PAGE_QUERY,
    answer: pageOf(SavedContact),
    run: async ({ client, query }) => await client.contacts.page(query),
  });
  route({
    method: 'POST',
    url: '/contacts',
    operations: ['contacts.add'],
    summary: 'Save a contact',
    body: PERSON,
    answer: SavedContact,
    status: 201,
    locatedAt: ({ id }) => `/v1/contacts/${id}`,
    run: async ({ client, body }) => await client.contacts.add(body),
  });
  route({
    method: 'GET',
    url: '/contacts/:contactId',
    operations: ['contacts.get'],
    summary: 'Show a saved contact',
    params: CONTACT_ID,
    answer: SavedContact,
    run: async ({ client, params }) => await client.contacts.get(params.contactId),
  });
  route({
    method: 'PATCH',
    url: '/contacts/:contactId',
    operations: ['contacts.edit'],
    summary: 'Change a saved contact',
    params: CONTACT_ID,
    body: PERSON_CHANGES,
    answer: SavedContact,
    run: async ({ client, params, body }) => await client.contacts.edit(params.contactId, body),
  });
  route({
    method: 'DELETE',
    url: '/contacts/:contactId',
    operations: ['contacts.remove'],
    summary: 'Remove a saved contact',
    params: CONTACT_ID,
    run: async ({ client, params }) => await client.contacts.remove(params.contactId),
  });
}
