/** How event streams stand in the OpenAPI document: what each takes, and what goes over the wire. */
import { z } from 'zod';
import { EVENT_SUBJECTS } from '../../domain/orders/events.js';
import { PROBLEM_ANSWERS } from '../problem.js';
import { OrderSummary } from '../v1/answers/orders.js';
import { ORDER } from '../v1/requests.js';

export const STREAM_TYPE = 'text/event-stream';

/** Components of the document, which the words of `STREAM` name: no media type of OpenAPI 3.1 says what each event brings. */
export const STREAM_BEGIN = z
  .object({
    order: OrderSummary.nullable().meta({
      description: 'The order that is watched, as it stands; null where several are.',
    }),
  })
  .meta({ id: 'StreamBegin', description: 'The data of `ready` and `reset`.' });

export const ORDER_EVENT = z
  .object({
    event: z.string().meta({
      description:
        'The same event has the same number, however often it is told; of one order the later one has the greater number.',
    }),
    at: z.string().meta({ description: 'ISO 8601, UTC.' }),
    what: z.enum(EVENT_SUBJECTS),
    account: z.string(),
    orderId: z.string(),
    revocationId: z.string().nullable().meta({ description: 'Of a request to revoke: its id.' }),
    state: z.string().nullable().meta({
      description:
        'Where it (the order, or the request to revoke) stood after this change; null where that is not what changed.',
    }),
    waits: z.array(z.string()).nullable().meta({
      description:
        'What it waited for from then on; in an inbox what waits on people: empty where it has left. Null as `state`.',
    }),
    order: OrderSummary.nullable().meta({
      description: 'The order as it stands now, which may be later; null for whoever sees waits only.',
    }),
  })
  .meta({
    id: 'OrderEvent',
    description: `The data of \`${EVENT_SUBJECTS.join('`, `')}\`, and, in an inbox, \`inbox\`.`,
  });

const STREAM = z.string().meta({
  contentMediaType: STREAM_TYPE,
  description:
    'Server-sent events (HTML, section 9.2) until either side ends them. `ready` and `reset` bring a `StreamBegin`, all others an `OrderEvent`, as JSON; other names may come with a later version.',
});

const RESUMED = z.object({
  'last-event-id': z.string().optional().meta({
    description:
      'The id of the last event that was taken: what was missed since then is told first, or `reset` where that can not be told any more.',
  }),
});

const RESUMED_BY_QUERY = z.strictObject({
  lastEventId: z.string().optional().meta({ description: 'For whoever can set no header' }),
});

export interface DescribedStream {
  readonly operationId: string;
  readonly summary: string;
  readonly isOfOrder?: boolean;
}

/** As fastify's routes state it. */
export function describedStream({ operationId, summary, isOfOrder = false }: DescribedStream) {
  return {
    tags: ['events'],
    operationId,
    summary,
    params: isOfOrder ? ORDER : z.strictObject({}),
    querystring: RESUMED_BY_QUERY,
    headers: RESUMED,
    response: {
      200: { description: 'The stream', content: { [STREAM_TYPE]: { schema: STREAM } } },
      ...PROBLEM_ANSWERS,
    },
  };
}
