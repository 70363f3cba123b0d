/** Lists that come in pages: all of them, up to what is still a list and not a fault. */
import { DNS_SERVICE_ENTRIES } from '../../../domain/control/dns-services.js';
import type { ServiceTroubles } from './troubles.js';

export interface Page<Entry, Place> {
  readonly entries: readonly Entry[];
  /** Where the next page begins; undefined: there is none. */
  readonly next?: Place | undefined;
}

/** `first`: where the list begins. Throws OrderFailure where it does not end. */
export async function allPages<Entry, Place>(
  troubles: ServiceTroubles,
  action: string,
  first: Place,
  ask: (place: Place) => Promise<Page<Entry, Place>>,
): Promise<Entry[]> {
  const all: Entry[] = [];
  let place: Place | undefined = first;
  for (let pages = 0; place !== undefined; pages += 1) {
    if (pages === DNS_SERVICE_ENTRIES.pages || all.length > DNS_SERVICE_ENTRIES.zones)
      throw troubles.tooMuch(action);
    const page: Page<Entry, Place> = await ask(place);
    all.push(...page.entries);
    place = page.next;
  }
  return all;
}
