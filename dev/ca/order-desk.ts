/** What can be done with an order at the CA, apart from issuing it: take it, show its challenges, end it, revoke. */
import { createHash, randomBytes } from 'node:crypto';
import { nameLimits, refuseUnlessSold } from '../../domain/catalogue/products.js';
import { termsFor } from '../../domain/orders/terms.js';
import { kindOf } from '../../domain/names/kinds.js';
import { parseNames } from '../../domain/names/name-list.js';
import { refusalOfFreeNames } from '../../domain/catalogue/free-names.js';
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import { companyKeyOf } from '../../domain/organization/company-identity.js';
import type {
  Brand,
  CertificateType,
  SignatureHash,
  ValidationMethod,
} from '../../domain/catalogue/words.js';
import { Refusal } from '../../domain/refusals.js';
import { refusalOfMethod } from '../../domain/control/methods.js';
import { alreadyIssued, ApiError, noSuchOrder, notIssued, orderEnded } from './api-error.js';
import { newValidations, renewedValidations } from './challenges.js';
import { checkedKey, refuseUnfitHash } from './csr-check.js';
import type { HostilitySwitch } from './hostility.js';
import type { Issuance } from './issuance.js';
import {
  type OrganizationPlacement,
  refuseUnfitOrganization,
  wayTaken,
  withBeginning,
} from './organization/placement.js';
import type { OrderStore } from './order-store.js';
import { purchaseFor } from './purchase.js';
import type { RevocationReason } from '../../domain/revocation/words.js';
import type { StoredOrder, SubjectKey } from './stored-order.js';
import { SECURITY_REVIEW } from './security-review.js';

export interface Placement {
  readonly reference: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly names: readonly string[];
  readonly csr: string;
  readonly signatureHash?: SignatureHash;
  readonly validationMethod: ValidationMethod;
  readonly accountReference: string;
  readonly companyReference?: string;
  readonly reissueOf?: string;
  readonly validUntil?: string;
  readonly organization?: OrganizationPlacement;
}

export interface OrderDeskDependencies {
  readonly store: OrderStore;
  readonly hostility: HostilitySwitch;
  readonly clock: () => Date;
  readonly issuance: Issuance;
}

export class OrderDesk {
  private readonly store: OrderStore;
  private readonly hostility: HostilitySwitch;
  private readonly clock: () => Date;

  constructor(private readonly parts: OrderDeskDependencies) {
    this.store = parts.store;
    this.hostility = parts.hostility;
    this.clock = parts.clock;
  }

  /**
   * Idempotent by reference. Throws ApiError: `order-refused` for what is not sold or not sound, `reference-in-use` where
   * the reference means an order of other content.
   */
  async place(placement: Placement): Promise<StoredOrder> {
    const names = placement.names.map((name) => name.toLowerCase());
    const contentHash = hashOf(contentOf({ ...placement, names }));
    if (this.store.findByReference(placement.reference))
      return this.repeated(placement.reference, contentHash);
    refuseUnsound(placement, names);
    const key = await checkedKey(placement.csr, placement.brand);
    refuseUnfitHash(key, placement.signatureHash);
    const refused = await this.hostility.take(['refuse-name'], 'place', names);
    const placed = await this.store.putByReference(placement.reference, (present) => {
      if (present) return placedAgain(present, contentHash);
      const order = this.newOrder({ ...placement, names }, contentHash, key);
      if (refused) return { ...order, status: 'refused', ...SECURITY_REVIEW };
      return this.parts.issuance.advanced(this.begun(order, placement));
    });
    this.parts.issuance.schedule(placed);
    return placed;
  }

  get(id: string): StoredOrder {
    const order = this.store.get(id);
    if (!order) throw noSuchOrder(id);
    return order;
  }

  /** Throws ApiError: `order-ended`, `order-refused` where the names can't be validated this way. */
  async challenges(id: string, method: ValidationMethod): Promise<StoredOrder> {
    return this.store.change(this.get(id), (order) => {
      if (order.status !== 'validating') throw orderEnded(order.status);
      refuseUnfitMethod({ ...order, validationMethod: method });
      const terms = { brand: order.brand, method, now: this.clock() };
      return { ...order, validations: renewedValidations(order.validations, terms) };
    });
  }

  /** Idempotent; a refused order stays refused. Throws ApiError `already-issued`. */
  async cancel(id: string): Promise<StoredOrder> {
    return this.store.change(this.get(id), (order) => {
      if (order.status === 'issued') throw alreadyIssued();
      if (order.status === 'cancelled' || order.status === 'refused') return order;
      return { ...order, status: 'cancelled', issueAt: undefined };
    });
  }

  /** Idempotent: the first reason stays. Throws ApiError `not-issued`. */
  async revoke(id: string, reason: RevocationReason): Promise<StoredOrder> {
    return this.store.change(this.get(id), (order) => {
      if (!order.issued) throw notIssued(order.status);
      return order.revoked ? order : { ...order, revoked: { at: this.clock().toISOString(), reason } };
    });
  }

  private repeated(reference: string, contentHash: string): Promise<StoredOrder> {
    return this.store.putByReference(reference, (present) => {
      if (!present) throw noSuchOrder(reference);
      return placedAgain(present, contentHash);
    });
  }

  private begun(order: StoredOrder, { organization }: Placement): StoredOrder {
    const way = wayTaken(organization, wayOf(order));
    const given = organization && way && { ...organization, way };
    return withBeginning(order, this.store.all(), given, this.clock());
  }

  private newOrder(placement: Placement, contentHash: string, key: SubjectKey): StoredOrder {
    const {
      reference,
      accountReference,
      companyReference,
      signatureHash,
      brand,
      type,
      names,
      validationMethod: method,
    } = placement;
    const now = this.clock();
    const named =
      placement.reissueOf === undefined ? undefined : this.store.findByReference(placement.reissueOf);
    const certificateNames = certificateNamesOf({ brand, kind: kindOf(names), names });
    return {
      id: `dca-${randomBytes(12).toString('hex')}`,
      reference,
      contentHash,
      accountReference,
      companyReference,
      ...purchaseFor(placement, named, now),
      brand,
      type,
      names,
      key,
      signatureHash,
      status: 'validating',
      validations: newValidations(certificateNames, { brand, method, now }),
      placedAt: now.toISOString(),
      attempts: { place: 1, validate: 0 },
    };
  }
}

function wayOf({ brand, type, names }: Pick<Placement, 'brand' | 'type' | 'names'>) {
  return termsFor(brand, type, kindOf(names)).organization?.way;
}

/** What makes an order this one. Persons are not of it: they may be changed while the order runs. */
function contentOf({ brand, type, names, csr, reissueOf, validUntil, ...named }: Placement): string[] {
  const { organization, companyReference, signatureHash } = named;
  const company = organization ? companyKeyOf(organization.company) : companyReference;
  const further = [company, reissueOf, validUntil, signatureHash].filter((word) => word !== undefined);
  return [brand, type, ...names, csr.trim(), ...further];
}

function placedAgain(order: StoredOrder, contentHash: string): StoredOrder {
  if (order.contentHash !== contentHash)
    throw new ApiError('reference-in-use', {
      zh: `参考号 ${order.reference} 已用于域名、产品或 CSR 不同的订单`,
      en: `The reference ${order.reference} was used for an order with other names, product or CSR`,
    });
  return { ...order, attempts: { ...order.attempts, place: order.attempts.place + 1 } };
}

function refuseUnsound(placement: Placement, names: readonly string[]): void {
  asApiError(() => {
    refuseUnlessSold(placement.brand, placement.type);
    const [problem] = [
      ...parseNames(names, nameLimits(placement.brand, placement.type)).problems,
      ...(placement.type === 'dv-free' ? refusalOfFreeNames(names) : []),
    ];
    if (problem) throw new Refusal(problem);
    refuseUnfitMethod({ ...placement, names });
    refuseUnfitOrganization(placement.organization, wayOf({ ...placement, names }));
  });
}

function refuseUnfitMethod(order: Pick<Placement, 'brand' | 'type' | 'names' | 'validationMethod'>): void {
  asApiError(() => {
    const terms = termsFor(order.brand, order.type, kindOf(order.names));
    const refusal = refusalOfMethod(order.validationMethod, order.names, terms);
    if (refusal) throw new Refusal(refusal);
  });
}

/** The rules speak of refusals at our own door; a CA's are its own. */
function asApiError(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal)
      throw new ApiError('order-refused', { zh: error.chinese.message, en: error.message });
    throw error;
  }
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
