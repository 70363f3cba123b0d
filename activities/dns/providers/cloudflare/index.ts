/** Cloudflare by its API v4. It keeps single records. */
import type { ValidationRecord } from '../../../../domain/control/validations.js';
import type { DnsService } from '../../dns-provider.js';
import { plainName } from '../../record-values.js';
import { ttlFor } from '../../service/dns-door.js';
import { createSingleRecordProvider } from '../../service/single-records.js';
import { quotedStrings, unquotedStrings } from '../../service/text-strings.js';
import { unless } from '../../service/troubles.js';
import { zoneNamed } from '../../service/zones-listed.js';
import { CloudflareClient, type CloudflareAccess } from './client.js';
import { EXISTS, GONE } from './troubles.js';

export interface CloudflareSettings extends CloudflareAccess {
  readonly ttlSeconds?: number | undefined;
}

/** An id that no record has: who may delete it is told that it is not there, who may not is told that. */
const NO_RECORD = '0'.repeat(32);

export function createCloudflareProvider(settings: CloudflareSettings): DnsService {
  const client = new CloudflareClient(settings);
  return createSingleRecordProvider({
    service: 'cloudflare',
    async zones() {
      return (await client.zones()).map(({ id, name }) => ({ id, name: zoneNamed(name) }));
    },
    tryChange: (zone) => unless(GONE, () => client.delete(zone.id, NO_RECORD)),
    async recordsAt(zone, name) {
      const records = await client.recordsAt(zone.id, plainName(name));
      return records
        .filter((record) => plainName(record.name) === plainName(name))
        .map(({ id, type, content }) => ({
          id,
          type,
          value: type === 'TXT' ? unquotedStrings(content) : content,
        }));
    },
    create: (zone, record) =>
      unless(EXISTS, () => client.create(zone.id, wireRecord(record, settings.ttlSeconds))),
    delete: (zone, id) => unless(GONE, () => client.delete(zone.id, id)),
  });
}

/** A proxied CNAME would be answered with addresses, which no CA looks for. */
function wireRecord({ type, name, value }: ValidationRecord, ttlSeconds: number | undefined): object {
  return {
    type,
    name: plainName(name),
    content: type === 'TXT' ? quotedStrings(value) : plainName(value),
    ttl: ttlFor('cloudflare', ttlSeconds),
    proxied: false,
  };
}
