/** How long a piece of work keeps the event loop from everybody else. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface LoopHolding {
  /** The longest piece, in milliseconds; on a busy machine it has the wait for a core in it. */
  readonly longestPieceMs: number;
}

export async function heldLoop<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly held: LoopHolding }> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  monitor.enable();
  const result = await work();
  monitor.disable();
  return { result, held: { longestPieceMs: monitor.max / 1e6 } };
}
