/** Huawei Cloud DNS's answers as they come over the wire (support.huaweicloud.com/api-dns), and its two shapes of errors. */
import { z } from 'zod';
import { WIRE_CHARACTERS } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_ENTRIES } from '../../../../domain/control/dns-services.js';
import { identifier, words } from '../../../wire.js';

const name = z.string().max(WIRE_CHARACTERS.name + 1);
const metadata = z.object({ total_count: z.number() });

export const WireZones = z.object({
  zones: z.array(z.object({ id: identifier(), name })).max(DNS_SERVICE_ENTRIES.recordsAtName),
  metadata,
});

export const WireSets = z.object({
  recordsets: z
    .array(
      z.object({
        id: identifier(),
        name,
        type: identifier(),
        ttl: z.number(),
        records: z.array(z.string().max(4_096)).max(DNS_SERVICE_ENTRIES.recordsAtName),
        status: identifier(),
        line: identifier().optional(),
      }),
    )
    .max(DNS_SERVICE_ENTRIES.recordsAtName),
});

/** Of the service, and of the gateway before it. */
export const WireError = z.union([
  z.object({ code: identifier(), message: words() }),
  z.object({ error_code: identifier(), error_msg: words() }).transform(({ error_code, error_msg }) => ({
    code: error_code,
    message: error_msg,
  })),
]);
