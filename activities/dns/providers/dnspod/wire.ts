/** DNSPod's answers as they come over the wire: version 2021-03-23, what stands within `Response`. */
import { z } from 'zod';
import { WIRE_CHARACTERS } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_ENTRIES } from '../../../../domain/control/dns-services.js';

const name = z.string().max(WIRE_CHARACTERS.name);

export const WireDomains = z.object({
  /** `Punycode`: the name in ASCII. */
  DomainList: z
    .array(z.object({ DomainId: z.number(), Name: name, Punycode: name }))
    .max(DNS_SERVICE_ENTRIES.recordsAtName),
});

export const WireRecords = z.object({
  RecordList: z
    .array(
      z.object({
        RecordId: z.number(),
        Name: name,
        Type: z.string().max(WIRE_CHARACTERS.identifier),
        Value: z.string().max(4_096),
        Status: z.string().max(WIRE_CHARACTERS.identifier),
        LineId: z.string().max(WIRE_CHARACTERS.identifier),
      }),
    )
    .max(DNS_SERVICE_ENTRIES.recordsAtName),
});
