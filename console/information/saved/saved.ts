/** A kind of thing that is saved for later orders (companies, people): where its pages are, and how it is read and written. */
import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { knownBy } from '../../api/client.js';
import type { ListPage } from '../../parts/paged.js';
import type { Typed } from '../../parts/form.js';
import type { Changes } from '../changes.js';

export interface SavedThing<Details> {
  readonly id: string;
  readonly details: Details;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

type Known = ReturnType<typeof knownBy>;

export interface SavedKind<Details extends object, Thing extends SavedThing<Details>> {
  /** The address of its list; a new one and each one are below it. */
  readonly place: string;
  /** As the session tells what somebody may. */
  readonly operations: 'companies' | 'contacts';
  /** Of all that is read of it. */
  readonly key: QueryKey;
  readonly page: (after: string | null) => Promise<ListPage<Thing>>;
  readonly read: (id: string) => Promise<Thing>;
  readonly nameOf: (details: Details) => string;
  readonly add: (details: Details, known: Known) => Promise<unknown>;
  readonly edit: (id: string, changes: Changes<Details>, known: Known) => Promise<unknown>;
  readonly remove: (id: string, known: Known) => Promise<unknown>;
  readonly fields: (details?: Details) => ReactNode;
  /** What is wrong with it, the server says. */
  readonly typedIn: (typed: Typed) => Details;
}
