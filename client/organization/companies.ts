/** The companies an account has saved, to be named in orders as `{existing: ID}`. */
import { COMPANIES } from '../../db/statements/organization/companies.js';
import type { SavedRecord } from '../../db/statements/organization/saved-details.js';
import type { Company } from '../../domain/organization/form.js';
import { parseCompany } from '../../domain/organization/input.js';
import type { ClientContext } from '../context.js';
import { SavedDetails } from './saved-details.js';

export type CompanyView = SavedRecord<Company>;

export class Companies extends SavedDetails<Company> {
  constructor(context: ClientContext) {
    super(context, { table: COMPANIES, called: 'company', prefix: 'co_', parse: parseCompany });
  }
}
