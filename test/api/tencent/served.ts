/** The Tencent-compatible API as its process serves it: keys that are kept, clients with their roles, orders that are worked at. */
import type { FastifyInstance } from 'fastify';
import { createTencentApi } from '../../../api/tencent/server.js';
import type { TencentOptions } from '../../../api/tencent/parts.js';
import { TAG_ACTIONS } from '../../../api/tencent/tag-actions.js';
import { connectServing, type ConnectedServing } from '../../../client/connect.js';
import type { OrderClient } from '../../../client/order-client.js';
import type { Role } from '../../../domain/accounts/roles.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import type { Answer as Fields, Call } from './actions/calling.js';
import { sent, signedByHand, type Answer } from './world.js';

export interface Key {
  readonly id: string;
  readonly secret: string;
}

export interface ServedTencent {
  readonly world: OrderWorld;
  readonly serving: ConnectedServing;
  readonly app: FastifyInstance;
  /** The same for the same account and role. */
  keyOf(role: Role, account?: string): Promise<Key>;
  /** As the owner of an account, without the API. */
  ownerOf(account: string): OrderClient;
  ask(key: Key, action: string, parameters?: Fields): Promise<Answer>;
  /** Each call is a second after the one before, so that none comes too often: seconds since the epoch, and the server's clock is there. */
  nextSecond(): number;
  /** Throws what is refused. */
  callAs(key: Key): Call;
  /** By the server's clock. */
  pass(ms: number): void;
  stop(): Promise<void>;
}

export async function serveTencent(options: TencentOptions = {}): Promise<ServedTencent> {
  const world = await createOrderWorld();
  const serving = await connectServing(world.environment, { origin: 'api' });
  let ahead = 0;
  const app = await createTencentApi(serving, { now: () => Date.now() + ahead, ...options });
  const keys = new Map<string, Key>();
  const ownerOf = (account: string) =>
    serving.clientFor({ kind: 'user', id: 'usr_tests', name: 'tests', account, role: 'owner' });
  const nextSecond = () => {
    ahead += 1_000;
    return Math.floor((Date.now() + ahead) / 1000);
  };
  const ask: ServedTencent['ask'] = async (key, action, parameters = {}) => {
    const version = Object.hasOwn(TAG_ACTIONS, action) ? '2018-08-13' : '2019-12-05';
    const timestamp = nextSecond();
    const made = { key, action, parameters, timestamp, version };
    return await sent({ app }, signedByHand('127.0.0.1:8378', made));
  };
  return {
    world,
    serving,
    app,
    ownerOf,
    ask,
    nextSecond,
    async keyOf(role, account = 'default') {
      const known = keys.get(`${account} ${role}`);
      if (known) return known;
      const made = await ownerOf(account).apiKeys.create({ name: `tencent ${role}`, role });
      const key = { id: made.keyId, secret: made.secret };
      keys.set(`${account} ${role}`, key);
      return key;
    },
    callAs: (key) => async (action, input) => {
      const { response, code, message } = await ask(key, action, input);
      if (code !== undefined) throw new Error(`${action}: ${code} ${message}`);
      return response;
    },
    pass: (ms) => void (ahead += ms),
    async stop() {
      await app.close();
      await serving.close();
      await world.stop();
    },
  };
}
