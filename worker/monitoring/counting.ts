/** Where counted things are noted: one narrow door, so that who counts knows neither OpenTelemetry nor who listens. */
import type { COUNTED } from './metrics.js';

export type Counted = keyof typeof COUNTED;
export type LabelsOf<Name extends Counted> = Readonly<
  Record<(typeof COUNTED)[Name]['labels'][number], string>
>;

export interface Counting {
  /** Counts one; of a histogram, notes `seconds`. */
  note<Name extends Counted>(name: Name, labels: LabelsOf<Name>, seconds?: number): void;
}
