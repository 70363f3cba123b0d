/** Our own look at a name's DNS, before the CA is asked (ordering rules, section 5). */
import { isIP } from 'node:net';
import type { CaaTerms } from '../../domain/control/caa.js';
import type { Finding } from '../../domain/control/findings.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { askForOneLook, type AskDns } from './dns-client.js';
import { lookAtCaa } from './look-at-caa.js';
import { lookAtDnssec } from './look-at-dnssec.js';
import { lookAtRecord } from './look-at-record.js';
import type { LookSettings } from './look-settings.js';

export type { LookSettings } from './look-settings.js';

export interface LookOptions {
  /** Asks for the whole look at this name, files included; absent: for this part alone. */
  readonly ask?: AskDns;
  /**
   * Asks for CAA and DNSSEC once the proof is seen, where `ask` takes answers from before; absent: `ask` does, and all is
   * asked side by side.
   */
  readonly askAnew?: AskDns;
  /** True: the proof is seen already, by other means than DNS. */
  readonly isSeen?: boolean;
  /** Is `*.` and this name ordered? A validation can't tell: its name is the base. */
  readonly wildcard?: boolean;
  /** How the CA is told apart in CAA records beside its name; absent: not known here. */
  readonly caaTerms?: CaaTerms;
}

export interface DomainLook {
  /**
   * Every answer as its own finding: the record (DNS methods), CAA and DNSSEC (all methods), at each server asked. Never
   * rejects: what can't be reached is a finding.
   */
  look(
    validation: DomainValidation,
    caaIdentities: readonly string[],
    options?: LookOptions,
  ): Promise<Finding[]>;
}

export function createDomainLook(settings: LookSettings): DomainLook {
  return {
    async look(validation, caaIdentities, options = {}) {
      const { wildcard = false, caaTerms: terms, ask = askForOneLook(), askAnew, isSeen = false } = options;
      const { name, record } = validation;
      // CAA and DNSSEC are about domain names; an address has neither (RFC 8659, section 1).
      if (isIP(name) !== 0) return [];
      const found = lookAtRecord(validation, settings, ask);
      // What may forbid is asked anew before the CA is: not while there is nothing that it could forbid.
      const last =
        askAnew && (isSeen || (await found).some(({ verdict }) => verdict === 'ok')) ? askAnew : ask;
      const findings = await Promise.all([
        found,
        lookAtCaa(name, caaIdentities, { wildcard, ...(terms && { terms }) }, settings, last),
        lookAtDnssec(name, record ?? { name, type: 'A' }, settings, last),
      ]);
      return findings.flat();
    },
  };
}
