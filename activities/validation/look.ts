/** Looking at one name with our own eyes: by DNS or by HTTP, as its method asks; CAA and DNSSEC always. */
import type { Finding } from '../../domain/findings.js';
import type { DomainValidation } from '../../domain/order.js';
import { isFileMethod } from '../../domain/validation-methods.js';
import { createDomainLook, type LookSettings } from '../dns/index.js';
import { lookAtFile, type FileLookSettings } from '../http-file/look.js';

/** Never throws for what it finds: an answer that did not come is a finding, too. */
export type Look = (validation: DomainValidation, caaIdentities: readonly string[]) => Promise<Finding[]>;

export function createLook(settings: LookSettings & FileLookSettings): Look {
  const domain = createDomainLook(settings);
  return async (validation, caaIdentities) => {
    const inDns = domain.look(validation, caaIdentities);
    if (!isFileMethod(validation.method)) return await inDns;
    const [dnsFindings, fileFindings] = await Promise.all([inDns, lookAtFile(validation, settings)]);
    return [...dnsFindings, ...fileFindings];
  };
}
