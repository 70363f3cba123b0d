/** The people an account has saved, to be managers or contacts of orders. */
import type { Person } from '../../../domain/organization/form.js';
import type { SavedTable } from './saved-details.js';

export const CONTACTS: SavedTable<Person> = { table: 'contacts', id: 'contact_id' };
