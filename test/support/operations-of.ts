/** The operations of a client, found by reflection: what nobody wrote down is found as well. */
import type { OrderClient } from '../../client/order-client.js';

/** Sorted: `create`, `certificates.show` and so on. */
export function operationsOf(client: OrderClient): string[] {
  const parts = Object.entries(client).flatMap(([part, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? methodsOf(value).map((name) => `${part}.${name}`) : [],
  );
  return [...methodsOf(client), ...parts].sort();
}

/** The names of an object's methods, those it inherits included. */
function methodsOf(object: object): string[] {
  const names = new Set<string>();
  for (
    let at: unknown = Object.getPrototypeOf(object);
    at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  )
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  names.delete('constructor');
  return [...names];
}
