/** What a run leaves in Temporal: events, bytes, activities; read from its history. */
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

export interface HistoryFacts {
  readonly events: number;
  /** As the server counts them for its limit. */
  readonly bytes: number;
  readonly remoteActivities: number;
  readonly localActivities: number;
  /** L and R, in the order they were done. */
  readonly shape: string;
}

// CommonJS: it has no named exports for Node.
const { EventType } = proto.temporal.api.enums.v1;

export async function historyFacts(client: Client, workflowId: string): Promise<HistoryFacts> {
  const handle = client.workflow.getHandle(workflowId);
  const [{ historySize, historyLength }, { events }] = await Promise.all([
    handle.describe(),
    handle.fetchHistory(),
  ]);
  const shape = (events ?? []).map(({ eventType, markerRecordedEventAttributes: marker }) => {
    if (eventType === EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) return 'R';
    return marker?.markerName === 'core_local_activity' ? 'L' : '';
  });
  return {
    events: historyLength,
    bytes: historySize ?? 0,
    remoteActivities: shape.filter((step) => step === 'R').length,
    localActivities: shape.filter((step) => step === 'L').length,
    shape: shape.join(''),
  };
}
