/** Looking before asking, as a workflow asks for it. */
import { isIP } from 'node:net';
import type { PreflightOfName } from '../../../domain/control/preflight/finding.js';
import type { PreflightRequest } from '../../../domain/control/preflight/request.js';
import { isWildcard } from '../../../domain/names/forms.js';
import type { PreflightActivities } from '../../../workflows/activity-contract/control.js';
import type { CertificateAuthority } from '../../ca/certificate-authority.js';
import { withClassifiedFailures } from '../../failures.js';
import { caAsked } from './ca-asked.js';
import type { Preflight } from './look.js';

export interface PreflightDependencies {
  readonly ca: CertificateAuthority;
  readonly preflight: Preflight;
}

export function createPreflightActivities(dependencies: PreflightDependencies): PreflightActivities {
  return withClassifiedFailures({
    lookBeforeAsking: (request) => lookBeforeAsking(dependencies, request),
  } satisfies PreflightActivities);
}

async function lookBeforeAsking(
  { ca: installation, preflight }: PreflightDependencies,
  request: PreflightRequest,
): Promise<PreflightOfName> {
  const { name } = request;
  const ca = await caAsked(installation, request);
  // An address is proven by a file (ordering rules, section 5), a wildcard by a record.
  const method = isIP(name) !== 0 ? 'file' : isWildcard(name) ? 'dns' : request.method;
  const findings = await preflight({
    name: name.replace(/^\*\./, ''),
    wildcard: isWildcard(name),
    ...(method !== undefined && { method }),
    ca,
  });
  const { called, caaIdentities } = ca;
  return { name, ca: { called, caaIdentities }, findings };
}
