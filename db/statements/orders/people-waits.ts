/** SQL of what waits on people: word for word what the indexes of migrations 0031 and 0038 have, so that it is found by them. */
import { PEOPLE_WAITS, PEOPLE_WAITS_OF_REVOCATIONS } from '../../../domain/orders/people-waits.js';

const WAITS = listed(PEOPLE_WAITS);

export const WAITS_ON_PEOPLE = `(waiting_on in ${WAITS}
      or (tracks #>> '{0,status}' = 'open' and tracks #>> '{0,waitingOn}' in ${WAITS})
      or (tracks #>> '{1,status}' = 'open' and tracks #>> '{1,waitingOn}' in ${WAITS}))`;

export const REVOCATION_WAITS_ON_PEOPLE = `waiting_on in ${listed(PEOPLE_WAITS_OF_REVOCATIONS)}`;

function listed(waits: readonly string[]): string {
  return `(${waits.map((wait) => `'${wait}'`).join(', ')})`;
}
