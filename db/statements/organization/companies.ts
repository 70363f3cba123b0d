/** The companies an account has saved. */
import type { Company } from '../../../domain/organization/form.js';
import type { SavedTable } from './saved-details.js';

export const COMPANIES: SavedTable<Company> = { table: 'companies', id: 'company_id' };
