/** What the client does with connections: parse, seal, try, keep. Loaded by the methods that need it. */
import { StatementRefused, inTransaction } from '../../db/database.js';
import { openConnectionSecrets, sealConnectionSecrets } from '../../db/connection-secrets.js';
import type { SealedValue } from '../../db/sealed-values.js';
import { livingOrdersOf, validCertificatesOf } from '../../db/statements/connections/needs.js';
import type { StoredConnection } from '../../db/statements/connections/row.js';
import {
  changeConnection,
  findConnection,
  insertConnection,
  keepCandidate,
  listConnections,
  markRemoved,
  noteTried,
  removeCandidate,
  routesTo,
} from '../../db/statements/connections/views.js';
import {
  changedConnectionForm,
  CONNECTION_ID_PREFIX,
  knownKind,
  parseConnectionForm,
  refuseUnusableName,
  type ConnectionFields,
} from '../../domain/connections/form.js';
import type { AnyConnectionKind } from '../../domain/connections/kind.js';
import { isIdentifier } from '../../domain/identifiers.js';
import type { OperationDetails } from '../../domain/accounts/operations-log.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import { idOf, newId } from '../orders/identity.js';
import { rollOverAccountKey } from './account-key.js';
import type { KeepingOptions, NewConnectionRequest, RemovingOptions, WhoseConnection } from './requests.js';
import { tryConnection } from './trial.js';
import { connectionView, type ConnectionView } from './view.js';
import { CONNECTION_REFUSALS } from './words.js';

export class ConnectionKeeping {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  async list(): Promise<ConnectionView[]> {
    const { database, account } = this.#context;
    return (await listConnections(database, account)).map(connectionView);
  }

  async show(named: string): Promise<ConnectionView> {
    return connectionView(await this.#found(named));
  }

  async add(request: NewConnectionRequest): Promise<ConnectionView> {
    const operation = {
      operation: 'connection.add',
      details: detailsOf(request.kind, request.form),
      made: ({ connectionId }: ConnectionView) => connectionId,
    };
    return await recorded(this.#context, operation, () => this.#add(request));
  }

  async edit(named: string, changes: ConnectionFields, options: KeepingOptions): Promise<ConnectionView> {
    const operation = {
      operation: 'connection.edit',
      subject: named,
      made: ({ connectionId }: ConnectionView) => connectionId,
      told: ({ kind }: ConnectionView) => detailsOf(kind, changes),
    };
    return await recorded(this.#context, operation, async () => {
      const before = await this.#own(named, options);
      return await this.#edit(before, knownKind(before.kind), changes, options);
    });
  }

  async test(named: string): Promise<ConnectionView> {
    const { database, clock } = this.#context;
    const operation = {
      operation: 'connection.test',
      subject: named,
      made: ({ connectionId }: ConnectionView) => connectionId,
    };
    return await recorded(this.#context, operation, async () => {
      const { connectionId } = await this.#found(named);
      if (await tryConnection(this.#context, connectionId))
        await noteTried(database, connectionId, new Date(clock()));
      return await this.show(connectionId);
    });
  }

  async rollOverKey(named: string, whose: WhoseConnection): Promise<ConnectionView> {
    const { database, clock } = this.#context;
    const operation = {
      operation: 'connection.roll-over-key',
      subject: named,
      made: ({ connectionId }: ConnectionView) => connectionId,
    };
    return await recorded(this.#context, operation, async () => {
      const own = await this.#own(named, whose);
      await rollOverAccountKey(this.#context, own);
      // Whoever takes another key has let us in.
      await noteTried(database, own.connectionId, new Date(clock()));
      return await this.show(own.connectionId);
    });
  }

  async remove(named: string, { force = false, ...whose }: RemovingOptions): Promise<void> {
    const operation = {
      operation: 'connection.remove',
      subject: named,
      details: { force },
      made: (connectionId: string) => connectionId,
    };
    await recorded(this.#context, operation, () => this.#remove(named, force, whose));
  }

  async #add({
    kind: word,
    name,
    form,
    test = true,
    ...whose
  }: NewConnectionRequest): Promise<ConnectionView> {
    const { database, clock } = this.#context;
    const kind = knownKind(word);
    refuseUnusableName(name);
    const { settings, secrets } = parseConnectionForm(kind, form);
    const owner = this.#owner(whose);
    const connectionId = idOf(this.#context, CONNECTION_ID_PREFIX, Date.now());
    const known = await findConnection(database, this.#context.account, name, { owner });
    // The same request again, after an unknown outcome.
    if (known?.connectionId === connectionId) return await this.show(connectionId);
    if (known) throw CONNECTION_REFUSALS.nameTaken(name);
    const made = {
      connectionId,
      account: owner,
      name,
      kind: kind.kind,
      family: kind.family,
      settings,
      sealedSecrets: await this.#sealed(connectionId, secrets),
      at: new Date(clock()),
    };
    if (!test) await insertConnection(database, { ...made, state: 'kept' }).catch(orNameTaken(name));
    else
      await this.#trying(made, async (wasTried) => {
        if (
          !(await keepCandidate(database, connectionId, wasTried ? new Date(clock()) : null).catch(
            orNameTaken(name),
          ))
        )
          throw CONNECTION_REFUSALS.changedMeanwhile();
      });
    return await this.show(connectionId);
  }

  async #edit(
    before: StoredConnection,
    kind: AnyConnectionKind,
    changes: ConnectionFields,
    { test = true }: KeepingOptions,
  ): Promise<ConnectionView> {
    const { database, clock } = this.#context;
    const { connectionId, account, name, family } = before;
    const { settings, secrets } = changedConnectionForm(kind, this.#formOf(before), changes);
    const keep = async (wasTried: boolean) => {
      const at = new Date(clock());
      const sealedSecrets = await this.#sealed(connectionId, secrets);
      const change = { settings, sealedSecrets, triedAt: wasTried ? at : null, at };
      if (!(await changeConnection(database, before, change))) throw CONNECTION_REFUSALS.changedMeanwhile();
    };
    if (!test) await keep(false);
    else {
      const candidateId = newId(CONNECTION_ID_PREFIX, Date.now());
      const candidate = {
        connectionId: candidateId,
        account,
        name,
        kind: kind.kind,
        family,
        settings,
        sealedSecrets: await this.#sealed(candidateId, secrets),
        at: new Date(clock()),
      };
      await this.#trying(candidate, keep);
    }
    return await this.show(connectionId);
  }

  /** Stored as a candidate under an id, which is all that a worker is told; of what is not kept, nothing stays. */
  async #trying(
    candidate: Omit<Parameters<typeof insertConnection>[1], 'state'>,
    keep: (wasTried: boolean) => Promise<void>,
  ): Promise<void> {
    const { database } = this.#context;
    // Of the same request, begun by a program that died.
    if (this.#context.requestKey !== undefined) await removeCandidate(database, candidate.connectionId);
    await insertConnection(database, { ...candidate, state: 'candidate' });
    try {
      await keep(await tryConnection(this.#context, candidate.connectionId));
    } finally {
      // What a program that dies here leaves behind is removed by a worker (worker/tidying.ts).
      await removeCandidate(database, candidate.connectionId).catch(() => undefined);
    }
  }

  async #remove(named: unknown, force: boolean, whose: WhoseConnection): Promise<string> {
    const { database, account, clock } = this.#context;
    return await inTransaction(database, async (transaction) => {
      const options = { owner: this.#owner(whose), lock: true };
      const found = isIdentifier(named)
        ? await findConnection(transaction, account, named, options)
        : undefined;
      if (!found) throw CONNECTION_REFUSALS.unknown(named);
      const { connectionId, family } = found;
      const routes = await routesTo(transaction, connectionId);
      if (routes.length > 0) throw CONNECTION_REFUSALS.neededByRoutes(routes.map(({ routeId }) => routeId));
      const orders = await livingOrdersOf(transaction, connectionId);
      if (orders.count > 0) throw CONNECTION_REFUSALS.neededByOrders(orders);
      if (family === 'ca' && !force) {
        const certificates = await validCertificatesOf(transaction, connectionId, new Date(clock()));
        if (certificates.count > 0) throw CONNECTION_REFUSALS.neededByCertificates(certificates);
      }
      await markRemoved(transaction, connectionId, new Date(clock()));
      return connectionId;
    });
  }

  /** As it was given. Secrets that no key opens any more are missing: then they have to be given anew. */
  #formOf({ connectionId, settings, sealedSecrets }: StoredConnection): ConnectionFields {
    if (sealedSecrets === null) return settings;
    return {
      ...settings,
      ...openConnectionSecrets(sealedSecrets, connectionId, this.#context.masterKeys),
    };
  }

  async #sealed(connectionId: string, secrets: ConnectionFields): Promise<SealedValue | null> {
    if (Object.keys(secrets).length === 0) return null;
    return sealConnectionSecrets(secrets, connectionId, await this.#context.sealingKeys());
  }

  #owner({ ofInstallation = false }: WhoseConnection): string | null {
    return ofInstallation ? null : this.#context.account;
  }

  async #found(named: unknown): Promise<StoredConnection> {
    const { database, account } = this.#context;
    const found = isIdentifier(named) ? await findConnection(database, account, named) : undefined;
    if (found) return found;
    throw CONNECTION_REFUSALS.unknown(named);
  }

  /** One that may be changed: the account's own, or, where that is said, the installation's. */
  async #own(named: unknown, whose: WhoseConnection): Promise<StoredConnection> {
    const { database, account } = this.#context;
    const owner = this.#owner(whose);
    const found = isIdentifier(named) ? await findConnection(database, account, named, { owner }) : undefined;
    if (found) return found;
    throw CONNECTION_REFUSALS.unknown(named);
  }
}

/** Two at the same moment: the database sees to it that one has the name. */
function orNameTaken(name: string) {
  return (error: unknown): never => {
    if (error instanceof StatementRefused && error.code === '23505')
      throw CONNECTION_REFUSALS.nameTaken(name);
    throw error;
  };
}

/** Fields that the kind knows: any other word is what somebody typed. */
function detailsOf(word: unknown, form: unknown): OperationDetails {
  try {
    const { kind, fields } = knownKind(word);
    const given = typeof form === 'object' && form !== null ? Object.keys(form) : [];
    return { kind, fields: given.filter((field) => field in fields).sort() };
  } catch {
    return {};
  }
}
