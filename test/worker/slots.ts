/** What the SDK hands to a supplier of slots, where a test asks for one in its place. */
export const CONTEXT = {
  slotType: 'activity',
  taskQueue: 'q',
  workerIdentity: 'w',
  workerBuildId: '',
  isSticky: false,
} as const;
export const RELEASE = { permit: {} };
