/** What the CA knows of a subscriber's request to revoke: part of its order's file. Letters name people: they stay here. */
import type { RevocationProof, RevocationReason } from '../../../domain/revocation/words.js';
import type { ReceivedLetter } from '../organization/received-letter.js';
import type { StoredValidation } from '../stored-validation.js';

export interface StoredRevocation {
  readonly reason: RevocationReason;
  readonly proof: RevocationProof;
  /** When it was `revoked` stands beside it, in the order. After `refused` another request may follow. */
  readonly status: 'pending' | 'revoked' | 'refused';
  /** Who has to act, while pending. */
  readonly turn: 'subscriber' | 'ca';
  /** ISO 8601, UTC. */
  readonly requestedAt: string;
  /** When it came to where it lies. */
  readonly since: string;
  /** Random values of its own: what was shown for the certificate proves nothing now. */
  readonly validations: readonly StoredValidation[];
  /** Oldest first. */
  readonly letters: readonly ReceivedLetter[];
  /** What is missing, or why it was refused. */
  readonly detail?: string;
  /** The same in Chinese, where the words are the CA's own. */
  readonly detailChinese?: string | undefined;
}
