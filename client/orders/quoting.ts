/** What an order would cost, hold and bring, told before it is placed. Checks the form as `create` does, and changes nothing. */
import { domainOfPlace, FREE_PLACES, takesFreePlace } from '../../domain/catalogue/free-places.js';
import type { Price } from '../../domain/catalogue/prices.js';
import type { Brand, CertificateType, OrderPurpose, ValidationMethod } from '../../domain/catalogue/words.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import type { CertificateKind } from '../../domain/names/kinds.js';
import { parseOrderForm } from '../../domain/orders/form.js';
import { hintsOfForm } from '../../domain/orders/form-hints.js';
import { stepsOf, wordsOfStep } from '../../domain/orders/steps.js';
import { maskedReach } from '../../domain/organization/reach.js';
import { planBought, type BoughtPlan } from '../../domain/plans/bought-plan.js';
import type { AccountFunds } from '../../domain/payments/words.js';
import { placesAround } from '../../db/statements/catalogue/free-places.js';
import { caOfOrderView, type OrderCaView } from '../connections/ca-of-order.js';
import type { ClientContext } from '../context.js';
import { fundsOf } from '../payments/funds.js';
import { checkForm, type CheckedForm } from './checked-form.js';
import type { OrderFormInput } from './creating.js';

export interface Quote {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly kind: CertificateKind;
  /** As ordered: these are counted. A-labels. */
  readonly names: readonly string[];
  /** Those and the complimentary ones. */
  readonly certificateNames: readonly string[];
  readonly purpose: OrderPurpose;
  /** Where it would be placed. */
  readonly ca: OrderCaView;
  /** What is set aside when the order is placed, taken when it is issued, given back at any other end; null: nothing. */
  readonly price: Price | null;
  /** `here`: as `price` tells. `elsewhere`: no money goes through this installation. `paid-before`: part of what was bought. */
  readonly charged: 'here' | 'free' | 'paid-before' | 'elsewhere';
  /** Whether somebody else of the account must approve it before anything is paid or sent: the account's rules of now. */
  readonly needsApproval: boolean;
  readonly plan: BoughtPlan & {
    /** Another plan is bought when this one ends, at the price of that day. */
    readonly renewsByItself: boolean;
  };
  /** What the account can spend, and what of the price it doesn't cover; null where nothing is paid, or nobody told. */
  readonly funds: (AccountFunds & { readonly missing: number }) | null;
  /** Places of free certificates; null for other products. */
  readonly freePlaces: QuotedPlaces | null;
  readonly validation: ValidationMethod;
  /** What will be done, in order. */
  readonly steps: readonly Bilingual[];
  readonly hints: readonly Bilingual[];
  readonly warnings: readonly Bilingual[];
}

export interface QuotedPlaces {
  readonly ofAccount: { readonly limit: number; readonly taken: number };
  readonly ofDomain: { readonly domain: string; readonly limit: number; readonly taken: number };
}

/** Throws Refusal as `create` does for a form that can't be placed. */
export async function quoteOrder(context: ClientContext, form: OrderFormInput): Promise<Quote> {
  return await quoteOf(context, await checkForm(context, parseOrderForm(form)), 'purchase');
}

/** Of a form that passed its check. */
export async function quoteOf(
  context: ClientContext,
  checked: CheckedForm,
  purpose: OrderPurpose,
): Promise<Quote> {
  const { brand, type, submitted, keyPassword, warnings } = checked;
  const { kind, names, terms, form, validationMethod: validation } = submitted;
  const price = terms.price ?? null;
  const needsApproval = terms.approval !== undefined;
  const [ca, funds, freePlaces] = await Promise.all([
    caOfOrderView(context, terms.connections),
    price ? fundsOf(context) : undefined,
    takesFreePlace(type, purpose) ? placesFor(context, names) : null,
  ]);
  const { planYears: years, reissueBeforeDays, autoRenew = false } = form;
  return {
    brand,
    type,
    kind,
    names,
    certificateNames: certificateNamesOf({ brand, kind, names }),
    purpose,
    ca,
    price,
    charged: chargedWhere(context, checked, purpose),
    needsApproval,
    plan: {
      ...planBought({ brand, type, validation, years, reissueBeforeDays }, context.clock()),
      renewsByItself: autoRenew,
    },
    funds: price && funds ? { ...funds, missing: Math.max(0, price.amount - funds.available) } : null,
    freePlaces,
    validation,
    steps: stepsOf({ brand, type, needsApproval, isPaid: price !== null }).map((step) =>
      wordsOfStep(step, validation),
    ),
    hints: hintsOfForm({
      brand,
      type,
      kind,
      validation,
      hasKeyPassword: keyPassword !== undefined,
      reach: maskedReach(form),
    }).map(({ text }) => text),
    warnings,
  };
}

function chargedWhere(
  { takesPayments }: ClientContext,
  { type, submitted }: CheckedForm,
  purpose: OrderPurpose,
): Quote['charged'] {
  if (submitted.terms.price) return 'here';
  if (purpose === 'reissue' || purpose === 'plan-reissue') return 'paid-before';
  return type === 'dv-free' || takesPayments ? 'free' : 'elsewhere';
}

async function placesFor(
  { database, account, clock }: ClientContext,
  names: readonly string[],
): Promise<QuotedPlaces> {
  const domain = domainOfPlace(names);
  const { ofAccount, ofDomain } = await placesAround(
    database,
    { account, registrableDomain: domain },
    clock(),
  );
  return {
    ofAccount: { limit: FREE_PLACES.perAccount, taken: ofAccount.taken },
    ofDomain: { domain, limit: FREE_PLACES.perRegistrableDomain, taken: ofDomain.taken },
  };
}
