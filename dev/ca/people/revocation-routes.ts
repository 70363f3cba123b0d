/** The doors to the CA's people who decide about revocations. */
import { z } from 'zod';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { REVOCATION_PROOF_DAYS } from '../../../domain/revocation/rules.js';
import { controlRoute } from '../../control-route.js';
import type { Route } from '../../http-api.js';
import type { OrderStore } from '../order-store.js';
import type { Revoking } from '../revocation/progress.js';
import type { RevocationDesk } from '../revocation/revocation-desk.js';
import { letterAnswer, orderAt } from './desk-requests.js';

const DAY_MS = 86_400_000;

const RefuseBody = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  /** The whole request, not only this letter. */
  forGood: z.boolean().default(false),
});

/** Below `/_control/`; `:id` is the client's reference of the order. */
export function revocationControlRoutes(store: OrderStore, desk: RevocationDesk): Route[] {
  return [
    controlRoute('GET', 'revocations', () => ({ json: { revocations: desk.all().map(shown) } })),
    controlRoute('POST', 'revocations/:id/approve', async ({ id }) => ({
      json: shown(await desk.approve(orderAt(store, id).id)),
    })),
    controlRoute('POST', 'revocations/:id/refuse', async (request) => {
      const { reason, forGood } = await request.body(RefuseBody);
      return { json: shown(await desk.refuse(orderAt(store, request.id).id, reason, forGood)) };
    }),
    controlRoute('GET', 'revocations/:id/letter', async ({ id }) => {
      const letter = orderAt(store, id).revocation?.letters.at(-1);
      if (!letter)
        throw new Refusal(
          refusalDetails('NotFound', {
            message: {
              zh: `没有函件申请吊销订单 ${id} 的证书`,
              en: `No letter asks to revoke what order ${id} was issued`,
            },
          }),
        );
      return letterAnswer(letter, await desk.readLetter(letter));
    }),
  ];
}

function shown({ reference, brand, type, names, revocation, revoked }: Revoking) {
  const { reason, proof, status, turn, since, requestedAt, detail, detailChinese, letters } = revocation;
  const isPending = status === 'pending';
  const deadline = Date.parse(requestedAt) + REVOCATION_PROOF_DAYS * DAY_MS;
  return {
    order: reference,
    brand,
    type,
    names,
    reason,
    proof,
    status,
    waitsFor: isPending ? turn : null,
    since,
    deadline: isPending && proof === 'domain-control' ? new Date(deadline).toISOString() : null,
    detail: detail ?? null,
    detailChinese,
    revokedAt: revoked?.at ?? null,
    letters: letters.map(({ sha256, status: judged }) => ({ sha256, status: judged })),
  };
}
