/** A certificate of the account, as it stands now. */
import {
  readCertificate,
  type CertificateContent,
  type CertificateRecord,
} from '../../db/statements/certificates/views.js';
import type { CertificateState } from '../../domain/certificates/words.js';
import { certificateStateAt } from '../../domain/certificates/state.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import type { ClientContext } from '../context.js';
import { noSuchCertificate } from '../refusing.js';

/** A certificate as it stands now. */
export interface CertificateView extends CertificateRecord {
  readonly state: CertificateState;
}

/** `now`: milliseconds since the epoch. */
export function certificateView(record: CertificateRecord, now: number): CertificateView {
  const { notBefore, notAfter, revokedAt, replacedBy, replacedAt } = record;
  const dates = {
    notBefore: Date.parse(notBefore),
    notAfter: Date.parse(notAfter),
    revokedAt: revokedAt === null ? undefined : Date.parse(revokedAt),
    replacedBy: replacedBy ?? undefined,
    replacedAt: replacedAt === null ? undefined : Date.parse(replacedAt),
  };
  return { ...record, state: certificateStateAt(dates, now) };
}

/** By its own id or its order's. Throws Refusal `NotFound`, also for another account's. */
export async function ownCertificate(
  { database, account }: Pick<ClientContext, 'database' | 'account'>,
  id: string,
): Promise<CertificateContent> {
  const certificate = isIdentifier(id) ? await readCertificate(database, account, id) : undefined;
  if (certificate) return certificate;
  throw noSuchCertificate(shownId(id));
}
