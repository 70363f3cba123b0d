/** Services that keep each value as a record of its own: ours is added beside the others, and removed by its id. */
import type { ValidationRecord } from '../../../domain/control/validations.js';
import type { DnsService } from '../dns-provider.js';
import { createServiceProvider, isSame, standingOf, type DnsDoor, type StandingValue } from './dns-door.js';
import type { ServiceZone } from './zones-listed.js';

export interface SingleRecord extends StandingValue {
  readonly id: string;
}

/** As a service of single records is spoken to. */
export interface SingleRecords extends Pick<DnsDoor, 'service' | 'zones' | 'tryChange'> {
  recordsAt(zone: ServiceZone, name: string): Promise<readonly SingleRecord[]>;
  /** A record that exists already is success. */
  create(zone: ServiceZone, record: ValidationRecord): Promise<void>;
  /** A record that is gone is success. */
  delete(zone: ServiceZone, id: string): Promise<void>;
}

export function createSingleRecordProvider(records: SingleRecords): DnsService {
  return createServiceProvider({
    service: records.service,
    zones: () => records.zones(),
    tryChange: (zone) => records.tryChange(zone),
    valuesAt: (zone, name) => records.recordsAt(zone, name),
    async add(zone, record) {
      const stood = standingOf(await records.recordsAt(zone, record.name), record);
      if (stood === 'absent') await records.create(zone, record);
      return stood;
    },
    async remove(zone, record) {
      const ours = (await records.recordsAt(zone, record.name)).filter((one) => isSame(one, record));
      for (const { id } of ours) await records.delete(zone, id);
    },
  });
}
