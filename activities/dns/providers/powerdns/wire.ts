/** The answers of PowerDNS Authoritative's HTTP API as they come over the wire (doc.powerdns.com/authoritative/http-api). */
import { z } from 'zod';
import { WIRE_CHARACTERS } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_ENTRIES } from '../../../../domain/control/dns-services.js';
import { identifier } from '../../../wire.js';

/** As master files write it, each octet with four characters at most. */
const name = z.string().max(4 * WIRE_CHARACTERS.name);
/** 65,535 octets at most, each of which may be written with four characters. */
const content = z.string().max(4 * 65_535);

export const WireZones = z
  .array(z.object({ id: identifier(), name, kind: identifier() }))
  .max(DNS_SERVICE_ENTRIES.zones);

/** Versions before 4.7 answer with the whole zone, whatever name is asked for. */
export const WireZone = z.object({
  rrsets: z
    .array(
      z.object({
        name,
        type: identifier(),
        ttl: z.number(),
        records: z.array(z.object({ content, disabled: z.boolean() })).max(DNS_SERVICE_ENTRIES.recordsAtName),
      }),
    )
    .max(DNS_SERVICE_ENTRIES.sets),
});
