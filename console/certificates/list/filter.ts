/** What the list is narrowed to: it stands in the address, so that a link, a reload and the way back show the same. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { CertificateFilter } from '../reads.js';

/** As the API takes them. */
export const SEARCHED = ['search', 'tag', 'project', 'expiresBefore'] as const;
export type Searched = (typeof SEARCHED)[number];

const IN_ADDRESS = ['state', ...SEARCHED] as const;

export interface Filtering {
  readonly filter: CertificateFilter;
  /** Of one field; empty where nothing is asked. */
  readonly valueOf: (field: 'state' | Searched) => string;
  /** Of the same list with this state, or with any. */
  readonly addressOf: (state: string) => string;
  readonly change: (changes: Readonly<Partial<Record<'state' | Searched, string>>>) => void;
}

export function useFilter(): Filtering {
  const [address, setAddress] = useSearchParams();
  const filter = useMemo(() => {
    const given = IN_ADDRESS.flatMap((field) => {
      const value = address.get(field);
      return value === null || value === '' ? [] : [[field, value] as const];
    });
    // What none of them can be, the server says.
    return Object.fromEntries(given);
  }, [address]);
  const change = useCallback(
    (changes: Readonly<Partial<Record<'state' | Searched, string>>>) => {
      setAddress((before) => {
        const after = new URLSearchParams(before);
        for (const [field, value] of Object.entries(changes)) {
          if (value === '') after.delete(field);
          else after.set(field, value);
        }
        return after;
      });
    },
    [setAddress],
  );
  const valueOf = useCallback((field: string) => address.get(field) ?? '', [address]);
  const addressOf = useCallback(
    (state: string) => {
      const there = new URLSearchParams(address);
      if (state === '') there.delete('state');
      else there.set('state', state);
      const query = there.toString();
      return query === '' ? '/certificates' : `/certificates?${query}`;
    },
    [address],
  );
  return { filter, valueOf, addressOf, change };
}
