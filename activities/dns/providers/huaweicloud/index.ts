/** Huawei Cloud DNS, public zones, default line. It keeps sets. */
import type { Locked } from '../../../../db/statements/control/name-locks.js';
import type { DnsService } from '../../dns-provider.js';
import { plainName } from '../../record-values.js';
import { ttlFor } from '../../service/dns-door.js';
import { createRecordSetProvider, type RecordSet } from '../../service/record-sets.js';
import { quotedStrings, unquotedStrings } from '../../service/text-strings.js';
import { unless } from '../../service/troubles.js';
import { zoneNamed } from '../../service/zones-listed.js';
import { DEFAULT_LINE, HuaweiClient, type HuaweiAccess } from './client.js';
import { GONE } from './troubles.js';

export interface HuaweiSettings extends HuaweiAccess {
  /** Of a name at which nothing stands yet. */
  readonly ttlSeconds?: number | undefined;
}

interface KeptSet extends RecordSet {
  readonly id: string;
  readonly ttl: number;
}

/** An id that no set has: who may delete it is told that it is not there, who may not is told that. */
const NO_SET = '0'.repeat(32);

export function createHuaweiProvider(settings: HuaweiSettings, locked: Locked): DnsService {
  const client = new HuaweiClient(settings);
  return createRecordSetProvider<KeptSet>(
    {
      service: 'huaweicloud',
      lockedBy: 'name',
      async zones() {
        return (await client.zones()).map(({ id, name }) => ({ id, name: zoneNamed(name) }));
      },
      tryChange: (zone) => unless(GONE, () => client.delete(zone.id, NO_SET)),
      async setsAt(zone, name) {
        const sets = await client.setsAt(zone.id, `${plainName(name)}.`);
        return sets
          .filter((set) => plainName(set.name) === plainName(name))
          .filter(({ status, line = DEFAULT_LINE }) => status !== 'DISABLE' && line === DEFAULT_LINE)
          .map(({ id, type, ttl, records }) => ({ id, type, ttl, written: records }));
      },
      valueOf: (type, written) => (type === 'TXT' ? unquotedStrings(written) : written),
      writtenOf: ({ type, value }) => (type === 'TXT' ? quotedStrings(value) : `${plainName(value)}.`),
      async write(zone, { name, type }, read, written) {
        const set = {
          name: `${plainName(name)}.`,
          type,
          ttl: read?.ttl ?? ttlFor('huaweicloud', settings.ttlSeconds),
          records: written,
        };
        if (read && written.length === 0) await unless(GONE, () => client.delete(zone.id, read.id));
        else if (read) await client.update(zone.id, read.id, set);
        else await client.create(zone.id, set);
      },
    },
    locked,
  );
}
