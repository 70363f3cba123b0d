/** What a piece of work costs the process that does it, and how long it keeps the event loop from everybody else. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

export interface TimedWork {
  readonly wallMs: number;
  /** Of this process: Postgres's is beside it. */
  readonly cpuMs: number;
  /** The longest piece, in milliseconds; on a busy machine it has the wait for a core in it. */
  readonly longestPieceMs: number;
}

export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly took: TimedWork }> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const begin = performance.now();
  monitor.enable();
  const result = await work();
  monitor.disable();
  const wallMs = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { result, took: { wallMs, cpuMs: (user + system) / 1000, longestPieceMs: monitor.max / 1e6 } };
}
