/** PowerDNS Authoritative by its HTTP API, from version 4.5 on. It keeps sets; its one key opens all of the API. */
import type { z } from 'zod';
import type { Locked } from '../../../../db/statements/control/name-locks.js';
import type { DnsService } from '../../dns-provider.js';
import { plainName } from '../../record-values.js';
import { ttlFor } from '../../service/dns-door.js';
import { createRecordSetProvider, type RecordSet } from '../../service/record-sets.js';
import { quotedStrings, unquotedStrings } from '../../service/text-strings.js';
import { zoneNamed } from '../../service/zones-listed.js';
import { PowerDnsClient, type PowerDnsAccess } from './client.js';
import type { WireZone } from './wire.js';

export interface PowerDnsSettings extends PowerDnsAccess {
  /** Of a name at which nothing stands yet. */
  readonly ttlSeconds?: number | undefined;
}

type WireSet = z.infer<typeof WireZone>['rrsets'][number];

/** `disabled`: written back, and of no effect. */
interface KeptSet extends RecordSet {
  readonly ttl: number;
  readonly disabled: readonly string[];
}

/** Zones that are copied from a primary; `Secondary` from version 5 on. */
const COPIED = ['Slave', 'Secondary', 'Consumer'];

export function createPowerDnsProvider(settings: PowerDnsSettings, locked: Locked): DnsService {
  const client = new PowerDnsClient(settings);
  return createRecordSetProvider<KeptSet>(
    {
      service: 'powerdns',
      lockedBy: 'zone',
      async zones() {
        const zones = await client.zones();
        return zones.map(({ id, name, kind }) => ({
          id,
          name: zoneNamed(name),
          readOnly: COPIED.includes(kind),
        }));
      },
      // Whoever may list zones may change them.
      tryChange: () => Promise.resolve(),
      async setsAt(zone, name) {
        const sets = await client.setsAt(zone.id, `${plainName(name)}.`);
        return sets.filter((set) => plainName(set.name) === plainName(name)).map(keptSet);
      },
      valueOf: (type, written) => (type === 'TXT' ? unquotedStrings(written) : written),
      writtenOf: ({ type, value }) => (type === 'TXT' ? quotedStrings(value) : `${plainName(value)}.`),
      async write(zone, { name, type }, read, written) {
        const disabled = read?.disabled ?? [];
        const set = { name: `${plainName(name)}.`, type };
        if (written.length + disabled.length === 0)
          await client.change(zone.id, { ...set, changetype: 'DELETE' });
        else
          await client.change(zone.id, {
            ...set,
            changetype: 'REPLACE',
            ttl: read?.ttl ?? ttlFor('powerdns', settings.ttlSeconds),
            records: [
              ...written.map((content) => ({ content, disabled: false })),
              ...disabled.map((content) => ({ content, disabled: true })),
            ],
          });
      },
    },
    locked,
  );
}

function keptSet({ type, ttl, records }: WireSet): KeptSet {
  const contents = (isDisabled: boolean) =>
    records.filter(({ disabled }) => disabled === isDisabled).map(({ content }) => content);
  return { type, ttl, written: contents(false), disabled: contents(true) };
}
