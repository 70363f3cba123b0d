/** SQL of the orders that wait on people: word for word what the index of migration 0031 has, so that it is found by it. */
import { PEOPLE_WAITS } from '../../../domain/orders/people-waits.js';

const WAITS = `(${PEOPLE_WAITS.map((wait) => `'${wait}'`).join(', ')})`;

export const WAITS_ON_PEOPLE = `(waiting_on in ${WAITS}
      or (tracks #>> '{0,status}' = 'open' and tracks #>> '{0,waitingOn}' in ${WAITS})
      or (tracks #>> '{1,status}' = 'open' and tracks #>> '{1,waitingOn}' in ${WAITS}))`;
