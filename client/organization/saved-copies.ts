/** What an order form names as saved, put into it as copies: an order keeps what it was placed with, whatever is edited later. */
import { COMPANIES } from '../../db/statements/organization/companies.js';
import { CONTACTS } from '../../db/statements/organization/contacts.js';
import { loadSaved, type SavedTable } from '../../db/statements/organization/saved-details.js';
import { withoutUnaskedIdentities } from '../../domain/organization/identity-rules.js';
import type { OrderForm, ResolvedOrderForm } from '../../domain/orders/form.js';
import { Refusal, type RefusalDetails, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { SAVED_WORDS } from './saved-words.js';

type Account = Pick<ClientContext, 'database' | 'account'>;

/** Does what the form means depend on what is stored now, and may be another thing when it comes again? */
export function namesStoredThings({ company, manager, contact, reuseOrganizationOf }: OrderForm): boolean {
  return reuseOrganizationOf !== undefined || [company, manager, contact].some(isSaved);
}

/** Throws Refusal `NotFound`, naming each field whose saved one is unknown, removed or another account's. */
export async function withSavedCopies(context: Account, form: OrderForm): Promise<ResolvedOrderForm> {
  const { company: _company, manager: _manager, contact: _contact, ...rest } = form;
  const { copies, problems } = await savedCopies(context, form);
  const [first, ...others] = problems;
  if (first) throw new Refusal(first, others);
  return withoutUnaskedIdentities({ ...rest, ...copies });
}

export interface SavedCopies {
  readonly copies: Pick<ResolvedOrderForm, 'company' | 'manager' | 'contact'>;
  /** Each field whose saved one is unknown, removed or another account's; it has no copy. */
  readonly problems: readonly RefusalDetails[];
}

/** Company and people of a form, saved ones as copies. */
export async function savedCopies(
  context: Account,
  { company, manager, contact }: Pick<OrderForm, 'company' | 'manager' | 'contact'>,
): Promise<SavedCopies> {
  const problems: RefusalDetails[] = [];
  const copy = async <Details extends object>(
    table: SavedTable<Details>,
    field: string,
    given: Details | { existing: string } | undefined,
  ): Promise<Details | undefined> => {
    if (!given || !isSaved(given)) return given;
    const saved = await loadSaved(context.database, table, context.account, given.existing);
    if (!saved) problems.push(unknown(field, given.existing));
    return saved?.details;
  };
  const copies = {
    company: await copy(COMPANIES, 'company', company),
    manager: await copy(CONTACTS, 'manager', manager),
    contact: contact === 'same-as-manager' ? contact : await copy(CONTACTS, 'contact', contact),
  };
  return { copies: present(copies), problems };
}

function isSaved(given: unknown): given is { existing: string } {
  return typeof given === 'object' && given !== null && 'existing' in given;
}

function present<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Fields]?: NonNullable<Fields[Key]> };
}

function unknown(field: string, id: string): RefusalDetails {
  const called = field === 'company' ? 'company' : 'contact';
  return refusalDetails('NotFound', {
    field: `${field}.existing`,
    message: { zh: `没有已保存的${SAVED_WORDS[called].zh} ${id}`, en: `There is no saved ${called} ${id}` },
    accepted: { zh: `\`sealflow ${called} list\` 列出的编号`, en: `an id from \`sealflow ${called} list\`` },
  });
}
