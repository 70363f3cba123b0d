/** What the list is narrowed to: it stands in the address, so that a link, a reload and the way back show the same. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { OrderFilter } from '../reads.js';

/** As the API takes them. */
export const FIELDS = [
  ...(['tab', 'state', 'search', 'party', 'waitingOn', 'brand', 'type'] as const),
  ...(['name', 'alias', 'project', 'tag', 'deadlineBefore'] as const),
];
export type Field = (typeof FIELDS)[number];
export type Changes = Readonly<Partial<Record<Field, string>>>;

export interface Filtering {
  readonly filter: OrderFilter;
  /** Of one field; empty where nothing is asked. */
  readonly valueOf: (field: Field) => string;
  /** An empty value takes the condition away. */
  readonly change: (changes: Changes) => void;
  /** The address of the list with these changes. */
  readonly linkTo: (changes: Changes) => string;
}

export function useFilter(): Filtering {
  const [address, setAddress] = useSearchParams();
  const filter = useMemo(() => {
    const given = FIELDS.flatMap((field) => {
      const value = address.getAll(field).join(',');
      return value === '' ? [] : [[field, value] as const];
    });
    // What none of them can be, the server says.
    return Object.fromEntries(given);
  }, [address]);
  const change = useCallback(
    (changes: Changes) => setAddress((before) => changed(before, changes)),
    [setAddress],
  );
  const linkTo = useCallback(
    (changes: Changes) => `/orders?${changed(address, changes).toString()}`,
    [address],
  );
  const valueOf = useCallback((field: Field) => address.getAll(field).join(','), [address]);
  return { filter, valueOf, change, linkTo };
}

function changed(before: URLSearchParams, changes: Changes): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [field, value] of Object.entries(changes)) {
    if (value === '') after.delete(field);
    else after.set(field, value);
  }
  return after;
}
