/** What a client is shown of a revocation. Every key is always there, `null` where it doesn't apply. */
import { listLetters } from '../../db/statements/organization/letters.js';
import { readLatestRevocation, type StoredRevocation } from '../../db/statements/revocation/row.js';
import type { RevocationProof, RevocationReason, RevocationState } from '../../domain/revocation/words.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { shownAction, type ShownAction } from '../../domain/orders/next-action.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { PARTY_OF, type Party, type Wait } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';
import { revocationLetterView, type RevocationLetterView } from '../organization/letter-views.js';

/** Times are ISO 8601, UTC. */
export interface RevocationView {
  readonly revocationId: string;
  readonly certificateId: string;
  readonly orderId: string;
  readonly reason: RevocationReason;
  /** What the CA wants to see before it revokes. */
  readonly proof: RevocationProof;
  /** `revoked` and `refused` are ends; after a refusal the certificate is in use as before. */
  readonly state: RevocationState;
  readonly waitingOn: Wait | null;
  /** Whose turn it is. */
  readonly party: Party | null;
  readonly since: string | null;
  readonly deadline: string | null;
  readonly nextAction: ShownAction | null;
  /** What is missing, or why it was refused. */
  readonly detail: string | null;
  /** The same in Chinese, where it is ours to say; null where the CA said it, or it was kept in English alone. */
  readonly detailChinese: string | null;
  /** Records to publish or files to serve, where that is the proof; what we publish ourselves as well. */
  readonly validations: readonly DomainValidation[];
  /** Oldest first. */
  readonly letters: readonly RevocationLetterView[];
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly endedAt: string | null;
}

/** The newest one, by its own id, its certificate's or its order's. Throws Refusal `NotFound`, also for another account's. */
export async function ownRevocation(
  { database, account }: Pick<ClientContext, 'database' | 'account'>,
  id: string,
): Promise<StoredRevocation> {
  const found = isIdentifier(id) ? await readLatestRevocation(database, account, id) : undefined;
  if (found) return found;
  throw noSuchRevocation(id);
}

export function noSuchRevocation(id: unknown): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'certificateId',
      message: {
        zh: `没有人申请吊销 ${shownId(id)}`,
        en: `Nobody has asked for ${shownId(id)} to be revoked`,
      },
      accepted: {
        zh: '证书、其订单或吊销申请的编号',
        en: 'the id of a certificate, of its order, or of a revocation',
      },
    }),
  );
}

export async function readRevocation(context: ClientContext, id: string): Promise<RevocationView> {
  const { brand: _brand, type: _type, account: _account, ...stored } = await ownRevocation(context, id);
  const { createdAt: requestedAt, startedAt: _startedAt, ...shown } = stored;
  const letters = await listLetters(context.database, { revocationId: stored.revocationId });
  return {
    ...shown,
    requestedAt,
    party: shown.waitingOn && PARTY_OF[shown.waitingOn],
    nextAction: shown.nextAction && shownAction(shown.nextAction),
    letters: letters.map(revocationLetterView),
  };
}
