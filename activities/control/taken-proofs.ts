/** Proofs that a CA took from earlier orders: our own records must know them as this company's, whatever the CA says. */
import type { Database } from '../../db/database.js';
import { loadLatestFindings } from '../../db/statements/control/findings.js';
import { loadProofsOfCompany } from '../../db/statements/control/proofs-of-company.js';
import { isProvenForOneCompany } from '../../domain/catalogue/sm2-reuse.js';
import { domainReusable } from '../../domain/certificates/lapsed-validations.js';
import { shownValue } from '../../domain/control/shown-values.js';
import { turnAfterLook } from '../../domain/control/turn.js';
import type { CaValidation } from '../ca/certificate-authority.js';
import type { SubmittedOrder } from '../ca/order-at-ca.js';

/**
 * The names whose proof was taken from an order of another company, or of none (ordering rules, section 5); judged where the
 * brand holds a proof for one company. Empty where every proof that was taken may be.
 */
export async function namesOfOtherCompanies(
  database: Database,
  order: SubmittedOrder,
  validations: readonly CaValidation[],
  now: Date,
): Promise<string[]> {
  if (!isProvenForOneCompany(order.brand)) return [];
  const taken = validations.filter(({ reused }) => reused === true);
  if (taken.length === 0) return [];
  const known = await loadProofsOfCompany(database, order.orderId);
  const isOurs = (name: string) => {
    const provenAt = known.get(name);
    return provenAt !== undefined && domainReusable(order, provenAt, now);
  };
  return taken.map(({ name }) => name).filter((name) => !isOurs(name));
}

/** Has our own look seen the proof of every one of these names, as it is asked for now? */
export async function haveBeenSeen(
  database: Database,
  orderId: string,
  validations: readonly CaValidation[],
): Promise<boolean> {
  const findings = await loadLatestFindings(database, orderId);
  return validations.every((validation) => {
    const { name, method, record, file } = validation;
    const proof = shownValue(record?.value ?? file?.content ?? '');
    const own = findings.filter((finding) => finding.name === name && finding.subject !== 'ca');
    const ofToday = own.filter(({ subject, expected }) => !PROOFS.includes(subject) || expected === proof);
    return ofToday.some(({ subject }) => PROOFS.includes(subject)) && 'ask' in turnAfterLook(method, ofToday);
  });
}

const PROOFS: readonly string[] = ['dns-record', 'http-file'];
