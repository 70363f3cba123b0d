/**
 * Services that keep all values of a name and type as one set, which is written whole: read and written under a lock for
 * each name, so that no two of us take the other's value away. What is not ours is written back as it was read.
 */
import type { Locked } from '../../../db/statements/control/name-locks.js';
import { SET_WRITES } from '../../../domain/control/dns-services.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';
import type { DnsService } from '../dns-provider.js';
import { plainName } from '../record-values.js';
import { createServiceProvider, isSame, standingOf, type DnsDoor, type Standing } from './dns-door.js';
import { ServiceRefusal } from './troubles.js';
import type { ServiceZone } from './zones-listed.js';

/** What the service has at a name, of one type. `written`: each value as the service writes it. */
export interface RecordSet {
  readonly type: string;
  readonly written: readonly string[];
}

/** As a service of sets is spoken to. */
export interface RecordSets<Kept extends RecordSet> extends Pick<DnsDoor, 'service' | 'zones' | 'tryChange'> {
  /** What must not be written by two at once: a name, or the whole zone, where each change counts its serial up. */
  readonly lockedBy: 'name' | 'zone';
  setsAt(zone: ServiceZone, name: string): Promise<readonly Kept[]>;
  /** A value as the service writes it, read. */
  valueOf(type: string, written: string): string;
  /** A value as the service writes it. */
  writtenOf(record: ValidationRecord): string;
  /** Puts `written` in place of what was read; without values, the set goes. Throws ServiceRefusal `changed-meanwhile` where it is not as it was read. */
  write(
    zone: ServiceZone,
    record: ValidationRecord,
    read: Kept | undefined,
    written: readonly string[],
  ): Promise<void>;
}

export function createRecordSetProvider<Kept extends RecordSet>(
  sets: RecordSets<Kept>,
  locked: Locked,
): DnsService {
  const valuesOf = (found: readonly Kept[]) =>
    found.flatMap(({ type, written }) => written.map((one) => ({ type, value: sets.valueOf(type, one) })));

  const keyFor = (zone: ServiceZone, { name }: ValidationRecord) =>
    ['dns', sets.service, zone.id, ...(sets.lockedBy === 'name' ? [plainName(name)] : [])].join('/');

  /** `change`: the values to be written, or undefined where nothing is to be. */
  const rewrite = (
    zone: ServiceZone,
    record: ValidationRecord,
    change: (stood: Standing, set: Kept | undefined) => readonly string[] | undefined,
  ): Promise<Standing> =>
    locked(keyFor(zone, record), () =>
      againWhileChanged(async () => {
        const found = await sets.setsAt(zone, record.name);
        const stood = standingOf(valuesOf(found), record);
        const set = found.find(({ type }) => type === record.type);
        const written = change(stood, set);
        if (written) await sets.write(zone, record, set, written);
        return stood;
      }),
    );

  return createServiceProvider({
    service: sets.service,
    zones: () => sets.zones(),
    tryChange: (zone) => sets.tryChange(zone),
    valuesAt: async (zone, name) => valuesOf(await sets.setsAt(zone, name)),
    add: (zone, record) =>
      rewrite(zone, record, (stood, set) =>
        stood === 'absent' ? [...(set?.written ?? []), sets.writtenOf(record)] : undefined,
      ),
    async remove(zone, record) {
      const isOurs = (one: string) =>
        isSame({ type: record.type, value: sets.valueOf(record.type, one) }, record);
      await rewrite(zone, record, (stood, set) =>
        stood === 'there' ? set?.written.filter((one) => !isOurs(one)) : undefined,
      );
    },
  });
}

/** Programs that are not ours know nothing of our locks. */
async function againWhileChanged<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let left = SET_WRITES - 1; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      const isChanged = error instanceof ServiceRefusal && error.trouble === 'changed-meanwhile';
      if (!isChanged || left === 0) throw error;
    }
  }
}
