/** What people ask of a living order, and the handlers that take or refuse it. A refused request leaves no event. */
import { CancellationScope, setHandler } from '@temporalio/workflow';
import type { Bilingual } from '../domain/bilingual.js';
import type { ValidationMethod } from '../domain/catalogue/words.js';
import type { Submission } from '../domain/orders/terms.js';
import { refusalOfMethod } from '../domain/control/methods.js';
import { whyMethodStays } from '../domain/orders/method-change.js';
import { refusalOfRepair } from '../domain/organization/ways.js';
import type { TrackName } from '../domain/orders/tracks.js';
import {
  cancelOrder,
  changeValidationMethod,
  checkNow,
  confirmationLetterUploaded,
  emailConfirmed,
  mailboxConfirmed,
  orderStatus,
  phoneCheckReported,
  repairOrganization,
  submitOrder,
  type CancelRequest,
  type OrganizationRepair,
} from './messages.js';
import type { Progress } from './progress.js';
import { ApprovalDesk } from './approval-desk.js';
import { refuse, refuseInThisState } from './refusing.js';
import { wasCancelled } from './steps.js';

/** Waits of different turns run side by side; each can be cut short by itself. */
type InterruptibleTurn = 'order' | TrackName;

export class Requests {
  readonly approval: ApprovalDesk;
  #submission: Submission | undefined;
  #askedMethod: ValidationMethod | undefined;
  #withdrawn = false;
  #revokesIfIssued = false;
  /** The order's end is decided, though not everything is undone yet. */
  #decided = false;
  readonly #interrupts = new Map<InterruptibleTurn, () => void>();
  #askedRepairs: OrganizationRepair[] = [];
  #scope: CancellationScope | undefined;

  constructor(
    readonly progress: Progress,
    submission: Submission | undefined,
    private readonly has: (change: '2026-11-steps-retried-on-request') => boolean,
  ) {
    this.#submission = submission;
    setHandler(orderStatus, () => progress.shown);
    this.#takeSubmission();
    this.#takeChecks();
    this.#takeMethods();
    this.#takeRepairs();
    this.#takeFacts();
    this.#takeWithdrawal();
    this.approval = new ApprovalDesk(() => this.#refuseDecided(APPROVED));
  }

  get submission(): Submission | undefined {
    return this.#submission;
  }

  /** Withdrawn by its subscriber; an operator's cancellation of the workflow is not. */
  get withdrawn(): boolean {
    return this.#withdrawn;
  }

  /** Whoever withdrew it wants no certificate, also where the CA was faster. */
  get revokesIfIssued(): boolean {
    return this.#revokesIfIssued;
  }

  /** The method asked for since the last call, if any. */
  takeMethod(): ValidationMethod | undefined {
    const method = this.#askedMethod;
    this.#askedMethod = undefined;
    return method;
  }

  /** Runs the order so that `cancelOrder` can stop it. A withdrawal asked for before stops it at once. */
  async withdrawable<T>(work: () => Promise<T>): Promise<T> {
    this.#scope = new CancellationScope();
    if (this.#withdrawn) this.#scope.cancel();
    try {
      return await this.#scope.run(work);
    } finally {
      this.#decided = true;
    }
  }

  /** The repairs of the organization's check asked for since the last call, oldest first. */
  takeRepairs(): OrganizationRepair[] {
    return this.#askedRepairs.splice(0);
  }

  /** Was one asked for since? */
  get hasRepairs(): boolean {
    return this.#askedRepairs.length > 0;
  }

  /** Runs a wait so that what people ask and tell can cut it short. */
  async interruptible<T>(turn: InterruptibleTurn, work: () => Promise<T>): Promise<T | 'interrupted'> {
    const scope = new CancellationScope();
    // Set in a callback, which the compiler does not see.
    let interrupted = false as boolean;
    this.#interrupts.set(turn, () => {
      interrupted = true;
      scope.cancel();
    });
    try {
      return await scope.run(work);
    } catch (error) {
      // Where the order was withdrawn at the same moment, the next step finds its scope cancelled.
      if (interrupted && wasCancelled(error)) return 'interrupted';
      throw error;
    } finally {
      this.#interrupts.delete(turn);
    }
  }

  /**
   * A step that is tried again at once where people ask for a look, instead of at its own next try. Histories of before have
   * it left alone; not even a turn of the event loop is added to them, since tracks side by side count these.
   */
  retriedOnRequest<T>(turn: InterruptibleTurn, work: () => Promise<T>): Promise<T> {
    return this.has('2026-11-steps-retried-on-request') ? this.#retried(turn, work) : work();
  }

  async #retried<T>(turn: InterruptibleTurn, work: () => Promise<T>): Promise<T> {
    for (;;) {
      const done = await this.interruptible(turn, work);
      if (done !== 'interrupted') return done;
    }
  }

  #takeSubmission(): void {
    const { progress } = this;
    setHandler(
      submitOrder,
      (submission) => {
        this.#submission = submission;
        return progress.shown;
      },
      {
        validator: ({ validationMethod, names, terms }: Submission) => {
          this.#refuseDecided(SUBMITTED);
          if (this.#submission)
            refuseInThisState({
              message: { zh: '订单表单此前已提交。', en: 'The order form was submitted before.' },
            });
          const refusal = refusalOfMethod(validationMethod, names, terms);
          if (refusal) refuse(refusal);
        },
      },
    );
  }

  #takeChecks(): void {
    setHandler(
      checkNow,
      () => {
        this.#lookAgain('order', 'domain', 'organization');
        return this.progress.shown;
      },
      {
        validator: () => {
          this.#refuseEnded({ zh: '检查', en: 'checked' });
          if (this.#interrupts.size === 0) {
            refuseInThisState({
              message: {
                zh: '订单目前没有可以检查的等待事项。',
                en: 'The order waits for nothing that can be looked at now.',
              },
            });
          }
        },
      },
    );
  }

  #takeMethods(): void {
    setHandler(
      changeValidationMethod,
      (method) => {
        this.#askedMethod = method;
        this.#lookAgain('order', 'domain');
        return this.progress.shown;
      },
      { validator: (method: ValidationMethod) => this.#refuseMethod(method) },
    );
  }

  #refuseMethod(method: ValidationMethod): void {
    this.#refuseDecided(REPAIRED);
    const { state, tracks = [] } = this.progress.status;
    const stays = whyMethodStays({ state, tracks, hasForm: this.#submission !== undefined });
    if (!this.#submission || stays === 'state') {
      refuseInThisState({
        message: {
          zh: `订单状态为 ${state},不能更改验证方式。`,
          en: `The validation method can't be changed while the order is ${state}.`,
        },
        accepted: { zh: '验证期间(validating)', en: 'while it is validating' },
      });
    }
    if (stays === 'proven') {
      refuseInThisState({
        message: {
          zh: '域名控制权已证明:不能再更改验证方式。',
          en: "Control of the names is shown already: the validation method can't be changed any more.",
        },
        accepted: { zh: '域名验证期间', en: 'while the names are being validated' },
      });
    }
    const refusal = refusalOfMethod(method, this.#submission.names, this.#submission.terms);
    if (refusal) refuse(refusal);
  }

  #takeRepairs(): void {
    setHandler(
      repairOrganization,
      (repair) => {
        this.#askedRepairs.push({ part: repair.part, detailsId: repair.detailsId });
        this.#lookAgain('organization');
        return this.progress.shown;
      },
      {
        validator: ({ part }: OrganizationRepair) => {
          this.#refuseDecided(REPAIRED);
          const { orderId } = this.progress.status;
          const isProven = this.#hasProven('organization');
          const refusal = refusalOfRepair(part, this.#submission?.terms, isProven, orderId);
          if (refusal) refuse(refusal);
        },
      },
    );
  }

  /**
   * What people say happened is no more than a reason to look: the CA's status decides. So a signal that comes early,
   * twice, late or for a step that this order doesn't have changes nothing, and a rubbish one can't break anything.
   */
  #takeFacts(): void {
    for (const fact of [confirmationLetterUploaded, emailConfirmed, mailboxConfirmed, phoneCheckReported]) {
      setHandler(fact, () => {
        this.#lookAgain('organization');
      });
    }
  }

  #lookAgain(...turns: InterruptibleTurn[]): void {
    for (const turn of turns) this.#interrupts.get(turn)?.();
  }

  #hasProven(track: TrackName): boolean {
    return this.progress.status.tracks?.find((other) => other.track === track)?.status === 'done';
  }

  #takeWithdrawal(): void {
    setHandler(
      cancelOrder,
      (request: CancelRequest | undefined) => {
        this.#withdrawn = true;
        this.#revokesIfIssued = request?.revokeIfIssued === true;
        this.#scope?.cancel();
        return this.progress.shown;
      },
      {
        validator: (_request: CancelRequest | undefined) =>
          this.#refuseEnded({ zh: '取消', en: 'cancelled' }),
      },
    );
  }

  #refuseDecided(verb: Bilingual): void {
    this.#refuseEnded(verb);
    if (!this.#decided && !this.#withdrawn) return;
    refuseInThisState({
      message: {
        zh: `订单即将结束:不能再${verb.zh}。`,
        en: `The order is ending: it can't be ${verb.en}.`,
      },
      accepted: { zh: '新的订单', en: 'a new order' },
    });
  }

  #refuseEnded(verb: Bilingual): void {
    if (!this.progress.hasEnded) return;
    const { state } = this.progress.status;
    refuseInThisState({
      message: {
        zh: `订单状态为 ${state}:不能再${verb.zh}。`,
        en: `The order is ${state}: it can't be ${verb.en}.`,
      },
    });
  }
}

const APPROVED: Bilingual = { zh: '审批', en: 'approved or declined' };
const SUBMITTED: Bilingual = { zh: '提交', en: 'submitted' };
const REPAIRED: Bilingual = { zh: '修复', en: 'repaired' };
