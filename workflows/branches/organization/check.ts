/** The CA's check of a company, step by step: whoever holds the ball is waited for, what people hand in goes to the CA. */
import { patched } from '@temporalio/workflow';
import type { Bilingual } from '../../../domain/bilingual.js';
import { ORDER_ENDS } from '../../../domain/orders/reason-texts.js';
import { wordsOfReason } from '../../../domain/told.js';
import {
  ORGANIZATION_RULES,
  type OrganizationStep,
  type OrganizationTerms,
} from '../../../domain/organization/ways.js';
import type { OrganizationWait, StartedWait } from '../../../domain/waits.js';
import type { HandInOutcome, OrganizationOutcome } from '../../activity-contract/organization.js';
import { PATIENT_STEP, WORLD_STEP } from '../../activity-options.js';
import { looked, type LookManner } from '../../asked-looks.js';
import type { OrderInProgress } from '../../order-in-progress.js';
import { patient, ranOutOfTime, within, world } from '../../steps.js';
import type { Proof } from '../proof.js';

export class OrganizationCheck {
  #wait: StartedWait | undefined;
  #reason: Bilingual | undefined;
  /** How often the ball was passed: the more often, the longer a change must last to count. */
  #changes = 0;
  #isValid = false;
  /** The look that comes next was asked for. */
  #isAsked = false;
  #lettersSent = 0;

  constructor(
    private readonly order: OrderInProgress,
    private readonly terms: OrganizationTerms,
  ) {}

  /**
   * The CA opens the check. What it validated before and may still use is taken, and no step is left; what has lapsed
   * begins anew (ordering rules, sections 6 and 9).
   */
  async open(): Promise<Proof> {
    const { orderId } = this.order;
    const wait = await this.#waitOn('ca-organization', this.order.lostProof);
    return await this.#orExpired(async () => {
      const options = within(wait, WORLD_STEP, 'what the CA asks of the company');
      const standing = await this.#step(() =>
        world.lookAtOrganization.executeWithOptions(options, [orderId]),
      );
      this.#isValid = standing.valid;
      if (standing.lapsed)
        await this.#step(() => world.renewOrganization.executeWithOptions(options, [orderId]));
      return this.#isValid ? await this.#done() : VALID;
    });
  }

  /** Waits until the CA is satisfied with these steps. Nothing to do where the company is validated already. */
  async passed(...steps: OrganizationStep[]): Promise<Proof> {
    if (this.#isValid) return VALID;
    let wait = this.#wait ?? (await this.#waitOn('ca-organization'));
    return await this.#orExpired(async () => {
      for (;;) {
        await this.#handInDetails(wait);
        const outcome = await this.#look(steps, wait);
        const wasAsked = this.#isAsked;
        this.#isAsked = outcome === 'interrupted';
        if (outcome === 'interrupted') continue;
        if (outcome.outcome === 'deadline-passed') return notInTime(wait);
        if (outcome.outcome === 'passed') {
          this.order.settledAsAsked ||= wasAsked;
          return await this.#leave(steps);
        }
        if (outcome.outcome === 'letter-given') await this.#handInLetter(outcome.letterId, wait);
        else wait = await this.#follow(outcome.to, wordsOfReason(outcome), wait);
      }
    });
  }

  /** The other proof comes first: nobody is waited for here meanwhile. */
  async rest(): Promise<void> {
    if (this.#isValid) return;
    this.#wait = undefined;
    await this.order.progress.rest('organization', 'later');
  }

  async #look(
    steps: readonly OrganizationStep[],
    wait: StartedWait,
  ): Promise<OrganizationOutcome | 'interrupted'> {
    const { orderId, requests } = this.order;
    const look = ({ request, isExpectedAtOnce }: LookManner) => {
      const options = within(wait, PATIENT_STEP, `organization: ${steps.join(', ')}`, { isExpectedAtOnce });
      const news = { reason: this.#reason?.en, changes: this.#changes };
      return patient.awaitOrganization.executeWithOptions(options, [
        { orderId, wait, steps, ...news, ...request },
      ]);
    };
    return await requests.interruptible('organization', () => looked(this.#isAsked, this.order, look));
  }

  /** The same wait with other news goes on; another one starts its own clock. */
  async #follow(
    to: OrganizationWait,
    reason: Bilingual | undefined,
    wait: StartedWait,
  ): Promise<StartedWait> {
    this.#changes += 1;
    if (to !== wait.wait) return await this.#waitOn(to, reason);
    await this.#tell(reason);
    return wait;
  }

  async #handInLetter(letterId: string, wait: StartedWait): Promise<void> {
    const options = within(wait, WORLD_STEP, 'hand the letter in at the CA');
    const request = { orderId: this.order.orderId, reference: letterId };
    const handIn = () => world.handInLetter.executeWithOptions(options, [request]);
    const outcome = await this.#step(handIn);
    this.#lettersSent += 1;
    this.order.progress.know({ lettersSent: this.#lettersSent });
    await this.#tellRefusal(outcome);
  }

  async #handInDetails(wait: StartedWait): Promise<void> {
    const { requests } = this.order;
    do {
      for (const { part, detailsId } of requests.takeRepairs()) {
        const options = within(wait, WORLD_STEP, `hand another ${part} in at the CA`);
        const request = { orderId: this.order.orderId, reference: detailsId };
        const handIn = () => world.handInDetails.executeWithOptions(options, [request]);
        await this.#tellRefusal(await this.#step(handIn));
      }
      // One that was asked for meanwhile interrupts no look: none is under way. Asked last: most orders put nothing on record.
    } while (requests.hasRepairs && patched('2026-11-repairs-handed-in-at-once'));
  }

  #step<T>(work: () => Promise<T>): Promise<T> {
    return this.order.requests.retriedOnRequest('organization', work);
  }

  async #tellRefusal(outcome: HandInOutcome): Promise<void> {
    if (outcome.outcome === 'refused') await this.#tell(wordsOfReason(outcome));
  }

  async #tell(reason: Bilingual | undefined): Promise<void> {
    this.#reason = reason;
    await this.order.progress.tell('organization', reason);
  }

  /** The last step of the way ends the check; after an earlier one the way goes on. */
  async #leave(steps: readonly OrganizationStep[]): Promise<Proof> {
    const last = ORGANIZATION_RULES[this.terms.way].steps.at(-1);
    if (last !== undefined && steps.includes(last)) return await this.#done();
    return VALID;
  }

  async #done(): Promise<Proof> {
    this.#isValid = true;
    await this.order.progress.rest('organization', 'done');
    return VALID;
  }

  async #waitOn(wait: OrganizationWait, reason?: Bilingual): Promise<StartedWait> {
    this.#reason = reason;
    this.#wait = await this.order.progress.waitOnTrack('organization', wait, this.terms.waits, reason);
    return this.#wait;
  }

  async #orExpired(work: () => Promise<Proof>): Promise<Proof> {
    try {
      return await work();
    } catch (error) {
      if (ranOutOfTime(error) && this.#wait) return notInTime(this.#wait);
      throw error;
    }
  }
}

const VALID: Proof = { outcome: 'valid' };

function notInTime({ wait }: StartedWait): Proof {
  return { outcome: 'expired', reason: ORDER_ENDS.organizationNotValidated(wait) };
}
