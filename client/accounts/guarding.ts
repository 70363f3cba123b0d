/** What the guarded door of a client asks: of orders, whether they wait on people; of the log, that a refusal stands in it. */
import { readOrder } from '../../db/statements/orders/views.js';
import { readLatestRevocation } from '../../db/statements/revocation/row.js';
import type { Principal } from '../../domain/accounts/principal.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { isPeopleWait, waitsOnPeople, type Waiting } from '../../domain/orders/people-waits.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { noSuchRevocation } from '../revocation/views.js';
import type { Guard } from './guarded.js';

export function guardOf(context: ClientContext, principal: Principal): Guard {
  const { database, account, log, actor, origin, clock } = context;
  return {
    principal,
    async noteRefused(right, subject) {
      await log.append({
        at: new Date(clock()).toISOString(),
        actor,
        origin,
        operation: 'access.refuse',
        subject: isIdentifier(subject) ? subject : null,
        details: { right, role: principal.role, code: 'NotAllowed' },
        outcome: 'refused',
      });
    },
    async refuseUnlessWaitingOnPeople(orderId) {
      const order = isIdentifier(orderId) ? await readOrder(database, account, orderId) : undefined;
      if (order && waitsOnPeople(order)) return;
      throw new Refusal(
        refusalDetails('NotFound', {
          field: 'orderId',
          message: { zh: `没有订单 ${shownId(orderId)}`, en: `There is no order ${shownId(orderId)}` },
        }),
      );
    },
    async refuseUnlessRevocationWaits(id) {
      const found = isIdentifier(id) ? await readLatestRevocation(database, account, id) : undefined;
      if (found?.waitingOn && isPeopleWait(found.waitingOn)) return;
      throw noSuchRevocation(id);
    },
    waitsOnPeople: (view) => isWaiting(view) && waitsOnPeople(view),
  };
}

function isWaiting(view: unknown): view is Waiting {
  return typeof view === 'object' && view !== null && 'waitingOn' in view && 'tracks' in view;
}
