/** Requests that were taken already, by whichever server: a signature that is heard twice does nothing a second time. */
import type { TencentMemory } from '../../../client/tencent/memory.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { Tell } from '../../../domain/tencent/wire/contract/input.js';
import { REPEATED, SAME_WITHIN_A_SECOND } from '../texts.js';
import type { Caller } from '../../../domain/tencent/wire/signature/verifying.js';

/** What only reads, and may be asked twice within a second: the names of theirs tell. */
const READS = /^(Describe|Check|Download)/;

/**
 * Notes a verified request. Most clients leave the action out of what they sign, so that two actions with the same parameters in
 * the same second have one signature; from then on it is worth nothing, for no action. Throws TencentError for what came already:
 * RequestLimitExceeded for the same writing action of the same second, which a program may mean and then signs anew, as it does
 * for any limit; AuthFailure.SignatureExpire for all that comes later.
 */
export async function refuseRepetitions(
  memory: Pick<TencentMemory, 'takeSignature'>,
  { keyId, signature }: Caller<unknown>,
  action: string,
  now: number,
  tell: Tell,
): Promise<void> {
  const writes = READS.test(action) ? undefined : action;
  const became = await memory.takeSignature({ keyId, signature, writes, now });
  if (became === 'old') throw new TencentError('AuthFailure.SignatureExpire', tell(REPEATED));
  if (became === 'written') throw new TencentError('RequestLimitExceeded', tell(SAME_WITHIN_A_SECOND));
}
