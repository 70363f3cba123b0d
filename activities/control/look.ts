/** Looking at one name with our own eyes: by DNS or by HTTP, as its method asks; CAA and DNSSEC always. */
import type { Finding } from '../../domain/control/findings.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { isFileMethod } from '../../domain/control/methods.js';
import { askForOneLook } from '../dns/dns-client.js';
import { createDomainLook, type LookSettings } from '../dns/index.js';
import { lookAtFile } from '../http-file/look.js';

/** Never throws for what it finds: an answer that did not come is a finding, too. */
export type Look = (validation: DomainValidation, asked: LookQuestion) => Promise<Finding[]>;

export interface LookQuestion {
  /** The names by which the CA is permitted in CAA records. */
  readonly caaIdentities: readonly string[];
  /** Is the wildcard of this name ordered? Then `issuewild` decides (RFC 8659, section 4.3). */
  readonly wildcard: boolean;
}

export function createLook(settings: LookSettings): Look {
  const domain = createDomainLook(settings);
  return async (validation, { caaIdentities, wildcard }) => {
    const ask = askForOneLook();
    const inDns = domain.look(validation, caaIdentities, { wildcard, ask });
    if (!isFileMethod(validation.method)) return await inDns;
    const [dnsFindings, fileFindings] = await Promise.all([inDns, lookAtFile(validation, settings, ask)]);
    return [...dnsFindings, ...fileFindings];
  };
}
