/** Where spans are noted; without a collector, a word that does nothing. */
import type { Context } from '@temporalio/activity';

export interface Event {
  /** Public words: what was asked of whom. */
  readonly name: string;
  /** As `kindOf` names it, or `answered`, `done`, a verdict. */
  readonly outcome: string;
  /** Milliseconds since the epoch, as `ended`. */
  readonly began: number;
  readonly ended: number;
}

export interface Tracing {
  /** An attempt of a step begins; call what it returns at its end. */
  begin(context: Context, began: number): (outcome: string, ended: number) => void;
  /** What happened within a step; outside of any it is not noted. */
  within(context: Context | undefined, event: Event): void;
}

export const NO_TRACING: Tracing = { begin: () => () => undefined, within: () => undefined };
