/** Every DNS service that a connection may lead to, by kind: adding one is its file in ./providers and its line here. */
import type { Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import type { OpenConnection } from '../../domain/connections/kind.js';
import { rfc2136Kind } from '../../domain/connections/kinds/rfc2136.js';
import type { Clock } from '../attempt-clock.js';
import type { DnsProvider } from './dns-provider.js';
import { createRfc2136Provider } from './providers/rfc2136.js';

/** What adapters need beside their connection. */
export interface DnsPorts {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly clock: Clock;
}

type Adapter = (connection: OpenConnection, ports: DnsPorts) => DnsProvider;

/** By kind. A form is parsed once more as it is opened: what an older version stored gets the defaults of today. */
const ADAPTERS: Readonly<Record<string, Adapter>> = {
  [rfc2136Kind.kind]: ({ form }) => createRfc2136Provider(rfc2136Kind.form.parse(form)),
};

/** Undefined for a kind that is none of this family, or of a newer version. Throws ZodError for a form that does not fit it. */
export function dnsProviderFrom(connection: OpenConnection, ports: DnsPorts): DnsProvider | undefined {
  return ADAPTERS[connection.kind]?.(connection, ports);
}
