/** What is to be reached, and whether it was: one mark is one line of the table. */
import type { TemporalStore } from './options.js';

/** `count` doesn't depend on how busy the machine is, such as events or statements; the others do. */
export type FigureKind = 'count' | 'cost' | 'time' | 'ratio';

export interface Mark {
  /** Unique among all marks; the key of its figure in the JSON. */
  readonly id: string;
  readonly what: string;
  readonly unit: '' | 'ms' | 's' | 'bytes' | 'MB';
  readonly kind: FigureKind;
  /** What release 0.3.0 did on 2 quiet cores, as text: some were measured together. */
  readonly seen: string;
  /** Absent: the figure is told, and judged by nobody. By store where a database asks for another one. */
  readonly reach?: Reach | Readonly<Record<TemporalStore, Reach>>;
}

export type Reach = { readonly atLeast: number } | { readonly atMost: number };

export type Verdict = 'met' | 'missed' | 'not believed' | 'not measured' | 'told';

/** `disbelief`: why the machine was not quiet enough. */
export function verdictOf(
  mark: Mark,
  figure: number | undefined,
  store: TemporalStore,
  disbelief: string | undefined,
): Verdict {
  if (figure === undefined || Number.isNaN(figure)) return 'not measured';
  if (disbelief !== undefined && mark.kind !== 'count') return 'not believed';
  const reach = reachOn(mark, store);
  if (!reach) return 'told';
  return isReached(reach, figure) ? 'met' : 'missed';
}

export function reachOn({ reach }: Mark, store: TemporalStore): Reach | undefined {
  if (!reach) return undefined;
  return 'sqlite' in reach ? reach[store] : reach;
}

function isReached(reach: Reach, figure: number): boolean {
  return 'atLeast' in reach ? figure >= reach.atLeast : figure <= reach.atMost;
}

export function reachText(reach: Reach | undefined, unit: Mark['unit']): string {
  if (!reach) return '';
  const text = 'atLeast' in reach ? `≥ ${reach.atLeast}` : `≤ ${reach.atMost}`;
  return unit ? `${text} ${unit}` : text;
}
