/** Alibaba Cloud DNS's answers as they come over the wire: version 2015-01-09, an RPC. */
import { z } from 'zod';
import { WIRE_CHARACTERS } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_ENTRIES } from '../../../../domain/control/dns-services.js';
import { identifier } from '../../../wire.js';

const name = z.string().max(WIRE_CHARACTERS.name);

export const WireDomains = z.object({
  TotalCount: z.number(),
  PageSize: z.number(),
  Domains: z.object({
    Domain: z.array(z.object({ DomainName: name })).max(DNS_SERVICE_ENTRIES.recordsAtName),
  }),
});

export const WireRecords = z.object({
  DomainRecords: z.object({
    Record: z
      .array(
        z.object({
          RecordId: identifier(),
          RR: name,
          Type: identifier(),
          Value: z.string().max(4_096),
          Status: z.string().max(WIRE_CHARACTERS.identifier),
          Line: z.string().max(WIRE_CHARACTERS.identifier),
        }),
      )
      .max(DNS_SERVICE_ENTRIES.recordsAtName),
  }),
});

/** What its own client throws: with the service's code. */
export const WireError = z.object({ Code: z.string().max(WIRE_CHARACTERS.identifier) });
