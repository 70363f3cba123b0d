/** How long each kind of step may take and how it is tried again. Whole profiles, one comment each. */
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * Our own database and CPU: short, and tried again a few times. Then it goes on as `RECORD_STEP`. A minute is for an RSA 4096
 * key on a busy machine.
 */
export const LOCAL_STEP: LocalActivityOptions = {
  startToCloseTimeout: '1 minute',
  localRetryThreshold: '1 minute',
  retry: {
    initialInterval: '200 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '30 seconds',
    maximumAttempts: 4,
  },
};

/** The same step where the database is away, or does not take it: tried for as long as it takes, outside the history. */
export const RECORD_STEP: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** Without a sign of life for this long, the worker is taken for dead and the step is tried elsewhere. */
const LOST_AFTER = '15 seconds';

/**
 * One request to the CA, or one per name to a DNS provider; tried again until the wait that it belongs to ends. Where the
 * order is withdrawn meanwhile, the attempt under way is waited for: what arrives late could not be undone any more.
 */
export const WORLD_STEP: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: LOST_AFTER,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '15 minutes' },
};

/**
 * A wait: the activity itself says when it wants to look again (its failure carries the delay), so this policy only
 * speaks when the world broke. Five minutes are for a hundred names behind slow resolvers.
 */
export const PATIENT_STEP: ActivityOptions = {
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: LOST_AFTER,
  retry: { initialInterval: '2 seconds', backoffCoefficient: 1.5, maximumInterval: '15 minutes' },
};

/** What the CA looks for is published, and looked at once: as long as either may take, waited for as a publication is. */
export const FIRST_LOOK_STEP: ActivityOptions = { ...WORLD_STEP, startToCloseTimeout: '5 minutes' };

/**
 * A wait for money. An attempt under way when the order is withdrawn is waited for: what it sets aside late could not be
 * given back any more.
 */
export const PAYMENT_STEP: ActivityOptions = {
  ...PATIENT_STEP,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
};

/** One notice on one channel. The activity says when it wants to try again, and when it gives up. */
export const DELIVERY_STEP: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: LOST_AFTER,
  retry: { initialInterval: '30 seconds', backoffCoefficient: 2, maximumInterval: '1 hour' },
};

/** A wait for a record that is gone. The activity says when it looks again; there is no deadline. */
export const MISSING_RECORD_STEP: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: LOST_AFTER,
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** What was done is undone as long as it takes: no deadline. */
export const COMPENSATION_STEP: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: LOST_AFTER,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 hour' },
};

/** An operator waits for the answer: what is not there after a few tries is told as it is. */
export const STORES_STEP: ActivityOptions = {
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: LOST_AFTER,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 4 },
};

/** Somebody waits for the answer, and can do without it. */
export const FUNDS_STEP: ActivityOptions = {
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '8 seconds',
  retry: { maximumAttempts: 2 },
};

/** Somebody waits for the answer: one try, for as long as a service takes that answers slowly. */
export const TRIAL_STEP: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '40 seconds',
  heartbeatTimeout: LOST_AFTER,
  retry: { maximumAttempts: 2 },
};

/** Somebody waits for the answer: DNS and web of one name, each within the limits of one look. */
export const PREFLIGHT_STEP: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '90 seconds',
  heartbeatTimeout: LOST_AFTER,
  retry: { maximumAttempts: 2 },
};

/** Somebody waits for the answer: a look at two names, or a question to a DNS service. */
export const DELEGATION_STEP: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '45 seconds',
  heartbeatTimeout: LOST_AFTER,
  retry: { maximumAttempts: 2 },
};

/**
 * How long past its wait's deadline an activity is kept alive, so that the activity's own last look ends the wait and
 * the server, which gives up before a retry that would come too late, does not.
 */
export const DEADLINE_GRACE_MS = 2 * 60 * 60 * 1000;
