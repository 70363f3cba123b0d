/** DNSPod (Tencent Cloud), version 2021-03-23, default line. It keeps single records. */
import type { DnsService } from '../../dns-provider.js';
import { plainName } from '../../record-values.js';
import { ttlFor } from '../../service/dns-door.js';
import { createSingleRecordProvider } from '../../service/single-records.js';
import { unless } from '../../service/troubles.js';
import { hostWithin, zoneNamed } from '../../service/zones-listed.js';
import { DnsPodClient, type DnsPodAccess } from './client.js';
import { EXISTS, GONE } from './troubles.js';

export interface DnsPodSettings extends DnsPodAccess {
  readonly ttlSeconds?: number | undefined;
}

/** The line that is answered where no other one fits: by name where records are made, by id where they are read. */
const DEFAULT_LINE = { name: '默认', id: '0' } as const;

/** An id that no record has: who may delete it is told so, who may not is told that. */
const NO_RECORD = 1;

export function createDnsPodProvider(settings: DnsPodSettings): DnsService {
  const client = new DnsPodClient(settings);
  return createSingleRecordProvider({
    service: 'dnspod',
    async zones() {
      const domains = await client.domains();
      return domains.map(({ DomainId, Punycode }) => ({ id: String(DomainId), name: zoneNamed(Punycode) }));
    },
    tryChange: (zone) => unless(GONE, () => client.delete(zone.name, Number(zone.id), NO_RECORD)),
    async recordsAt(zone, name) {
      const host = hostWithin(zone.name, name);
      const records = await client.recordsAt(zone.name, Number(zone.id), host);
      return records
        .filter(({ Name }) => plainName(Name) === host)
        .filter(({ Status, LineId }) => Status === 'ENABLE' && LineId === DEFAULT_LINE.id)
        .map(({ RecordId, Type, Value }) => ({ id: String(RecordId), type: Type, value: Value }));
    },
    create: (zone, { type, name, value }) =>
      unless(EXISTS, () =>
        client.create({
          Domain: zone.name,
          DomainId: Number(zone.id),
          SubDomain: hostWithin(zone.name, name),
          RecordType: type,
          RecordLine: DEFAULT_LINE.name,
          Value: type === 'CNAME' ? `${plainName(value)}.` : value,
          TTL: ttlFor('dnspod', settings.ttlSeconds),
        }),
      ),
    delete: (zone, id) => unless(GONE, () => client.delete(zone.name, Number(zone.id), Number(id))),
  });
}
