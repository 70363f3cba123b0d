/** May this order be placed? The rules that look at more than one field, as a list of small checks (ordering rules, 2 to 5). */
import { catalogueRow, nameLimits, refuseUnlessSold } from '../catalogue/products.js';
import { termsFor, withKeyPassword, withSignatureHash, type OrderTerms } from './terms.js';
import { kindOf, type CertificateKind } from '../names/kinds.js';
import { parseNames } from '../names/name-list.js';
import { refusalOfFreeNames } from '../catalogue/free-names.js';
import { certificateNamesOf } from '../catalogue/complimentary.js';
import { namesToValidate } from '../names/coverage.js';
import type { OrderForm } from './form.js';
import {
  channelFits,
  contactIsKnown,
  identitiesAreGiven,
  organizationIsNamed,
  reuseHasAnOrganization,
} from '../organization/checks.js';
import { warningsFor } from './warnings.js';
import type { ValidationMethod } from '../catalogue/words.js';
import { inBoth, type Bilingual } from '../bilingual.js';
import { Refusal, refusalDetails, type RefusalDetails } from '../refusals.js';
import { refusalOfMethod } from '../control/methods.js';

/** A form that may be placed, with all that follows from it. */
export interface ParsedOrder {
  readonly form: OrderForm;
  /** The ordered names: A-labels, lower case, no trailing dot; the first one is the common name. */
  readonly names: readonly string[];
  readonly kind: CertificateKind;
  readonly terms: OrderTerms;
  /** The ordered names and the complimentary ones. */
  readonly certificateNames: readonly string[];
  /** The names whose control is proved; a wildcard's is its base. */
  readonly validatedNames: readonly string[];
  readonly validationMethod: ValidationMethod;
  readonly warnings: readonly Bilingual[];
}

type Check = (order: ParsedOrder) => readonly RefusalDetails[];

/** The first refusal is the one people see first, so what they most likely meant to change comes first. */
export const CHECKS: readonly Check[] = [
  freeNamesArePermitted,
  methodFits,
  keyAlgorithmIsOffered,
  signatureHashIsOffered,
  keyPasswordHasAKey,
  organizationIsNamed,
  contactIsKnown,
  identitiesAreGiven,
  channelFits,
  reuseHasAnOrganization,
  tagsAreDistinct,
];

/**
 * Judges a well-formed form as a whole. Throws Refusal with every problem of one stage: whether the product can be
 * ordered, then the names, then the rest, since each stage needs the one before it.
 */
export function checkOrder(form: OrderForm): ParsedOrder {
  refuseUnlessSold(form.brand, form.type);
  const { names, problems } = parseNames(form.names, nameLimits(form.brand, form.type));
  refuseAll(problems);
  const order = completeOrder(form, names);
  refuseAll(CHECKS.flatMap((check) => check(order)));
  return order;
}

/** What follows from a form and its normalized names. Throws Refusal where the catalogue has no such product. */
export function completeOrder(form: OrderForm, names: readonly string[]): ParsedOrder {
  const kind = kindOf(names);
  const certificateNames = certificateNamesOf({ brand: form.brand, kind, names });
  const terms = termsFor(form.brand, form.type, kind, form.planYears);
  return {
    form,
    names,
    kind,
    terms: withKeyPassword(withSignatureHash(terms, form.csr), form),
    certificateNames,
    validatedNames: namesToValidate(certificateNames),
    validationMethod: form.validation,
    warnings: warningsFor(form),
  };
}

function refuseAll(problems: readonly RefusalDetails[]): void {
  const [first, ...others] = problems;
  if (first) throw new Refusal(first, others);
}

function freeNamesArePermitted({ form, names }: ParsedOrder): readonly RefusalDetails[] {
  return form.type === 'dv-free' ? refusalOfFreeNames(names) : [];
}

function methodFits({ form, certificateNames, terms }: ParsedOrder): readonly RefusalDetails[] {
  const refusal = refusalOfMethod(form.validation, certificateNames, terms);
  return refusal ? [refusal] : [];
}

/** A pasted CSR's key is judged when the CSR is read, which takes cryptography. */
function keyAlgorithmIsOffered({ form, terms }: ParsedOrder): readonly RefusalDetails[] {
  if (form.csr.mode === 'paste' || terms.keyAlgorithms.includes(form.csr.algorithm)) return [];
  const problem = {
    zh: `${form.brand} ${form.type} 不支持 ${form.csr.algorithm} 密钥`,
    en: `${form.brand} ${form.type} doesn't take ${form.csr.algorithm} keys`,
  };
  return [invalid('csr.algorithm', problem, inBoth(terms.keyAlgorithms.join(', ')))];
}

/** The certificate is signed with it, as is the request. SM2 keys take SM3 and nothing else. */
function signatureHashIsOffered({ form, kind }: ParsedOrder): readonly RefusalDetails[] {
  const { signatureHashes } = catalogueRow(form.brand, form.type, kind);
  if (form.csr.mode === 'paste' || signatureHashes.includes(form.csr.hash)) return [];
  const problem = {
    zh: `${form.brand} ${form.type} 没有用 ${form.csr.hash} 签名的证书`,
    en: `${form.brand} ${form.type} has no certificates signed with ${form.csr.hash}`,
  };
  return [invalid('csr.hash', problem, inBoth(signatureHashes.join(', ')))];
}

function keyPasswordHasAKey({ form }: ParsedOrder): readonly RefusalDetails[] {
  if (form.csr.mode !== 'paste' || form.keyPassword === undefined) return [];
  const problem = {
    zh: '使用粘贴的 CSR 时私钥不在这里,私钥密码无法保护它',
    en: "With a pasted CSR the private key is not here, so a key password can't protect it",
  };
  const accepted = {
    zh: '仅当 csr.mode 为 generate 时填写私钥密码',
    en: 'a key password only together with csr.mode generate',
  };
  return [invalid('keyPassword', problem, accepted)];
}

function tagsAreDistinct({ form }: ParsedOrder): readonly RefusalDetails[] {
  const keys = form.tags.map((tag) => tag.key);
  return keys.flatMap((key, index) => (keys.indexOf(key) === index ? [] : [sameKey(`tags[${index}]`)]));
}

function sameKey(tag: string): RefusalDetails {
  return invalid(
    `${tag}.key`,
    { zh: `标签(${tag})的键与前面的标签相同`, en: `${tag} has the same key as an earlier tag` },
    { zh: '每个键只出现一次', en: 'each key once' },
  );
}

function invalid(field: string, message: Bilingual, accepted: Bilingual): RefusalDetails {
  return refusalDetails('InvalidInput', { field, message, accepted });
}
