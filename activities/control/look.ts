/** Looking at one name with our own eyes: by DNS or by HTTP, as its method asks; CAA and DNSSEC always, anew before the CA is asked. */
import type { CaaTerms } from '../../domain/control/caa.js';
import type { Finding } from '../../domain/control/findings.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { isFileMethod } from '../../domain/control/methods.js';
import { askForOneLook } from '../dns/dns-client.js';
import { HeardAnswers } from '../dns/heard-answers.js';
import { createDomainLook, type LookSettings } from '../dns/index.js';
import { lookBudget } from '../dns/look-budget.js';
import { lookAtFile } from '../http-file/look.js';

/** Never throws for what it finds: an answer that did not come is a finding, too. */
export type Look = (validation: DomainValidation, asked: LookQuestion) => Promise<Finding[]>;

export interface LookQuestion {
  /** The names by which the CA is permitted in CAA records. */
  readonly caaIdentities: readonly string[];
  /** Is the wildcard of this name ordered? Then `issuewild` decides (RFC 8659, section 4.3). */
  readonly wildcard: boolean;
  /** How the CA is told apart in CAA records beside its name (RFC 8657); absent: not known here, and the CA's to judge. */
  readonly caaTerms?: CaaTerms | undefined;
  /** True: nothing is taken from what was heard before. Absent: so it is. */
  readonly anew?: boolean;
}

export function createLook(settings: LookSettings): Look {
  const domain = createDomainLook(settings);
  const heard = new HeardAnswers();
  return async (validation, { caaIdentities, wildcard, caaTerms, anew = true }) => {
    const question = { wildcard, ...(caaTerms && { caaTerms }) };
    const budget = lookBudget();
    const askAnew = askForOneLook(budget, { heard, anew: true });
    const isFile = isFileMethod(validation.method);
    if (anew) {
      const inDns = domain.look(validation, caaIdentities, { ...question, ask: askAnew });
      const atServer = isFile ? lookAtFile(validation, settings, askAnew) : [];
      return (await Promise.all([inDns, atServer])).flat();
    }
    const ask = askForOneLook(budget, { heard, anew: false });
    const atServer = isFile ? await lookAtFile(validation, settings, ask) : [];
    const isSeen = atServer.some(({ verdict }) => verdict === 'ok');
    const inDns = await domain.look(validation, caaIdentities, { ...question, ask, askAnew, isSeen });
    return [...inDns, ...atServer];
  };
}
