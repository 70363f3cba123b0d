/** What the suite needs of a DNS service that an adapter speaks to: a real one, or one played after its documentation. */
import type { DnsService } from '../../../activities/dns/dns-provider.js';
import type { SeenValue } from '../../support/peers/zones.js';

/** A connection that is refused, and what its owner is to be told. */
export interface RefusedConnection {
  readonly what: string;
  readonly service: () => DnsService;
  readonly says: RegExp;
}

/** Has the zones of test/support/peers/zones.ts, both empty. */
export interface DnsPeer {
  /** In none of its zones; undefined: it serves whatever there is. */
  readonly outside: string | undefined;
  /** As another process would make it. */
  service(): DnsService;
  /** As the service itself shows it, to whoever asks. */
  seen(name: string, type: 'TXT' | 'CNAME'): Promise<readonly SeenValue[]>;
  /** At a name where nothing stands yet. */
  writeByOthers(type: 'TXT' | 'CNAME', name: string, value: string, ttlSeconds: number): Promise<void>;
  readonly wrongKeys: readonly RefusedConnection[];
  /** Of a key that is known, and may not change the zones. */
  readonly withoutRights?: RefusedConnection;
  /** No text of these may stand in what is told. */
  readonly secrets: readonly string[];
  /** Nobody listens there. */
  unreachable(): DnsService;
  stop(): Promise<void>;
}
