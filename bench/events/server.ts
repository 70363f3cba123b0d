/** A process with nothing but the API's events, for the benchmark: whoever asks is whom they say they are. */
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { events } from '../../api/events/index.js';
import { OrderEvents } from '../../client/events/order-events.js';
import { createDatabase } from '../../db/database.js';
import type { Role } from '../../domain/accounts/roles.js';

const databaseUrl = process.argv[2] ?? '';
const database = createDatabase(databaseUrl, { maxConnections: 10 });
const hub = new OrderEvents({ database, databaseUrl });
const server = fastify();
await server.register(events, {
  events: hub,
  principalOf: (request) => {
    const [account = '', role = 'owner', id = ''] = (request.headers.authorization ?? '').split(' ');
    return Promise.resolve({ kind: 'key', id, name: id, account, role: role as Role });
  },
});
await server.listen({ port: 0, host: '127.0.0.1' });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ usage: { rss: process.memoryUsage().rss, cpuMs: (user + system) / 1000 } });
});
process.on('disconnect', () => process.exit());
process.send?.({ port: (server.server.address() as AddressInfo).port });
