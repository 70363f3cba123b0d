/** Companies as saved things: how they are read and written, and their form. */
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';
import type { SavedKind } from '../saved/saved.js';
import { CompanyFields, companyIn, type Company } from './company-fields.js';

type SavedCompany = components['schemas']['SavedCompany'];

const at = (companyId: string) => ({ params: { path: { companyId } } });

export const COMPANIES: SavedKind<Company, SavedCompany> = {
  place: '/information/companies',
  operations: 'companies',
  key: ['companies'],
  page: (after) =>
    answered(api.GET('/v1/companies', { params: { query: { ...(after !== null && { after }) } } })),
  read: (id) => answered(api.GET('/v1/companies/{companyId}', at(id))),
  nameOf: ({ fullName }) => fullName,
  add: (body, known) => answered(api.POST('/v1/companies', { body, ...known })),
  edit: (id, body, known) => answered(api.PATCH('/v1/companies/{companyId}', { ...at(id), body, ...known })),
  remove: (id, known) => answered(api.DELETE('/v1/companies/{companyId}', { ...at(id), ...known })),
  fields: (company) => <CompanyFields company={company} />,
  typedIn: companyIn,
};
