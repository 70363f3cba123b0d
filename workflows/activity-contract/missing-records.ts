/** What a restored database has lost. */
import type { MissingRecord } from '../../domain/missing-records.js';

/** Remote: waits. */
export interface MissingRecordActivities {
  /** Waits by its own retries until the record is there again; it has no deadline. Reads records only. */
  awaitRecord(request: AwaitRecordRequest): Promise<void>;
}

export interface AwaitRecordRequest {
  readonly missing: MissingRecord;
  /** Since when it is waited for; ISO 8601, UTC. */
  readonly since: string;
}
