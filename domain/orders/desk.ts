/** The operator's desk: into which ages waits are sorted, so that what has stood for long is seen at once. The house's own. */

/** Whole days since a wait began, each up to the next one's beginning; the last one has no end. */
export const DESK_AGES = [0, 1, 3, 7, 14] as const;

/** Days at which a new age begins, for the database to sort by. */
export const DESK_AGE_STEPS: readonly number[] = DESK_AGES.slice(1);

/** One age, in days; `to` is not in it, null: without an end. */
export interface DeskAge {
  readonly fromDays: number;
  readonly toDays: number | null;
}

export function deskAges(): DeskAge[] {
  return DESK_AGES.map((fromDays, index) => ({ fromDays, toDays: DESK_AGES[index + 1] ?? null }));
}
