/** Alibaba Cloud DNS, version 2015-01-09, default line. It keeps single records. */
import type { DnsService } from '../../dns-provider.js';
import { plainName } from '../../record-values.js';
import { ttlFor } from '../../service/dns-door.js';
import { createSingleRecordProvider } from '../../service/single-records.js';
import { unless } from '../../service/troubles.js';
import { hostWithin, zoneNamed } from '../../service/zones-listed.js';
import { AlidnsClient, type AlidnsAccess } from './client.js';
import { EXISTS, GONE } from './troubles.js';

export interface AlidnsSettings extends AlidnsAccess {
  readonly ttlSeconds?: number | undefined;
}

const DEFAULT_LINE = 'default';

/** An id that no record has: who may delete it is told so, who may not is told that. */
const NO_RECORD = '1';

export function createAlidnsProvider(settings: AlidnsSettings): DnsService {
  const client = new AlidnsClient(settings);
  return createSingleRecordProvider({
    service: 'alidns',
    async zones() {
      // It calls a zone by its name, as it writes it.
      const domains = await client.domains();
      return domains.map(({ DomainName }) => ({ id: DomainName, name: zoneNamed(DomainName) }));
    },
    tryChange: () => unless(GONE, () => client.delete(NO_RECORD)),
    async recordsAt(zone, name) {
      const host = hostWithin(zone.name, name);
      // `@.example.com` would be a name of its own.
      const records = await client.recordsAt(zone.id, host === '@' ? zone.id : `${host}.${zone.id}`);
      return records
        .filter(({ RR }) => plainName(RR) === host)
        .filter(({ Status, Line }) => Status.toUpperCase() === 'ENABLE' && Line === DEFAULT_LINE)
        .map(({ RecordId, Type, Value }) => ({ id: RecordId, type: Type, value: Value }));
    },
    create: (zone, { type, name, value }) =>
      unless(EXISTS, () =>
        client.create({
          DomainName: zone.id,
          RR: hostWithin(zone.name, name),
          Type: type,
          Value: type === 'CNAME' ? plainName(value) : value,
          TTL: ttlFor('alidns', settings.ttlSeconds),
          Line: DEFAULT_LINE,
        }),
      ),
    delete: (_zone, id) => unless(GONE, () => client.delete(id)),
  });
}
