/** The CA's API for subscribers who want a certificate revoked. */
import { z } from 'zod';
import { REVOCATION_REASONS } from '../../../domain/revocation/words.js';
import type { Route } from '../../http-api.js';
import { MOST_LETTER_BYTES } from '../organization/organization-routes.js';
import { lettersView } from '../organization/received-letter.js';
import type { Revoking } from './progress.js';
import type { RevocationDesk } from './revocation-desk.js';

const RequestBody = z.strictObject({ reason: z.enum(REVOCATION_REASONS) });

export function revocationRoutes(desk: RevocationDesk): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/orders/:id/revocations',
      hostilePath: 'revoke',
      handle: async (request) => {
        const { reason } = await request.body(RequestBody);
        return { json: revocationView(await desk.request(request.id, reason)) };
      },
    },
    {
      method: 'GET',
      path: '/v1/orders/:id/revocations',
      hostilePath: 'status',
      handle: async ({ id }) => {
        const found = await desk.find(id);
        return { json: { revocations: found ? [revocationView(found)] : [] } };
      },
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/revocations/validate',
      hostilePath: 'validate',
      handle: async ({ id }) => ({ json: revocationView(await desk.validate(id)) }),
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/revocations/letter',
      hostilePath: 'letter',
      handle: async (request) => {
        const content = await request.content(MOST_LETTER_BYTES);
        return { json: revocationView(await desk.receiveLetter(request.id, content)) };
      },
    },
  ];
}

function revocationView({ id, revocation, revoked }: Revoking) {
  const { status, proof, turn, detail, detailChinese, validations, letters } = revocation;
  return {
    orderId: id,
    status,
    proof,
    turn: status === 'pending' ? turn : undefined,
    detail,
    detailChinese,
    revokedAt: status === 'revoked' ? revoked?.at : undefined,
    validations: validations.map(({ randomValue: _, proves: __, ...shown }) => shown),
    letters: lettersView(letters),
  };
}
