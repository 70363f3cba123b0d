/** The letter that asks for a revocation, filled in from Postgres: to be printed, stamped and handed in. */
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { noLetterOfRevocation, revocationRule } from '../../domain/revocation/rules.js';
import { REVOCATION_STATE_WORDS } from '../../domain/revocation/spoken-words.js';
import { revocationLetterContent } from '../../papers/letters.js';
import { ownCertificate } from '../certificates/reading.js';
import type { ClientContext } from '../context.js';
import { drawnFor } from '../organization/letter/template.js';
import { ownRevocation } from './views.js';

/**
 * PDF bytes, of the newest request by its own id, its certificate's or its order's. Throws Refusal: `NotFound`;
 * `RefusedInThisState` where the brand takes no letter, the request has ended, or the order's form names nobody.
 */
export async function revocationLetterTemplate(context: ClientContext, id: string): Promise<Uint8Array> {
  const revocation = await ownRevocation(context, id);
  const { certificateId, orderId, endedAt, state } = revocation;
  if (!revocationRule(revocation).letter) throw new Refusal(noLetterOfRevocation(revocation));
  if (endedAt !== null)
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: `此次吊销${REVOCATION_STATE_WORDS[state].zh}:不再接受申请函`,
          en: `This revocation is ${state}: it takes no letter`,
        },
      }),
    );
  const { names, serialNumber } = await ownCertificate(context, certificateId);
  return await drawnFor(context, orderId, (people) =>
    revocationLetterContent({ ...revocation, names, serialNumber }, people),
  );
}
