/**
 * A step that finds a record gone is taken again once it is back: a database restored to another moment decides nothing of
 * an order. One wait that adds no history, in the one place where every step passes.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  patched,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { FailureType } from '../domain/failures.js';
import { MISSING_RECORDS, type MissingRecord } from '../domain/missing-records.js';
import { MERGED_ORDER_WORKFLOW } from '../domain/workflow-names.js';
import type { MissingRecordActivities } from './activity-contract/missing-records.js';
import { MISSING_RECORD_STEP } from './activity-options.js';

/** What is missing now, and since when; ISO 8601, UTC. */
export interface MissedRecord {
  readonly missing: MissingRecord;
  readonly since: string;
}

const waiting = proxyActivities<MissingRecordActivities>(MISSING_RECORD_STEP);

/** What is waited for now; two tracks of an order may miss something at once. A workflow has its modules to itself. */
const missed: MissedRecord[] = [];
let tell: (oldest: MissedRecord | undefined) => void = () => undefined;

/** Has the workflow show what is missing: called with the oldest one, and with undefined once all are back. */
export function onMissingRecord(listener: (oldest: MissedRecord | undefined) => void): void {
  tell = listener;
}

type Step = ((...input: never[]) => Promise<unknown>) & {
  executeWithOptions(...input: never[]): Promise<unknown>;
};

/** The same steps; each is taken again where a record was missing. */
export function withRecords<Steps extends object>(steps: Steps): Steps {
  return new Proxy(steps, {
    get: (target, name) => {
      const step = Reflect.get(target, name) as Step;
      const taken = (...input: never[]) => untilRecorded(() => step(...input));
      return Object.assign(taken, {
        executeWithOptions: (...input: never[]) => untilRecorded(() => step.executeWithOptions(...input)),
      });
    },
  });
}

/** Takes a step, and takes it again once a record that it missed is back. */
export async function untilRecorded<Result>(take: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await take();
    } catch (error) {
      const missing = missingRecordIn(error);
      if (!missing || !takenAgain()) throw error;
      await record(missing);
    }
  }
}

/** Merged orders came after this: nothing has to be put on record. */
function takenAgain(): boolean {
  return workflowInfo().workflowType === MERGED_ORDER_WORKFLOW || patched('2026-11-missing-records');
}

async function record(missing: MissingRecord): Promise<void> {
  const miss: MissedRecord = { missing, since: new Date(Date.now()).toISOString() };
  missed.push(miss);
  tell(missed[0]);
  try {
    const options = { summary: `a missing record: ${missing.record}` };
    await waiting.awaitRecord.executeWithOptions(options, [miss]);
  } finally {
    missed.splice(missed.indexOf(miss), 1);
    tell(missed[0]);
  }
}

const MISSING: FailureType = 'RecordMissing';

function missingRecordIn(error: unknown): MissingRecord | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (!(cause instanceof ApplicationFailure) || cause.type !== MISSING) return undefined;
  const [missing] = (cause.details ?? []) as Partial<MissingRecord>[];
  const record = MISSING_RECORDS.find((known) => known === missing?.record);
  return record && missing?.id !== undefined ? { record, id: missing.id } : undefined;
}
