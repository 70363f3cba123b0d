/** Companies and managers: what the account has saved, by their numbers. */
import type { Person } from '../../../domain/organization/form.js';

interface SavedList<Details> {
  page(request: { readonly limit?: number; readonly after?: string }): Promise<{
    readonly items: readonly SavedItem<Details>[];
    readonly next: string | null;
  }>;
}

export interface SavedItem<Details> {
  readonly id: string;
  readonly details: Details;
  readonly createdAt: string;
}

/** All of them, newest first: an account saves a few. */
export async function everySaved<Details = Person>(of: SavedList<Details>): Promise<SavedItem<Details>[]> {
  const all: SavedItem<Details>[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await of.page({ limit: 1000, ...(after !== undefined && { after }) });
    all.push(...page.items);
    after = page.next;
  }
  return all;
}
