/** What people ask of a living order, and the handlers that take or refuse it. A refused request leaves no event. */
import { ApplicationFailure, CancellationScope, setHandler } from '@temporalio/workflow';
import type { Submission, ValidationMethod } from '../domain/order.js';
import type { RefusalDetails } from '../domain/refusals.js';
import { refusalOfMethod } from '../domain/validation-methods.js';
import { cancelOrder, changeValidationMethod, checkNow, orderStatus, submitOrder } from './messages.js';
import type { Progress } from './progress.js';
import { wasCancelled } from './steps.js';

export class Requests {
  #submission: Submission | undefined;
  #askedMethod: ValidationMethod | undefined;
  #withdrawn = false;
  /** The order's end is decided, though not everything is undone yet. */
  #decided = false;
  #interrupt: (() => void) | undefined;
  #scope: CancellationScope | undefined;

  constructor(
    readonly progress: Progress,
    submission: Submission | undefined,
  ) {
    this.#submission = submission;
    setHandler(orderStatus, () => progress.status);
    this.#takeSubmission();
    this.#takeChecks();
    this.#takeMethods();
    this.#takeWithdrawal();
  }

  get submission(): Submission | undefined {
    return this.#submission;
  }

  /** Withdrawn by its subscriber; an operator's cancellation of the workflow is not. */
  get withdrawn(): boolean {
    return this.#withdrawn;
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

  /** Runs a wait so that `checkNow` and `changeValidationMethod` can cut it short. */
  async interruptible<T>(work: () => Promise<T>): Promise<T | 'interrupted'> {
    const scope = new CancellationScope();
    // Set in a callback, which the compiler does not see.
    let interrupted = false as boolean;
    this.#interrupt = () => {
      interrupted = true;
      scope.cancel();
    };
    try {
      return await scope.run(work);
    } catch (error) {
      // Where the order was withdrawn at the same moment, the next step finds its scope cancelled.
      if (interrupted && wasCancelled(error)) return 'interrupted';
      throw error;
    } finally {
      this.#interrupt = undefined;
    }
  }

  #takeSubmission(): void {
    const { progress } = this;
    setHandler(
      submitOrder,
      (submission) => {
        this.#submission = submission;
        return progress.status;
      },
      {
        validator: ({ validationMethod, names, terms }: Submission) => {
          this.#refuseDecided('submitted');
          if (this.#submission)
            refuse({ code: 'RefusedInThisState', message: 'The order form was submitted before.' });
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
        this.#interrupt?.();
        return this.progress.status;
      },
      {
        validator: () => {
          this.#refuseEnded('checked');
          if (!this.#interrupt) {
            refuse({
              code: 'RefusedInThisState',
              message: 'The order waits for nothing that can be looked at now.',
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
        this.#interrupt?.();
        return this.progress.status;
      },
      { validator: (method: ValidationMethod) => this.#refuseMethod(method) },
    );
  }

  #refuseMethod(method: ValidationMethod): void {
    this.#refuseDecided('repaired');
    if (!this.#submission || this.progress.status.state !== 'validating') {
      refuse({
        code: 'RefusedInThisState',
        message: `The validation method can't be changed while the order is ${this.progress.status.state}.`,
        accepted: 'while it is validating',
      });
    }
    const refusal = refusalOfMethod(method, this.#submission.names, this.#submission.terms);
    if (refusal) refuse(refusal);
  }

  #takeWithdrawal(): void {
    setHandler(
      cancelOrder,
      () => {
        this.#withdrawn = true;
        this.#scope?.cancel();
        return this.progress.status;
      },
      { validator: () => this.#refuseEnded('cancelled') },
    );
  }

  #refuseDecided(verb: string): void {
    this.#refuseEnded(verb);
    if (!this.#decided && !this.#withdrawn) return;
    refuse({
      code: 'RefusedInThisState',
      message: `The order is ending: it can't be ${verb}.`,
      accepted: 'a new order',
    });
  }

  #refuseEnded(verb: string): void {
    if (!this.progress.hasEnded) return;
    refuse({
      code: 'RefusedInThisState',
      message: `The order is ${this.progress.status.state}: it can't be ${verb}.`,
    });
  }
}

function refuse(details: RefusalDetails): never {
  throw ApplicationFailure.create({
    type: details.code,
    message: details.message,
    nonRetryable: true,
    details: [details],
  });
}
