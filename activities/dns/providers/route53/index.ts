/**
 * Amazon Route 53, public hosted zones. It keeps sets, and changes in batches: ours takes the set as it was read away and puts
 * the new one in its place, which fails where somebody else changed it since.
 */
import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { DNS_SERVICE_FAILURES } from '../../../../domain/dns-failure-texts.js';
import type { Locked } from '../../../../db/statements/control/name-locks.js';
import type { DnsService } from '../../dns-provider.js';
import { plainName } from '../../record-values.js';
import { ttlFor } from '../../service/dns-door.js';
import { createRecordSetProvider, type RecordSet } from '../../service/record-sets.js';
import { quotedStrings, unquotedStrings } from '../../service/text-strings.js';
import { refused, unless } from '../../service/troubles.js';
import { zoneNamed } from '../../service/zones-listed.js';
import { AwsRoute53, type Route53Access } from './client.js';
import { CHANGED } from './troubles.js';

export interface Route53Settings extends Route53Access {
  /** False: an account's, which may not go by the AWS identity of our machine. */
  readonly isOfInstallation: boolean;
  /** Of a name at which nothing stands yet. */
  readonly ttlSeconds?: number | undefined;
}

interface KeptSet extends RecordSet {
  readonly set: ResourceRecordSet;
}

/** A name that policies for challenges let through, and at which nothing stands: removing it changes nothing. */
const NOTHING_AT = '_acme-challenge.sealflow-access';

/** Throws OrderFailure `DnsProviderRefused` where an account's connection brings no key. */
export function createRoute53Provider(settings: Route53Settings, locked: Locked): DnsService {
  if (settings.accessKeyId === undefined && !settings.isOfInstallation)
    throw refused('route53', DNS_SERVICE_FAILURES.machineKeyNotYours);
  const client = new AwsRoute53(settings);
  return createRecordSetProvider<KeptSet>(
    {
      service: 'route53',
      lockedBy: 'name',
      async zones() {
        const zones = (await client.zones()).filter(({ Config }) => Config?.PrivateZone !== true);
        return zones.map(({ Id = '', Name = '' }) => ({
          id: Id.replace('/hostedzone/', ''),
          name: zoneNamed(Name),
        }));
      },
      tryChange: (zone) =>
        unless(CHANGED, () =>
          client.change(zone.id, [
            {
              Action: 'DELETE',
              ResourceRecordSet: newSet(`${NOTHING_AT}.${zone.name}`, 'TXT', 60, ['"none"']),
            },
          ]),
        ),
      async setsAt(zone, name) {
        const sets = await client.setsFrom(zone.id, `${plainName(name)}.`);
        return sets
          .filter(({ Name = '' }) => plainName(unescaped(Name)) === plainName(name))
          .map((set) => ({
            type: set.Type ?? '',
            written: (set.ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []),
            set,
          }));
      },
      valueOf: (type, written) => (type === 'TXT' ? unquotedStrings(written, 8) : written),
      writtenOf: ({ type, value }) => (type === 'TXT' ? quotedStrings(value, 8) : `${plainName(value)}.`),
      async write(zone, { name, type }, read, written) {
        if (read?.set.SetIdentifier !== undefined)
          throw refused('route53', DNS_SERVICE_FAILURES.policySet(name));
        const ttl = read?.set.TTL ?? ttlFor('route53', settings.ttlSeconds);
        const changes: Change[] = [];
        if (read) changes.push({ Action: 'DELETE', ResourceRecordSet: read.set });
        if (written.length > 0)
          changes.push({ Action: 'CREATE', ResourceRecordSet: newSet(plainName(name), type, ttl, written) });
        await client.change(zone.id, changes);
      },
    },
    locked,
  );
}

function newSet(
  name: string,
  type: 'TXT' | 'CNAME',
  ttl: number,
  written: readonly string[],
): ResourceRecordSet {
  return { Name: `${name}.`, Type: type, TTL: ttl, ResourceRecords: written.map((Value) => ({ Value })) };
}

/** It writes what is neither letter, digit, hyphen nor underscore as `\052`, in octal. */
function unescaped(name: string): string {
  return name.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
