/** What the development CA's people do by themselves, as the environment of the stack says it. */
import type { Environment } from '../config/environment.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { approvingAfter, type CaPolicy } from '../domain/development/ca-people.js';

const VARIABLE = 'SEALFLOW_CA_APPROVE_AFTER_SECONDS';

/** Nothing where the variable isn't set: every desk waits for a person. Throws ConfigurationError. */
export function caPolicyIn(environment: Environment): Partial<CaPolicy> {
  const value = environment[VARIABLE];
  if (!value) return {};
  if (!/^\d+(\.\d+)?$/.test(value))
    throw new ConfigurationError(VARIABLE, { zh: '秒数,例如 3 或 0.5', en: 'seconds, such as 3 or 0.5' });
  return { approveAfterSeconds: approvingAfter(Number(value)) };
}
