/** Who asks for approval, and who gives it: two are told apart by their identity, whatever they call themselves. */
import type { Queryable } from '../../db/database.js';
import { keyHolders } from '../../db/statements/accounts/api-keys.js';
import { ACTOR_IDENTITY, type ApprovalPerson } from '../../domain/orders/approval.js';
import type { ClientContext } from '../context.js';

/** `database`: the transaction that it is told in, where there is one. */
export async function askingPerson(
  { principal, actor }: Pick<ClientContext, 'principal' | 'actor'>,
  database: Queryable,
): Promise<ApprovalPerson> {
  if (!principal) return { identity: `${ACTOR_IDENTITY}${actor}`, name: actor, heldBy: [] };
  const { kind, id, name } = principal;
  return { identity: `${kind}:${id}`, name, heldBy: kind === 'key' ? await keyHolders(database, id) : [] };
}

/** Who has a secret in hand that is made now: who asks, and where that is a key, whoever has that one. */
export function handsOf({ identity, heldBy }: ApprovalPerson): readonly string[] {
  return [...new Set([identity, ...heldBy])];
}
