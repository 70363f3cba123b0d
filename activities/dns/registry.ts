/** Every DNS service that a connection may lead to, by kind: adding one is its folder in ./providers and its line here. */
import type { Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { createLocked, type Locked } from '../../db/statements/control/name-locks.js';
import type { OpenConnection } from '../../domain/connections/kind.js';
import { alidnsKind } from '../../domain/connections/kinds/alidns.js';
import { cloudflareKind } from '../../domain/connections/kinds/cloudflare.js';
import { dnsPodKind } from '../../domain/connections/kinds/dnspod.js';
import { huaweiCloudKind } from '../../domain/connections/kinds/huaweicloud.js';
import { powerDnsKind } from '../../domain/connections/kinds/powerdns.js';
import { rfc2136Kind } from '../../domain/connections/kinds/rfc2136.js';
import { route53Kind } from '../../domain/connections/kinds/route53.js';
import type { Clock } from '../attempt-clock.js';
import type { DnsService } from './dns-provider.js';
import { createAlidnsProvider } from './providers/alidns/index.js';
import { createCloudflareProvider } from './providers/cloudflare/index.js';
import { createDnsPodProvider } from './providers/dnspod/index.js';
import { createHuaweiProvider } from './providers/huaweicloud/index.js';
import { createPowerDnsProvider } from './providers/powerdns/index.js';
import { createRfc2136Provider } from './providers/rfc2136/index.js';
import { createRoute53Provider } from './providers/route53/index.js';

/** What adapters need beside their connection. */
export interface DnsPorts {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly clock: Clock;
}

type Adapter = (connection: OpenConnection, locked: Locked) => DnsService;

/** By kind. A form is parsed once more as it is opened: what an older version stored gets the defaults of today. */
const ADAPTERS: Readonly<Record<string, Adapter>> = {
  [rfc2136Kind.kind]: ({ form }) => createRfc2136Provider(rfc2136Kind.form.parse(form)),
  [powerDnsKind.kind]: ({ form }, locked) => createPowerDnsProvider(powerDnsKind.form.parse(form), locked),
  [dnsPodKind.kind]: ({ form }) => createDnsPodProvider(dnsPodKind.form.parse(form)),
  [alidnsKind.kind]: ({ form }) => createAlidnsProvider(alidnsKind.form.parse(form)),
  [huaweiCloudKind.kind]: ({ form }, locked) =>
    createHuaweiProvider(huaweiCloudKind.form.parse(form), locked),
  [cloudflareKind.kind]: ({ form }) => createCloudflareProvider(cloudflareKind.form.parse(form)),
  [route53Kind.kind]: ({ form, account }, locked) =>
    createRoute53Provider({ ...route53Kind.form.parse(form), isOfInstallation: account === null }, locked),
};

/**
 * Undefined for a kind that is none of this family, or of a newer version. Throws ZodError for a form that does not fit it,
 * OrderFailure `DnsProviderRefused` for one that its owner may not use.
 */
export function dnsProviderFrom(connection: OpenConnection, { database }: DnsPorts): DnsService | undefined {
  return ADAPTERS[connection.kind]?.(connection, lockedOn(database));
}

/** A process has one line for its locks, however many connections are opened. */
const LOCKED = new WeakMap<Database, Locked>();

function lockedOn(database: Database): Locked {
  const locked = LOCKED.get(database) ?? createLocked(database);
  LOCKED.set(database, locked);
  return locked;
}
