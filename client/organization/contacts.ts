/** The people an account has saved, to be named in orders as manager or contact: `{existing: ID}`. */
import { CONTACTS } from '../../db/statements/organization/contacts.js';
import type { SavedRecord } from '../../db/statements/organization/saved-details.js';
import type { Person } from '../../domain/organization/form.js';
import { parsePerson } from '../../domain/organization/input.js';
import type { ClientContext } from '../context.js';
import { SavedDetails } from './saved-details.js';

export type ContactView = SavedRecord<Person>;

export class Contacts extends SavedDetails<Person> {
  constructor(context: ClientContext) {
    super(context, { table: CONTACTS, called: 'contact', prefix: 'ct_', parse: parsePerson });
  }
}
