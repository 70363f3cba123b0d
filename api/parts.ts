/** What the API's servers are made of, so that tests and processes compose them alike. */
import type { OrderClient } from '../client/order-client.js';
import type { Principal } from '../domain/accounts/principal.js';

export interface ApiParts {
  /** The client that does what this one may, as this one. */
  clientFor(principal: Principal): OrderClient;
}
