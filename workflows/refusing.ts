/** How a workflow refuses a request: before it leaves an event, in the words that the client reads. */
import { ApplicationFailure } from '@temporalio/workflow';
import { refusalDetails, type RefusalDetails, type RefusalWords } from '../domain/refusals.js';

/** What is not asked for at the right time. */
export function refuseInThisState(words: RefusalWords): never {
  refuse(refusalDetails('RefusedInThisState', words));
}

export function refuse(details: RefusalDetails): never {
  throw ApplicationFailure.create({
    type: details.code,
    message: details.message,
    nonRetryable: true,
    details: [details],
  });
}
