/** What the demo can show on a stack: two orders, or one of every brand's way. */
import type { StackAddresses } from '../../config/stack-file.js';
import type { Bilingual } from '../../domain/bilingual.js';
import type { CommandLine } from './command-line.js';
import type { Timeline } from './timeline.js';

export interface DemoWorld {
  readonly commands: CommandLine;
  readonly timeline: Timeline;
  readonly stack: StackAddresses;
  /** Ends the demo with this reason. */
  readonly giveUp: (reason: unknown) => void;
}

export interface Performance {
  /** From a ready stack to the last certificate: far more than any machine needs; a demo that hangs must say so. */
  readonly withinMs: number;
  /** What can be said at the end, as the first half of a sentence. */
  readonly done: Bilingual;
  /** Throws the reason why not everything was issued and verified. */
  run(world: DemoWorld): Promise<void>;
}
