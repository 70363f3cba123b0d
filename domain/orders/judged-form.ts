/** All that can be said of a form that is still being filled in, by the same checks that judge a whole one (domain/orders/checks.ts). */
import type { Bilingual } from '../bilingual.js';
import { certificateNamesOf } from '../catalogue/complimentary.js';
import { nameLimits, recommendedKey, refuseUnlessSold } from '../catalogue/products.js';
import { CATALOGUE } from '../catalogue/rows.js';
import { VALIDATION_METHODS, type ValidationMethod } from '../catalogue/words.js';
import { refusalOfMethod } from '../control/methods.js';
import { namesToValidate } from '../names/coverage.js';
import { kindOf, type CertificateKind } from '../names/kinds.js';
import { MAX_NAMES, parseNames, type NameLimits } from '../names/name-list.js';
import { problemsIn, type RefusalDetails } from '../refusals.js';
import { CHECKS, completeOrder } from './checks.js';
import type { OrderForm } from './form.js';
import { hintsOfForm, type FormHint } from './form-hints.js';
import { judgedNames, type JudgedName } from './judged-names.js';
import { problemsOfMailOfFree } from './mail-of-free.js';
import { topFieldOf, type PartialForm } from './partial-form.js';
import type { OrderTerms } from './terms.js';
import { warningsFor } from './warnings.js';

export interface JudgedMethod {
  readonly method: ValidationMethod;
  /** Why it can't be; null where it can. */
  readonly reason: Bilingual | null;
}

export interface JudgedForm {
  readonly problems: readonly RefusalDetails[];
  readonly missing: readonly RefusalDetails[];
  readonly names: readonly JudgedName[];
  /** Of the names that can be read; undefined before there is one. */
  readonly kind: CertificateKind | undefined;
  /** The ordered names, A-labels, and those that come along. */
  readonly orderedNames: readonly string[];
  readonly certificateNames: readonly string[];
  /** Whose control is proved. */
  readonly validatedNames: readonly string[];
  readonly methods: readonly JudgedMethod[];
  readonly warnings: readonly Bilingual[];
  readonly hints: readonly FormHint[];
  /** Undefined before brand and type are known, and where the brand doesn't sell it. */
  readonly terms: OrderTerms | undefined;
}

/** What a whole form needs of people, beside its shape; what else a check says of a field that was not given is no news. */
const NEEDED_BY_CHECKS: readonly string[] = ['company', 'manager', 'organizationCheck'];

/** Never throws Refusal. Saved companies and people are in the form as copies. */
export function judgeForm(form: PartialForm): JudgedForm {
  const { brand, type } = form;
  const unsold = brand && type ? problemsIn(() => refuseUnlessSold(brand, type)) : [];
  const product = brand && type && unsold.length === 0 ? { brand, type } : undefined;
  const limits: NameLimits = product
    ? nameLimits(product.brand, product.type)
    : { ipAddresses: true, maxNames: MAX_NAMES };
  const given = form.names ?? [];
  const { names, problems: ofNames } =
    given.length > 0 ? parseNames(given, limits) : { names: [], problems: [] };
  const kind = names.length > 0 ? kindOf(names) : undefined;
  const certificateNames = brand && kind ? certificateNamesOf({ brand, kind, names }) : names;
  const whole = product && wholeForm({ ...form, ...product });
  const judged = whole ? judgedAsWhole(whole, names) : { problems: [], terms: undefined };
  const isGiven = (details: RefusalDetails) => {
    const field = topFieldOf(details);
    return field === undefined || Reflect.get(form, field) !== undefined;
  };
  const isNeeded = (details: RefusalDetails) => NEEDED_BY_CHECKS.includes(topFieldOf(details) ?? '');
  const problems = [...unsold, ...ofNames, ...judged.problems.filter(isGiven)];
  return {
    problems,
    missing: [
      ...judged.problems.filter((details) => !isGiven(details) && isNeeded(details)),
      ...problemsOfMailOfFree(form),
    ],
    names: judgedNames(given, limits, { brand, kind, names, problems }),
    kind,
    orderedNames: names,
    certificateNames,
    validatedNames: namesToValidate(certificateNames),
    methods: VALIDATION_METHODS.map((method) => judgedMethod(method, certificateNames, judged.terms)),
    warnings: whole ? warningsFor(whole) : [],
    hints: product
      ? hintsOfForm({
          ...product,
          kind,
          validation: form.validation,
          hasKeyPassword: form.keyPassword !== undefined,
        })
      : [],
    terms: judged.terms,
  };
}

/** With what is not given as it would be: what is said of those fields is left out again. */
function wholeForm(form: PartialForm & Pick<OrderForm, 'brand' | 'type'>): OrderForm {
  const recommended = recommendedKey(form.brand, form.type);
  const csr =
    form.csr?.mode === 'paste'
      ? form.csr
      : {
          mode: 'generate' as const,
          algorithm: form.csr?.algorithm ?? recommended.algorithm,
          hash: form.csr?.hash ?? recommended.hash,
        };
  return {
    ...form,
    names: form.names ?? [],
    validation: form.validation ?? 'auto-dns',
    csr,
    tags: form.tags ?? [],
    reuseConfiguration: form.reuseConfiguration ?? false,
    planYears: form.planYears ?? 1,
  };
}

interface JudgedAsWhole {
  readonly problems: readonly RefusalDetails[];
  readonly terms: OrderTerms | undefined;
}

/** Each stage needs the one before it; where one fails, the next is judged by what the product has in its place. */
function judgedAsWhole(form: OrderForm, names: readonly string[]): JudgedAsWhole {
  const rows = CATALOGUE.filter((row) => row.brand === form.brand && row.certificateType === form.type);
  const isSold = names.length > 0 && rows.some((row) => row.kinds.includes(kindOf(names)));
  // Before there are names, and for those of another kind than is sold: what the product asks is asked all the same.
  const stand = isSold ? names : standIn(rows.flatMap((row) => row.kinds)[0]);
  const problems = names.length > 0 && !isSold ? problemsIn(() => completeOrder(form, names)) : [];
  const ofYears = problemsIn(() => completeOrder(form, stand));
  const order = completeOrder(ofYears.length > 0 ? { ...form, planYears: 1 } : form, stand);
  const judged = CHECKS.flatMap((check) => check(order)).filter(
    // Of names that stand in for others nothing is said, nor of a site that must be one of theirs.
    ({ field = '' }) => isSold || !/^(names|validation|organizationCheck\.where)/.test(field),
  );
  return { problems: [...problems, ...ofYears, ...judged], terms: order.terms };
}

function standIn(kind: CertificateKind = 'single'): readonly string[] {
  const one = kind.startsWith('wildcard') ? '*.example.com' : 'example.com';
  return kind.endsWith('multi') ? [one, 'example.net'] : [one];
}

function judgedMethod(
  method: ValidationMethod,
  certificateNames: readonly string[],
  terms: OrderTerms | undefined,
): JudgedMethod {
  const refusal = refusalOfMethod(
    method,
    certificateNames,
    terms ?? { validationMethods: VALIDATION_METHODS },
  );
  return { method, reason: refusal ? { zh: refusal.chinese.message, en: refusal.message } : null };
}
