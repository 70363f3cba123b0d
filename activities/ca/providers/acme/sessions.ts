/** Sessions that a process keeps open: each knows its directory and its connections, so that a step need not ask for them anew. */
import { createHash } from 'node:crypto';
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';
import { AcmeSession, type DirectoryAccess, type Signer } from './client.js';

const OPEN = new Map<string, AcmeSession>();

/** The same one for the same directory, account and key. */
export function sessionFor(access: DirectoryAccess, signer: Signer): AcmeSession {
  const name = nameOf(access, signer);
  const session = OPEN.get(name) ?? new AcmeSession(access, signer);
  // Used last, closed last.
  OPEN.delete(name);
  OPEN.set(name, session);
  const [oldest] = OPEN.keys();
  // Whoever uses it goes on with it; its connections close by themselves.
  if (OPEN.size > ACME_LIMITS.sessions && oldest !== undefined) OPEN.delete(oldest);
  return session;
}

/** A hash: keys are no names. */
function nameOf(access: DirectoryAccess, signer: Signer): string {
  return createHash('sha256')
    .update(JSON.stringify([access, signer]))
    .digest('hex');
}
