/** Whether the process lives, and whether it can serve: for load balancers and orchestrators, who say nothing of themselves. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiParts } from './parts.js';
import type { Stopping } from './stopping.js';

const READINESS = z
  .object({ ready: z.boolean(), postgres: z.boolean(), temporal: z.boolean(), workers: z.boolean() })
  .meta({
    id: 'Readiness',
    description: '`workers`: at least one asks for work. `ready` is false of a server that is stopping, too.',
  });

export function addHealth(
  app: FastifyInstance,
  { readiness }: Pick<ApiParts, 'readiness'>,
  stopping: Stopping,
): void {
  app.get(
    '/health/live',
    {
      config: { isPublic: true },
      schema: {
        tags: ['health'],
        operationId: 'live',
        summary: 'The process lives',
        security: [],
        response: { 200: z.object({ live: z.literal(true) }) },
      },
    },
    () => ({ live: true as const }),
  );
  app.get(
    '/health/ready',
    {
      config: { isPublic: true },
      schema: {
        tags: ['health'],
        operationId: 'ready',
        summary: 'Postgres and Temporal answer, and workers ask for work',
        security: [],
        response: { 200: READINESS, 503: READINESS },
      },
    },
    async (_request, reply) => {
      const parts = await readiness();
      const ready = !stopping.hasBegun && parts.postgres && parts.temporal && parts.workers;
      return reply.code(ready ? 200 : 503).send({ ready, ...parts });
    },
  );
}
