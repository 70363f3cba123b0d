/** Who asks for approval, and who gives it: two are told apart by their identity, whatever they call themselves. */
import type { ApprovalPerson } from '../../domain/orders/approval.js';
import type { ClientContext } from '../context.js';

export function askingPerson({
  principal,
  actor,
}: Pick<ClientContext, 'principal' | 'actor'>): ApprovalPerson {
  if (!principal) return { identity: `actor:${actor}`, name: actor };
  return { identity: `${principal.kind}:${principal.id}`, name: principal.name };
}
