/** What an account saves to name in later orders: companies and contacts work alike. */
import { inTransaction } from '../../db/database.js';
import {
  insertSaved,
  listSaved,
  loadSaved,
  removeSaved,
  updateSaved,
  type SavedRecord,
  type SavedTable,
} from '../../db/statements/organization/saved-details.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { fieldDetails } from '../accounts/public-details.js';
import { recorded } from '../accounts/recorded.js';
import { idOf } from '../orders/identity.js';
import { limitOf } from '../orders/reading.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import { SAVED_WORDS } from './saved-words.js';

/** What tells companies from contacts. */
export interface SavedKind<Details> {
  readonly table: SavedTable<Details>;
  readonly called: 'company' | 'contact';
  readonly prefix: 'co_' | 'ct_';
  /** Throws Refusal. */
  readonly parse: (input: unknown) => Details;
}

/** Fields to change; null takes an optional one away. */
export type SavedChanges<Details> = { readonly [Field in keyof Details]?: Details[Field] | null };

/** Every method sees the account's own only; one of another account is `NotFound`. */
export class SavedDetails<Details extends object> {
  readonly #context: ClientContext;
  readonly #kind: SavedKind<Details>;

  constructor(context: ClientContext, kind: SavedKind<Details>) {
    this.#context = context;
    this.#kind = kind;
  }

  /** Newest first; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
  async list(request: Omit<PageRequest, 'after'> = {}): Promise<SavedRecord<Details>[]> {
    return (await this.page(request)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ limit, after }: PageRequest = {}): Promise<ListPage<SavedRecord<Details>>> {
    const { database, account } = this.#context;
    const { table } = this.#kind;
    const named = { list: table.table, account, filter: {} } as const;
    const place = placeOf(named, after);
    const wanted = { limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listSaved(database, table, account, wanted), (record) => record);
  }

  /** Throws Refusal `NotFound`. */
  async get(id: string): Promise<SavedRecord<Details>> {
    const { database, account } = this.#context;
    const saved = isIdentifier(id) ? await loadSaved(database, this.#kind.table, account, id) : undefined;
    return saved ?? this.#refuseUnknown(id);
  }

  /** Throws Refusal `InvalidInput`, naming every wrong field: nothing is stored then. */
  async add(input: Details): Promise<SavedRecord<Details>> {
    const { account, database } = this.#context;
    const operation = {
      operation: `${this.#kind.called}.add`,
      details: fieldDetails(input),
      made: ({ id }: SavedRecord<Details>) => id,
    };
    return await recorded(this.#context, operation, async () => {
      const details = this.#kind.parse(input);
      const savedId = idOf(this.#context, this.#kind.prefix, Date.now());
      await insertSaved(database, this.#kind.table, { account, savedId, details });
      return await this.get(savedId);
    });
  }

  /** Orders keep the copy they were placed with. Throws Refusal: NotFound, InvalidInput. */
  async edit(id: string, changes: SavedChanges<Details>): Promise<SavedRecord<Details>> {
    const { account } = this.#context;
    const { table, parse } = this.#kind;
    const operation = { operation: `${this.#kind.called}.edit`, subject: id, details: fieldDetails(changes) };
    return await recorded(this.#context, operation, async () => {
      if (!isIdentifier(id)) this.#refuseUnknown(id);
      await inTransaction(this.#context.database, async (transaction) => {
        const saved = await loadSaved(transaction, table, account, id, { lock: true });
        if (!saved) this.#refuseUnknown(id);
        const details = parse(withChanges(saved.details, changes));
        await updateSaved(transaction, table, { account, savedId: id, details });
      });
      return await this.get(id);
    });
  }

  /** Orders that named it keep their copies. Throws Refusal `NotFound`. */
  async remove(id: string): Promise<void> {
    const { database, account } = this.#context;
    const operation = { operation: `${this.#kind.called}.remove`, subject: id };
    await recorded(this.#context, operation, async () => {
      const isRemoved = isIdentifier(id) && (await removeSaved(database, this.#kind.table, account, id));
      if (!isRemoved) this.#refuseUnknown(id);
    });
  }

  #refuseUnknown(id: string): never {
    const { called } = this.#kind;
    throw new Refusal(
      refusalDetails('NotFound', {
        field: `${called}Id`,
        message: {
          zh: `没有已保存的${SAVED_WORDS[called].zh} ${shownId(id)}`,
          en: `There is no saved ${called} ${shownId(id)}`,
        },
        accepted: {
          zh: `\`sealflow ${called} list\` 列出的编号`,
          en: `an id from \`sealflow ${called} list\``,
        },
      }),
    );
  }
}

function withChanges(details: object, changes: object): unknown {
  const changed = Object.entries({ ...details, ...changes });
  return Object.fromEntries(changed.filter(([, value]) => value !== null && value !== undefined));
}
