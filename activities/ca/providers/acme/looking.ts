/** A directory's order looked at: its authorizations, what each name has to show, and what became of one that failed. */
import { recordAcmeFailure } from '../../../../db/statements/connections/acme-orders.js';
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';
import type { AcmeSession } from './client.js';
import { challengeTypeOf, proofOf, provenNameOf } from './mapping.js';
import {
  told,
  type DeadOrder,
  type LivingOrder,
  type OpenedProof,
  type OrderPorts,
  type PlacedRow,
} from './order-there.js';
import { AcmeProblem, detailOfProblem } from './problems.js';
import type { WireAuthorization, WireOrder, WireProblem } from './wire.js';

/**
 * As the directory has it, or had it `just` now; what it says of a dead one is kept, since it may be gone the next time.
 */
export async function lookedAt(
  ports: OrderPorts,
  row: PlacedRow,
  just?: WireOrder,
): Promise<LivingOrder | DeadOrder> {
  const answer = just
    ? { value: just, retryAfterMs: undefined }
    : await told(ports, orderOrGone(ports.session, row.orderUrl));
  if (answer === undefined) return { dead: row };
  const { value: order, retryAfterMs } = answer;
  const authorizations = await told(
    ports,
    authorizationsOf(ports.session, order),
    ACME_REQUESTS.authorization,
  );
  if (order.status === 'invalid' || isLost(order, authorizations))
    return { dead: await failed(ports, row, order, authorizations) };
  const proofs = await Promise.all(authorizations.map((each) => opened(ports, row, each)));
  if (row.shown.length === 0) {
    const valid = authorizations.filter(({ status }) => status === 'valid');
    const reusedNames = valid.map((each) => provenNameOf(each, row.names));
    return { row: { ...row, reusedNames }, order, proofs, retryAfterMs };
  }
  return { row, order, proofs, retryAfterMs };
}

/** Undefined for an order that the directory has forgotten. */
async function orderOrGone(session: AcmeSession, url: string) {
  try {
    return await session.order(url);
  } catch (error) {
    if (error instanceof AcmeProblem && error.status === 404) return undefined;
    throw error;
  }
}

async function authorizationsOf(session: AcmeSession, order: WireOrder): Promise<WireAuthorization[]> {
  const found: WireAuthorization[] = [];
  for (let first = 0; first < order.authorizations.length; first += ACME_LIMITS.authorizationsAtOnce) {
    const batch = order.authorizations.slice(first, first + ACME_LIMITS.authorizationsAtOnce);
    found.push(...(await Promise.all(batch.map((url) => session.authorization(url)))));
  }
  return found;
}

/** An order that can't become ready: one of its authorizations has ended otherwise than well. */
function isLost({ status: ofOrder }: WireOrder, authorizations: readonly WireAuthorization[]): boolean {
  return (
    ofOrder === 'pending' && authorizations.some(({ status }) => status !== 'pending' && status !== 'valid')
  );
}

/** What the directory said is counted once for each of its orders. One that only expired has failed nobody. */
async function failed(
  ports: OrderPorts,
  row: PlacedRow,
  order: WireOrder,
  authorizations: readonly WireAuthorization[],
): Promise<PlacedRow> {
  const names = [
    ...authorizations.flatMap((each) => {
      const error = each.challenges.find(({ error: said }) => said !== undefined)?.error;
      if (each.status !== 'invalid' || !error) return [];
      return [{ name: provenNameOf(each, row.names), detail: detailOfProblem(error) }];
    }),
    ...ofWholeOrder(row, order.error),
  ];
  if (names.length === 0 || row.failedAt) return row;
  const at = new Date(ports.clock());
  await recordAcmeFailure(ports.database, row, { at, failure: { names } });
  return { ...row, failedAt: at, failure: { names }, failures: row.failures + 1 };
}

/** An error of the order names its names, or is one of all of them. */
export function ofWholeOrder(
  row: PlacedRow,
  error: WireProblem | undefined,
): { name: string; detail: string }[] {
  if (!error) return [];
  const { subproblems = [] } = error;
  const named = subproblems.flatMap((each) =>
    each.identifier ? [{ name: each.identifier.value, detail: detailOfProblem(each) }] : [],
  );
  return named.length > 0 ? named : row.shown.map(({ name }) => ({ name, detail: detailOfProblem(error) }));
}

async function opened(
  ports: OrderPorts,
  row: PlacedRow,
  authorization: WireAuthorization,
): Promise<OpenedProof> {
  const { session, ca } = ports;
  const name = provenNameOf(authorization, row.names);
  const method = row.validationMethod;
  const issuedAt = (row.placedAt ?? new Date(ports.clock())).toISOString();
  const wanted = challengeTypeOf(method);
  const challenge = authorization.challenges.find(({ type }) => type === wanted);
  if (challenge?.token !== undefined) {
    const shown = await session.keyAuthorization(challenge);
    return { name, authorization, challenge, proof: proofOf(name, challenge, { method, shown, issuedAt }) };
  }
  // Shown by another method, and nothing is to be shown any more.
  if (authorization.status === 'valid') return { name, authorization, proof: { name, method, issuedAt } };
  const offered = authorization.challenges.map(({ type }) => type);
  throw new OrderFailure('DetailsRefusedByCa', ACME_TEXTS.methodNotOffered(ca, name, wanted, offered));
}
