/** Which CA serves which product: routes of the account, and those of the installation behind them. */
import type { StoredConnection } from '../../db/statements/connections/row.js';
import {
  findConnection,
  listRoutes,
  putRoute,
  removeRoute,
  type NamedRoute,
} from '../../db/statements/connections/views.js';
import { BRANDS, CERTIFICATE_TYPES, type Brand, type CertificateType } from '../../domain/catalogue/words.js';
import { isIdentifier } from '../../domain/identifiers.js';
import { parseDomainName } from '../../domain/names/domain-names.js';
import { choice } from '../accounts/public-details.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import { newId } from '../orders/identity.js';
import { listed, notAccepted, unusable } from '../refusing.js';
import type { WhoseConnection } from './requests.js';
import { CONNECTION_REFUSALS } from './words.js';

export interface RouteView {
  readonly routeId: string;
  readonly ofInstallation: boolean;
  /** Null: any. */
  readonly brand: Brand | null;
  readonly type: CertificateType | null;
  /** A-labels; null: any names. */
  readonly suffix: string | null;
  readonly connection: RoutedConnection;
  /** Where a free or unpaid DV order may move, once. */
  readonly fallback: RoutedConnection | null;
}

export interface RoutedConnection {
  readonly connectionId: string;
  readonly name: string;
}

export interface RouteRequest extends WhoseConnection {
  readonly brand?: string;
  readonly type?: string;
  /** A domain: the route is for orders whose names all lie in it. */
  readonly suffix?: string;
  /** Name or id of a connection to a CA. */
  readonly connection: string;
  readonly fallback?: string;
}

export class Routes {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** The account's own first, the more specific ones first. */
  async list(): Promise<RouteView[]> {
    const { database, account } = this.#context;
    return (await listRoutes(database, account)).map(routeView);
  }

  /**
   * In place of the one for the same brand, type and suffix. Orders that are placed keep the CA that they were placed at.
   * Throws Refusal: InvalidInput by field, NotFound for a connection that is not there.
   */
  async set(request: RouteRequest): Promise<RouteView> {
    const { brand, type } = request;
    const operation = {
      operation: 'route.set',
      details: { ...choice('brand', brand), ...choice('type', type) },
      made: ({ routeId }: RouteView) => routeId,
    };
    return await recorded(this.#context, operation, () => this.#set(request));
  }

  /** Throws Refusal `NotFound`. */
  async remove(routeId: string, { ofInstallation = false }: WhoseConnection = {}): Promise<void> {
    const { database, account } = this.#context;
    await recorded(this.#context, { operation: 'route.remove', subject: routeId }, async () => {
      const owner = ofInstallation ? null : account;
      if (!isIdentifier(routeId) || !(await removeRoute(database, owner, routeId)))
        throw CONNECTION_REFUSALS.noSuchRoute(routeId);
    });
  }

  async #set({ brand, type, suffix, ofInstallation = false, ...to }: RouteRequest): Promise<RouteView> {
    const { database, account, clock } = this.#context;
    const rule = {
      brand: known('brand', brand, BRANDS),
      certificateType: known('type', type, CERTIFICATE_TYPES),
      suffix: suffix === undefined ? '' : domainOf(suffix),
    };
    const connection = await this.#ca('connection', to.connection, ofInstallation);
    const fallback =
      to.fallback === undefined ? undefined : await this.#ca('fallback', to.fallback, ofInstallation);
    if (fallback && !TYPES_THAT_MOVE.includes(rule.certificateType))
      throw CONNECTION_REFUSALS.fallbackNotFree();
    if (fallback?.connectionId === connection.connectionId)
      throw unusable('fallback', { zh: '另一个 CA 的连接', en: 'a connection to another CA' });
    const routeId = await putRoute(
      database,
      {
        routeId: newId('route_', Date.now()),
        account: ofInstallation ? null : account,
        ...rule,
        connectionId: connection.connectionId,
        fallbackConnectionId: fallback?.connectionId ?? null,
      },
      new Date(clock()),
    );
    const set = (await listRoutes(database, account)).find((route) => route.routeId === routeId);
    if (set) return routeView(set);
    throw CONNECTION_REFUSALS.noSuchRoute(routeId);
  }

  async #ca(
    field: 'connection' | 'fallback',
    named: unknown,
    ofInstallation: boolean,
  ): Promise<StoredConnection> {
    const { database, account } = this.#context;
    const found = isIdentifier(named) ? await findConnection(database, account, named) : undefined;
    if (!found) throw CONNECTION_REFUSALS.unknown(named);
    if (found.family !== 'ca') throw CONNECTION_REFUSALS.notACa(field);
    if (ofInstallation && found.account !== null) throw CONNECTION_REFUSALS.notOfInstallation(field);
    return found;
  }
}

/** A paid order never moves by itself, and a company is checked by the CA that began. */
const TYPES_THAT_MOVE: readonly (CertificateType | null)[] = ['dv', 'dv-free'];

function known<Word extends string>(
  field: string,
  word: string | undefined,
  words: readonly Word[],
): Word | null {
  if (word === undefined) return null;
  const found = words.find((each) => each === word);
  if (found !== undefined) return found;
  throw notAccepted(field, listed(words));
}

function domainOf(suffix: string): string {
  const { name } = parseDomainName(suffix.replace(/^\./, ''));
  if (name !== undefined && !name.startsWith('*.')) return name;
  throw unusable('suffix', { zh: '一个域名,例如 example.com', en: 'a domain, such as example.com' });
}

function routeView(route: NamedRoute): RouteView {
  const { routeId, account, brand, certificateType, suffix, connectionId, connectionName } = route;
  const { fallbackConnectionId, fallbackName } = route;
  return {
    routeId,
    ofInstallation: account === null,
    brand,
    type: certificateType,
    suffix: suffix === '' ? null : suffix,
    connection: { connectionId, name: connectionName },
    fallback:
      fallbackConnectionId === null
        ? null
        : { connectionId: fallbackConnectionId, name: fallbackName ?? fallbackConnectionId },
  };
}
