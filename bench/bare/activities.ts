/** Activities that do nothing: what is left is the cost of durable execution itself. */
export interface BareActivities {
  localStep(runId: string): Promise<void>;
  remoteStep(runId: string): Promise<void>;
}

export function createBareActivities(): BareActivities {
  return { localStep: () => Promise.resolve(), remoteStep: () => Promise.resolve() };
}
