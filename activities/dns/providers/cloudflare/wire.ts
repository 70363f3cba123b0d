/** Cloudflare's answers as they come over the wire: its envelope, zones and DNS records of API v4. */
import { z } from 'zod';
import { WIRE_CHARACTERS } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_ENTRIES } from '../../../../domain/control/dns-services.js';
import { identifier } from '../../../wire.js';

const name = z.string().max(WIRE_CHARACTERS.name);

export const WireZones = z.object({
  result: z.array(z.object({ id: identifier(), name })).max(DNS_SERVICE_ENTRIES.recordsAtName),
  result_info: z.object({ page: z.number(), total_pages: z.number() }),
});

export const WireRecords = z.object({
  result: z
    .array(z.object({ id: identifier(), type: identifier(), name, content: z.string().max(8_192) }))
    .max(DNS_SERVICE_ENTRIES.recordsAtName),
});

export const WireErrors = z.object({ errors: z.array(z.object({ code: z.number() })).max(20) });
