/** Control of every name is shown: published or explained, looked at, put to the CA; repaired in place on request. */
import { isPublishedByUs, type ValidationMethod } from '../../domain/catalogue/words.js';
import { ORDER_ENDS, ORDER_REASONS } from '../../domain/orders/reason-texts.js';
import { sentences, wordsOfReason } from '../../domain/told.js';
import type { OrderTerms, Submission } from '../../domain/orders/terms.js';
import { namesInShort } from '../../domain/orders/workflow-metadata.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { BY_HAND_WAIT, FIRST_WAIT } from '../../domain/control/turn.js';
import type { OrderWait, StartedWait } from '../../domain/waits.js';
import type { ConfirmOutcome, ConfirmRequest } from '../activity-contract/control.js';
import type { PublishedOutcome } from '../activity-contract/orders.js';
import { isLasting, type LastingFailure } from '../activity-contract/manner.js';
import { FIRST_LOOK_STEP, PATIENT_STEP, WORLD_STEP } from '../activity-options.js';
import { looked } from '../asked-looks.js';
import type { OrderStatus } from '../messages.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { patient, ranOutOfTime, within, world } from '../steps.js';
import type { Proof } from './proof.js';

export async function proveDomainControl(order: OrderInProgress, submission: Submission): Promise<Proof> {
  const { terms } = submission;
  const { progress, requests } = order;
  if (order.domainReused) return await proven(order);
  if (progress.status.validations.length === 0 && !(await obtainLate(order, submission)))
    return NOT_SHOWN_IN_TIME;
  let method = methodOf(progress.status);
  let wait = await progress.waitOnTrack('domain', FIRST_WAIT[method], terms.waits, order.lostProof);
  let unpublished = true;
  let isAsked = false;

  for (;;) {
    const asked = requests.takeMethod();
    if (asked && asked !== method) {
      await renewValidations(order, asked, wait);
      method = asked;
      wait = await progress.waitOnTrack('domain', FIRST_WAIT[method], terms.waits);
      unpublished = true;
      // Yet another method may have been asked for meanwhile.
      continue;
    }
    const { validations } = progress.status;
    const outcome = await requests.interruptible('domain', async () => {
      let after: LastingFailure | undefined;
      if (unpublished && progress.untold !== undefined) {
        const quiet = await publishAndConfirm(order, terms, wait);
        if (!isLasting(quiet)) return quiet;
        progress.announce();
        unpublished = quiet.published !== true;
        after = quiet.after;
      }
      if (unpublished) await publish(order, validations, wait);
      unpublished = false;
      return await confirm(order, terms.randomValueDays, wait, { isAsked: isAsked && !after, after });
    });

    const wasAsked = isAsked;
    isAsked = outcome === 'interrupted';
    if (outcome === 'interrupted') continue;
    if (outcome.outcome === 'valid') {
      order.settledAsAsked ||= wasAsked;
      return await proven(order);
    }
    if (outcome.outcome === 'deadline-passed') return NOT_SHOWN_IN_TIME;
    order.changes += 1;
    if (outcome.outcome === 'ball-passed') {
      wait = await progress.waitOnTrack('domain', outcome.to, terms.waits, wordsOfReason(outcome));
      unpublished = isAboutProof(outcome.to, method) && order.has('2026-11-publish-again');
    } else {
      await renewValidations(order, method, wait);
      // Whoever has shown control before is told first why that is not enough any more.
      wait = await progress.announceAnew(
        sentences([...(order.lostProof ? [order.lostProof] : []), ORDER_REASONS.randomValueReplaced]),
      );
      unpublished = true;
    }
  }
}

/**
 * What is to be shown, of a CA that says it only after another step of the order, such as a letter: the time for that step is
 * people's. False where the CA did not say it in time.
 */
async function obtainLate(order: OrderInProgress, { terms, validationMethod }: Submission): Promise<boolean> {
  const { waits } = terms;
  const { deadlineDays } = waits[BY_HAND_WAIT[validationMethod]];
  const patientWaits = { ...waits, 'ca-validation': { ...waits['ca-validation'], deadlineDays } };
  const wait = await order.progress.waitOnTrack('domain', 'ca-validation', patientWaits);
  try {
    await renewValidations(order, validationMethod, wait);
    return true;
  } catch (error) {
    if (ranOutOfTime(error)) return false;
    throw error;
  }
}

/**
 * Where the proof is missing once more, it is published once more: an alias that was in its way may be gone, or lead into a
 * zone of ours now.
 */
function isAboutProof(wait: OrderWait, method: ValidationMethod): boolean {
  const isAutomatic = FIRST_WAIT[method] !== BY_HAND_WAIT[method];
  return isAutomatic && (wait === FIRST_WAIT[method] || wait === BY_HAND_WAIT[method]);
}

const NOT_SHOWN_IN_TIME: Proof = { outcome: 'expired', reason: ORDER_ENDS.controlNotShown };

async function proven({ progress }: OrderInProgress): Promise<Proof> {
  await progress.rest('domain', 'done');
  return { outcome: 'valid' };
}

function methodOf({ orderId, validations: [first] }: OrderStatus): ValidationMethod {
  if (!first) throw new Error(`Order ${orderId} was placed without validations.`);
  return first.method;
}

/** What was published for the old values is removed when the order ends: a provider that refuses must not stop a repair. */
async function renewValidations(
  { orderId, progress, requests }: OrderInProgress,
  method: ValidationMethod,
  wait: StartedWait,
): Promise<void> {
  const options = within(wait, WORLD_STEP, `random values for ${method}`);
  progress.validations = await requests.retriedOnRequest('domain', () =>
    world.obtainValidations.executeWithOptions(options, [{ orderId, method }]),
  );
}

async function publish(
  order: OrderInProgress,
  validations: readonly DomainValidation[],
  wait: StartedWait,
): Promise<void> {
  if (!validations.some(({ method }) => isPublishedByUs(method))) return;
  order.publicationBegan = true;
  const options = within(wait, WORLD_STEP, 'publish what the CA will look for');
  await world.publishValidations.executeWithOptions(options, [{ orderId: order.orderId, validations }]);
}

/** While nobody was told of the wait: all in one step, which passes the ball where the CA is satisfied at once. */
async function publishAndConfirm(
  order: OrderInProgress,
  { waits, randomValueDays }: OrderTerms,
  wait: StartedWait,
): Promise<PublishedOutcome> {
  const { progress } = order;
  order.publicationBegan = true;
  const next = progress.nextTurn(waits, 'ca-issuance');
  const request = { ...lookAt(order, randomValueDays, wait), next, quietly: progress.untold };
  const options = within(wait, FIRST_LOOK_STEP, `publish, and ${summaryOf(order)}`);
  const outcome = await world.publishAndConfirm.executeWithOptions(options, [request]);
  if (next && 'next' in outcome && outcome.next) progress.pass(next, outcome.next);
  return outcome;
}

async function confirm(
  order: OrderInProgress,
  randomValueDays: number,
  wait: StartedWait,
  { isAsked, after }: { readonly isAsked: boolean; readonly after: LastingFailure | undefined },
): Promise<ConfirmOutcome> {
  try {
    return await looked(isAsked, order, ({ request, isExpectedAtOnce }) => {
      const options = within(wait, PATIENT_STEP, summaryOf(order), { isExpectedAtOnce });
      const look = { ...lookAt(order, randomValueDays, wait), after, ...request };
      return patient.confirmDomainControl.executeWithOptions(options, [look]);
    });
  } catch (error) {
    if (ranOutOfTime(error)) return { outcome: 'deadline-passed' };
    throw error;
  }
}

function lookAt(
  { orderId, progress, changes }: OrderInProgress,
  randomValueDays: number,
  wait: StartedWait,
): ConfirmRequest {
  return { orderId, validations: progress.status.validations, wait, randomValueDays, changes };
}

function summaryOf({ progress }: OrderInProgress): string {
  return `domain control of ${namesInShort(progress.status.validations.map(({ name }) => name))}`;
}
