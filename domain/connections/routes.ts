/** Routes: which connection serves which product. The most specific one that fits an order counts. */
import type { Brand, CertificateType } from '../catalogue/words.js';
import type { OrderConnections } from './of-order.js';

/** What a route is for. Null: any. */
export interface RouteRule {
  readonly brand: Brand | null;
  readonly certificateType: CertificateType | null;
  /** A-label domain whose names, and those below it, it is for; '': any names. */
  readonly suffix: string;
}

export interface Route extends RouteRule {
  readonly routeId: string;
  /** Null: the installation's, for whatever no route of an account says. */
  readonly account: string | null;
  readonly connectionId: string;
  /** Where a free or unpaid DV order may move, once, while the first CA is down or limits us. */
  readonly fallbackConnectionId: string | null;
}

/** What of an order decides. Names are A-labels and addresses, as ordered. */
export interface RoutedOrder {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly names: readonly string[];
}

/**
 * The route that an order takes; undefined where none fits. An account's own come before the installation's; then the
 * longest suffix, the brand, the type. A suffix fits where all names of the order lie in it: one order has one CA.
 */
export function routeFor(routes: readonly Route[], order: RoutedOrder): Route | undefined {
  return routes
    .filter((route) => fits(route, order))
    .sort((one, other) => compare(weight(other), weight(one)))[0];
}

/**
 * The route that orders of these names take before anybody knows what is bought: chosen as `routeFor` chooses, but of those
 * that differ by product alone the one for any comes first, and where there is none, the oldest.
 */
export function routeForNames(
  routes: readonly Route[],
  { brand, names }: Pick<RoutedOrder, 'names'> & Partial<Pick<RoutedOrder, 'brand'>>,
): Route | undefined {
  const generality = (route: Route): number[] => {
    const [whose = 0, suffix = 0, ofBrand = 0, ofType = 0] = weight(route);
    return [whose, suffix, brand === undefined ? 1 - ofBrand : ofBrand, 1 - ofType];
  };
  return routes
    .filter(
      (route) =>
        (brand === undefined || route.brand === null || route.brand === brand) && holds(route, names),
    )
    .sort(
      (one, other) => compare(generality(other), generality(one)) || (one.routeId < other.routeId ? -1 : 1),
    )[0];
}

function fits(route: Route, { brand, certificateType, names }: RoutedOrder): boolean {
  return (
    (route.brand === null || route.brand === brand) &&
    (route.certificateType === null || route.certificateType === certificateType) &&
    holds(route, names)
  );
}

function holds({ suffix }: Route, names: readonly string[]): boolean {
  return suffix === '' || (names.length > 0 && names.every((name) => liesIn(name, suffix)));
}

function liesIn(name: string, suffix: string): boolean {
  const plain = name.replace(/^\*\./, '');
  return plain === suffix || plain.endsWith(`.${suffix}`);
}

function weight({ account, suffix, brand, certificateType }: Route): number[] {
  return [
    account === null ? 0 : 1,
    suffix === '' ? 0 : suffix.split('.').length,
    brand === null ? 0 : 1,
    certificateType === null ? 0 : 1,
  ];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((part, at) => part !== other[at]);
  return index < 0 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

/** All that an order of an account may be given. */
export interface ConnectionChoices {
  readonly routes: readonly Route[];
  /** Ids of connections of the account and of the installation, the account's first. */
  readonly dns: readonly string[];
  readonly files: readonly string[];
}

/**
 * What an order is given, once: undefined where nothing but the environment's is there. `placedAt`: of an order within a plan
 * that was bought before, the connections of the one that it follows, since a re-issue goes to the CA where the plan was bought.
 */
export function chooseConnections(
  { routes, dns, files }: ConnectionChoices,
  order: RoutedOrder,
  placedAt?: { readonly connections?: OrderConnections | undefined },
): OrderConnections | undefined {
  const route = placedAt ? undefined : routeFor(routes, order);
  const ca = placedAt ? placedAt.connections?.ca : route?.connectionId;
  const fallback = route?.fallbackConnectionId ?? undefined;
  const chosen: OrderConnections = {
    ...(ca !== undefined && { ca }),
    ...(fallback !== undefined && { fallback }),
    ...(dns.length > 0 && { dns }),
    ...(files.length > 0 && { files }),
  };
  return Object.keys(chosen).length > 0 ? chosen : undefined;
}
