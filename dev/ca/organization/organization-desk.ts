/** The CA's people who check companies: what they decide about a step, and what subscribers hand in to them. */
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import { quoted, wordsOfDetail } from '../../../domain/told.js';
import { STEP_WORDS } from '../../../domain/organization/spoken-words.js';
import { alreadyIssued, ApiError, noSuchOrder, orderEnded } from '../api-error.js';
import type { Issuance } from '../issuance.js';
import type { OrderStore } from '../order-store.js';
import type { StoredOrder } from '../stored-order.js';
import { type ChangedDetails, withDetails } from './details.js';
import type { LetterFiles } from './letter-files.js';
import { newLetter, withLetter } from './letters.js';
import { companyStillHolds, startedAnew } from './progress.js';
import { judgedLetters } from './received-letter.js';
import type { StoredLetter, StoredOrganization, StoredStep } from './stored-organization.js';
import { CA_WORDS } from './words.js';

export interface OrganizationDeskDependencies {
  readonly store: OrderStore;
  readonly clock: () => Date;
  readonly issuance: Issuance;
  readonly letterFiles: LetterFiles;
}

/** A step that the CA's people have to act on. */
export interface WaitingStep {
  readonly order: StoredOrder;
  readonly step: StoredStep;
}

export class OrganizationDesk {
  constructor(private readonly parts: OrganizationDeskDependencies) {}

  /**
   * Idempotent: a passed step stays passed. Throws ApiError: `not-found`, `step-refused` where the way has no such step,
   * `order-not-ready` where something else comes first, `order-ended`.
   */
  async passStep(orderId: string, step: OrganizationStep): Promise<StoredOrder> {
    return this.changeStep(orderId, step, (organization, present) => {
      if (present.status === 'passed') return organization;
      refuseUntilReady(present);
      const letters = REVIEWS.includes(step)
        ? judgedLetters(organization.letters, 'accepted')
        : organization.letters;
      return withStep({ ...organization, letters }, this.moved(present, 'passed'));
    });
  }

  /** Back to the subscriber, with the reviewer's words. Idempotent. Throws ApiError as `passStep`. */
  async returnStep(orderId: string, step: OrganizationStep, reason: string): Promise<StoredOrder> {
    if (step === 'manual-review')
      throw new ApiError('step-refused', {
        zh: '人工审核未通过即为彻底拒绝:请拒绝该订单',
        en: 'What fails the manual review is rejected for good: reject the order',
      });
    return this.changeStep(orderId, step, (organization, present) => {
      if (present.status === 'with-subscriber' && present.detail === reason) return organization;
      if (present.status === 'passed')
        throw new ApiError('step-refused', {
          zh: `“${STEP_WORDS[step].zh}”已通过:不能退回`,
          en: `${step} has passed: it can’t be returned`,
        });
      refuseUnbegun(present);
      const letters = judgedLetters(organization.letters, 'rejected', reason);
      return withStep(
        { ...organization, letters },
        { ...this.moved(present, 'with-subscriber'), detail: reason },
      );
    });
  }

  /** For good. Idempotent: the first reason stays. Throws ApiError: `not-found`, `already-issued`, `order-ended`. */
  async rejectOrder(orderId: string, reason: string): Promise<StoredOrder> {
    return this.parts.issuance.change(this.get(orderId), (order) => {
      if (order.status === 'refused') return order;
      refuseEnded(order);
      const ended: StoredOrder = { ...order, status: 'refused', reason, issueAt: undefined };
      if (!order.organization) return ended;
      const letters = judgedLetters(order.organization.letters, 'rejected', reason);
      return { ...ended, organization: { ...order.organization, letters } };
    });
  }

  /** Whatever has been proven. Idempotent. Throws ApiError: `not-found`, `order-ended`. */
  async issueOrder(orderId: string): Promise<StoredOrder> {
    return this.parts.issuance.issueByHand(this.get(orderId));
  }

  /** By the CA itself: its client asked for nothing. Idempotent. Throws ApiError: `not-found`, `already-issued`, `order-ended`. */
  async cancelOrder(orderId: string): Promise<StoredOrder> {
    return this.parts.issuance.change(this.get(orderId), (order) => {
      if (order.status === 'cancelled') return order;
      refuseEnded(order);
      return { ...order, status: 'cancelled', issueAt: undefined };
    });
  }

  /** Has the contact phoned, or phoned again (section 6a: the CA may phone). Idempotent. Throws ApiError as `passStep`. */
  async demandPhoneCall(orderId: string): Promise<StoredOrder> {
    return this.changeStep(orderId, 'phone-call', (organization, present) => {
      if (present.status === 'with-ca') return organization;
      if (organization.validatedAt !== undefined)
        throw new ApiError('step-refused', {
          zh: '企业已通过核实:无需致电',
          en: 'The company is validated: nobody has to be phoned',
        });
      return withStep(organization, { ...this.moved(present, 'with-ca'), round: present.round + 1 });
    });
  }

  /** Idempotent by content. Throws ApiError: `not-found`, `letter-refused` with the reason. */
  async receiveLetter(orderId: string, content: Uint8Array): Promise<StoredOrder> {
    const order = this.get(orderId);
    const letter = await newLetter(order, content, this.parts.clock());
    return this.parts.issuance.change(order, async (current) => {
      const changed = withLetter(current, letter, this.parts.clock());
      if (changed !== current) await this.parts.letterFiles.keep(letter, content);
      return changed;
    });
  }

  /** The bytes of a letter that was received. */
  async readLetter(letter: StoredLetter): Promise<Uint8Array> {
    return this.parts.letterFiles.read(letter);
  }

  /** Idempotent. Throws ApiError: `not-found`, `details-refused` where the brand, or the order's state, allows none. */
  async changeDetails(orderId: string, details: ChangedDetails): Promise<StoredOrder> {
    return this.parts.issuance.change(this.get(orderId), (order) =>
      withDetails(order, details, this.parts.clock()),
    );
  }

  /** Begins the check again where it has lapsed; otherwise nothing changes. Throws ApiError `not-found`. */
  async renew(orderId: string): Promise<StoredOrder> {
    return this.parts.issuance.change(this.get(orderId), (order) => {
      const { organization, status } = order;
      const now = this.parts.clock();
      if (status !== 'validating' || !organization || companyStillHolds(order, now)) return order;
      return {
        ...order,
        organization: startedAnew(organization, CA_WORDS.companyLapsed, now),
      };
    });
  }

  /** What the CA's people have to act on, longest waiting first; of one step, or of all. */
  waiting(step?: OrganizationStep): WaitingStep[] {
    return this.parts.store
      .all()
      .filter(({ status }) => status === 'validating')
      .flatMap((order) => (order.organization?.steps ?? []).map((present) => ({ order, step: present })))
      .filter(({ step: { status, notYet } }) => status === 'with-ca' && !notYet)
      .filter((waiting) => step === undefined || waiting.step.step === step)
      .sort((one, other) => one.step.since.localeCompare(other.step.since));
  }

  private get(orderId: string): StoredOrder {
    const order = this.parts.store.get(orderId);
    if (!order) throw noSuchOrder(orderId);
    return order;
  }

  private async changeStep(
    orderId: string,
    step: OrganizationStep,
    edit: (organization: StoredOrganization, present: StoredStep) => StoredOrganization,
  ): Promise<StoredOrder> {
    return this.parts.issuance.change(this.get(orderId), (order) => {
      const present = order.organization?.steps.find((candidate) => candidate.step === step);
      if (!order.organization || !present)
        throw new ApiError('step-refused', {
          zh: `此订单没有“${STEP_WORDS[step].zh}”这一步`,
          en: `The order has no step ${step}`,
        });
      const edited = edit(order.organization, present);
      if (edited === order.organization) return order;
      if (order.status !== 'validating') throw orderEnded(order.status);
      return { ...order, organization: edited };
    });
  }

  private moved({ step, round }: StoredStep, status: StoredStep['status']): StoredStep {
    return { step, status, since: this.parts.clock().toISOString(), round };
  }
}

/** Steps that judge a letter. */
const REVIEWS: readonly OrganizationStep[] = ['letter', 'manual-review'];

/** What the subscriber sends in has to be there before it can pass. */
const HANDED_IN: readonly OrganizationStep[] = ['letter', 'application-form'];

function refuseEnded({ status }: StoredOrder): void {
  if (status === 'issued') throw alreadyIssued();
  if (status === 'cancelled' || status === 'refused') throw orderEnded(status);
}

function withStep(organization: StoredOrganization, changed: StoredStep): StoredOrganization {
  const steps = organization.steps.map((present) => (present.step === changed.step ? changed : present));
  return { ...organization, steps };
}

function refuseUntilReady(present: StoredStep): void {
  refuseUnbegun(present);
  if (HANDED_IN.includes(present.step) && present.status === 'with-subscriber')
    throw new ApiError('order-not-ready', {
      zh: `“${STEP_WORDS[present.step].zh}”:尚未提交任何内容`,
      en: `${present.step}: nothing was handed in yet`,
    });
}

function refuseUnbegun({ step, notYet, ...why }: StoredStep): void {
  if (!notYet) return;
  const { zh, en } = wordsOfDetail(why) ?? quoted('');
  throw new ApiError('order-not-ready', {
    zh: `“${STEP_WORDS[step].zh}”在后面进行:${zh}`,
    en: `${step} comes later: ${en}`,
  });
}
