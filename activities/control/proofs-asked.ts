/** The proofs that a CA asks for, as we keep them and as workflows carry them. */
import type { Queryable } from '../../db/database.js';
import { replaceValidations } from '../../db/statements/control/domain-validations.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { CaValidation } from '../ca/certificate-authority.js';

/** Idempotent. What the CA took from an earlier order is marked as proven; of the others it says nothing yet. */
export async function keepProofs(
  database: Queryable,
  orderId: string,
  validations: readonly CaValidation[],
): Promise<void> {
  await replaceValidations(database, orderId, validations);
}

/** The proof as asked for; how far it has come is the CA's to say each time. */
export function withoutStatus({ name, method, record, file, issuedAt }: CaValidation): DomainValidation {
  return { name, method, ...(record ? { record } : {}), ...(file ? { file } : {}), issuedAt };
}
