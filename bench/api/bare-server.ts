/** Fastify with nothing behind it, for the benchmark: what was once answered, as an object, to whoever asks at the same addresses. */
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';

const { list, show, create } = JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>;
const server = fastify();
server.get('/v1/orders', (_request, reply) => reply.send(list));
server.get('/v1/orders/:orderId', (_request, reply) => reply.send(show));
server.post('/v1/orders', (_request, reply) => reply.code(201).send(create));
await server.listen({ port: 0, host: '127.0.0.1' });
process.on('disconnect', () => process.exit());
const { port } = server.server.address() as AddressInfo;
process.send?.({ ready: { url: `http://127.0.0.1:${port}` } });
