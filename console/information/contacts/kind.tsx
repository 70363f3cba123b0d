/** Contacts as saved things: how they are read and written, and their form. */
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';
import type { SavedKind } from '../saved/saved.js';
import { ContactFields, contactIn, type Contact } from './contact-fields.js';

type SavedContact = components['schemas']['SavedContact'];

const at = (contactId: string) => ({ params: { path: { contactId } } });

export const CONTACTS: SavedKind<Contact, SavedContact> = {
  place: '/information/contacts',
  operations: 'contacts',
  key: ['contacts'],
  page: (after) =>
    answered(api.GET('/v1/contacts', { params: { query: { ...(after !== null && { after }) } } })),
  read: (id) => answered(api.GET('/v1/contacts/{contactId}', at(id))),
  nameOf: ({ name }) => name,
  add: (body, known) => answered(api.POST('/v1/contacts', { body, ...known })),
  edit: (id, body, known) => answered(api.PATCH('/v1/contacts/{contactId}', { ...at(id), body, ...known })),
  remove: (id, known) => answered(api.DELETE('/v1/contacts/{contactId}', { ...at(id), ...known })),
  fields: (contact) => <ContactFields contact={contact} />,
  typedIn: contactIn,
};
