/** What every way of validating a company is told from. */
import type { Proof } from '../proof.js';
import type { OrganizationCheck } from './check.js';

/** What a way of validating a company is told from: the check's own steps, and where among them the names are proven. */
export interface ProofsOfOrder {
  readonly organization: OrganizationCheck;
  readonly domain: () => Promise<Proof>;
}
