/** Revocations on a real Postgres, at a CA that says what the test wants; what was posted, published and told is kept. */
import { createRevocationActivities } from '../../../activities/revocation/index.js';
import { createDatabase, type Database } from '../../../db/database.js';
import type { NoticeRequest } from '../../../domain/notices/words.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';
import { revocationWaits } from '../../../domain/revocation/rules.js';
import { startWait, type RevocationWait, type StartedWait } from '../../../domain/waits.js';
import type { RevocationActivities } from '../../../workflows/activity-contract/revocation.js';
import { createTestDatabase } from '../../support/postgres.js';
import { storeRevocation } from '../../support/stored-revocations.js';
import { FakeRevokingCa } from './fake-revoking-ca.js';

export interface RevocationWorld {
  readonly database: Database;
  readonly ca: FakeRevokingCa;
  readonly activities: RevocationActivities;
  readonly posted: NoticeRequest[];
  /** Plans whose lifecycle was told. */
  readonly followed: string[];
  readonly published: Set<string>;
  /** Thrown by the DNS provider instead of publishing. */
  refusesRecords: Error | undefined;
  /** Milliseconds that the world's clock is ahead. */
  aheadMs: number;
  now(): number;
  /** An issued order with a request to revoke; its id at the CA is `at-ca:<id>`, the request's `revocation:<id>`. */
  requested(id: string, brand?: 'trustasia' | 'globalsign' | 'dnspod-sm2'): Promise<string>;
  wait(wait: RevocationWait): StartedWait;
  stop(): Promise<void>;
}

export async function startRevocationWorld(): Promise<RevocationWorld> {
  const test = await createTestDatabase();
  const database = createDatabase(test.url);
  const ca = new FakeRevokingCa();
  const key = ({ type, name, value }: ValidationRecord) => `${type} ${name} ${value}`;
  const world: RevocationWorld = {
    database,
    ca,
    posted: [],
    followed: [],
    published: new Set(),
    refusesRecords: undefined,
    aheadMs: 0,
    now: () => Date.now() + world.aheadMs,
    activities: createRevocationActivities({
      database,
      ca,
      clock: () => world.now(),
      notices: { post: (notice) => Promise.resolve(void world.posted.push(notice)) },
      starter: {
        followPlan: (planId) => Promise.resolve(void world.followed.push(planId)),
        deliverNotice: () => Promise.resolve(),
      },
      dnsProvider: {
        name: 'zone-of-this-test',
        publishes: true,
        publish: (record) =>
          world.refusesRecords
            ? Promise.reject(world.refusesRecords)
            : Promise.resolve(world.published.add(key(record))).then(() => ({ outcome: 'published' })),
        remove: (record) => Promise.resolve(void world.published.delete(key(record))),
        aliasAt: () => Promise.resolve(undefined),
      },
      aliases: () => Promise.resolve({ outcome: 'none' }),
      filePublisher: {
        name: 'no-files',
        publishes: true,
        publish: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        tryAccess: () => Promise.resolve(),
      },
    }),
    async requested(id, brand = 'trustasia') {
      await storeRevocation(database, id, brand);
      return `revocation:${id}`;
    },
    wait: (wait) => {
      const { unit: _unit, ...policy } = revocationWaits({ brand: 'trustasia', type: 'dv' })[wait];
      return startWait(wait, policy, world.now());
    },
    async stop() {
      await database.end();
      await test.drop();
    },
  };
  return world;
}
