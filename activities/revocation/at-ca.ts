/** A revocation as its CA sees it: one look, in our words, kept for people to read. */
import type { Bilingual } from '../../domain/bilingual.js';
import { isPublishedByUs } from '../../domain/catalogue/words.js';
import { CA_FAILURES } from '../../domain/ca-failure-texts.js';
import { REVOCATION_REASONS } from '../../domain/orders/reason-texts.js';
import { quoted, reasonOf, withWhy, wordsOfDetail, wordsOfReason } from '../../domain/told.js';
import type { Database } from '../../db/database.js';
import { listLetters } from '../../db/statements/organization/letters.js';
import {
  loadRevocation,
  noteRevocationLook,
  type StoredRevocation,
} from '../../db/statements/revocation/row.js';
import { OrderFailure, recordMissing } from '../../domain/failures.js';
import type { RevocationWait } from '../../domain/waits.js';
import type { RevocationStanding } from '../../workflows/activity-contract/revocation.js';
import type { CaRevocation, CaValidation, CertificateAuthority } from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import type { CaDoor } from '../connections/reaching.js';
import { withoutStatus } from '../control/proofs-asked.js';
import { followLetters } from '../organization/letters-at-ca.js';

export interface LookDependencies extends CaDoor {
  readonly database: Database;
}

/** A request, and its order's CA, whose words are rid of personal data. */
export interface OpenRevocation {
  readonly revocation: StoredRevocation;
  readonly caReference: string;
  readonly ca: CertificateAuthority;
}

/** Throws OrderFailure `RecordMissing` where there is no such request: its workflow knows of it. */
export async function openRevocation(
  dependencies: LookDependencies,
  revocationId: string,
): Promise<OpenRevocation> {
  const { database } = dependencies;
  const revocation = await loadRevocation(database, revocationId);
  if (!revocation) throw recordMissing({ record: 'revocation', id: revocationId });
  const order = await loadPlacedOrder(database, revocation.orderId);
  return { revocation, caReference: order.caReference, ca: await caOfOrder(dependencies, order) };
}

/** Keeps what the CA says, for people to read. */
export async function keepLook(
  database: Database,
  revocationId: string,
  atCa: CaRevocation,
): Promise<RevocationStanding> {
  await followLetters(database, { revocationId }, atCa.letters);
  const standing = await withRefusedLetter(database, revocationId, standingOf(atCa));
  const { reason, reasonChinese } =
    'reason' in standing ? standing : { reason: undefined, reasonChinese: undefined };
  await noteRevocationLook(database, revocationId, {
    validations: atCa.validations.map(withoutStatus),
    ...(reason !== undefined && { reason, reasonChinese }),
  });
  return standing;
}

/** Why the CA did not take the newest letter is nearer to what is missing than anything that it said before. */
async function withRefusedLetter(
  database: Database,
  revocationId: string,
  standing: RevocationStanding,
): Promise<RevocationStanding> {
  if (standing.status !== 'pending' || standing.waitingOn !== 'subscriber-revocation-letter') return standing;
  const newest = (await listLetters(database, { revocationId })).at(-1);
  const why = newest?.status === 'refused' ? wordsOfReason(newest) : undefined;
  return why ? { ...standing, ...reasonOf(why) } : standing;
}

function standingOf(atCa: CaRevocation): RevocationStanding {
  const { status, revokedAt, validations } = atCa;
  if (status === 'revoked') {
    if (revokedAt === undefined) throw new OrderFailure('CaProtocolBroken', CA_FAILURES.revokedWithoutTime);
    return { status, revokedAt };
  }
  const words = wordsOfDetail(atCa);
  if (status === 'refused') return { status, ...reasonOf(words ?? REVOCATION_REASONS.refusedWithoutReason) };
  const reason = words ?? openProof(validations);
  return {
    status,
    waitingOn: waitOf(atCa),
    validations: validations.map(withoutStatus),
    ...(reason && reasonOf(reason)),
  };
}

/**
 * Who has to act. A record or file that we publish ourselves asks nothing of the subscriber: the CA looks for it (ordering
 * rules, section 5).
 */
function waitOf({ proof, turn, validations }: CaRevocation): RevocationWait {
  if (turn !== 'subscriber') return proof === 'domain-control' ? 'ca-revocation' : 'reviewer-revocation';
  if (proof === 'letter') return 'subscriber-revocation-letter';
  return validations.length > 0 && validations.every(({ method }) => isPublishedByUs(method))
    ? 'ca-revocation'
    : 'subscriber-revocation-proof';
}

function openProof(validations: readonly CaValidation[]): Bilingual | undefined {
  const open = validations.find(({ status }) => status !== 'valid');
  if (!open) return undefined;
  return withWhy(quoted(open.name), wordsOfDetail(open) ?? REVOCATION_REASONS.proofNotSeen);
}
