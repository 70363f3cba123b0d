/** What orders are looked for by, in an address: of the list, and of the table made of it. */
import { z } from 'zod';
import { BRANDS, CERTIFICATE_TYPES } from '../../domain/catalogue/words.js';
import { ORDER_STATES, type OrderState } from '../../domain/orders/states.js';
import { ORDER_TABS } from '../../domain/orders/tabs.js';
import { PARTIES, WAITS } from '../../domain/waits.js';
import { LABEL_FILTER, severalIn, severalOf, tagIn } from './requests.js';

export const ORDER_FILTER = {
  state: severalOf(ORDER_STATES, 'Where it stands'),
  tab: z.enum(ORDER_TABS).optional().meta({ description: 'Under which of the tabs that people know' }),
  waitingOn: z.enum(WAITS).optional(),
  party: z.enum(PARTIES).optional().meta({ description: 'Whose turn it is, of either proof' }),
  brand: z.enum(BRANDS).optional(),
  type: z.enum(CERTIFICATE_TYPES).optional(),
  name: z.string().optional().meta({ description: 'One of the ordered names' }),
  search: z.string().optional().meta({ description: "Part of a name or of the alias, or an id's beginning" }),
  deadlineBefore: z
    .string()
    .optional()
    .meta({ description: 'A day or an instant, ISO 8601: a turn of now ends before' }),
  ...LABEL_FILTER,
};

interface AskedFilter {
  readonly state?: readonly OrderState[] | string | undefined;
  readonly tag?: string | undefined;
}

/** As the client takes it. */
export function filterIn<Asked extends AskedFilter>({ state, tag, ...filter }: Asked) {
  const states = severalIn(state);
  return { ...filter, ...(states && { state: states }), ...(tag !== undefined && { tag: tagIn(tag) }) };
}
