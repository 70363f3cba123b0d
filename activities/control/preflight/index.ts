/** Looking before asking, as a workflow asks for it. */
import { isIP } from 'node:net';
import type { PreflightOfName, PreflightWithoutCa } from '../../../domain/control/preflight/finding.js';
import type { PreflightRequest } from '../../../domain/control/preflight/request.js';
import { OrderFailure } from '../../../domain/failures.js';
import { isWildcard } from '../../../domain/names/forms.js';
import type { PreflightActivities } from '../../../workflows/activity-contract/control.js';
import type { CaDoor } from '../../connections/reaching.js';
import type { PreflightedCa } from '../../dns/preflight/index.js';
import { withClassifiedFailures } from '../../failures.js';
import { caAsked } from './ca-asked.js';
import type { Preflight } from './look.js';

export interface PreflightDependencies extends CaDoor {
  readonly preflight: Preflight;
}

export function createPreflightActivities(dependencies: PreflightDependencies): PreflightActivities {
  return withClassifiedFailures({
    lookBeforeAsking: (request) => lookBeforeAsking(dependencies, request),
  } satisfies PreflightActivities);
}

async function lookBeforeAsking(
  dependencies: PreflightDependencies,
  request: PreflightRequest,
): Promise<PreflightOfName | PreflightWithoutCa> {
  try {
    return await lookedAt(dependencies, request, await caAsked(dependencies, request));
  } catch (error) {
    // Whoever asks is told in words: nothing of it is mended by asking again.
    if (error instanceof OrderFailure && error.type === 'CaUnavailable') return { noCa: error.words };
    throw error;
  }
}

async function lookedAt(
  { preflight }: PreflightDependencies,
  { name, method: wanted }: PreflightRequest,
  ca: PreflightedCa,
): Promise<PreflightOfName> {
  // An address is proven by a file (ordering rules, section 5), a wildcard by a record.
  const method = isIP(name) !== 0 ? 'file' : isWildcard(name) ? 'dns' : wanted;
  const findings = await preflight({
    name: name.replace(/^\*\./, ''),
    wildcard: isWildcard(name),
    ...(method !== undefined && { method }),
    ca,
  });
  const { called, caaIdentities } = ca;
  return { name, ca: { called, caaIdentities }, findings };
}
