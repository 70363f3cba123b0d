/** Words: public, the same for everybody, with an ETag of what they are in this version. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { etagOf, isAmong } from '../etag.js';
import { PROBLEM_ANSWERS } from '../problem.js';
import { vocabulary } from '../vocabulary/vocabulary.js';
import { Vocabulary } from './answers/vocabulary.js';

export function addVocabulary(app: FastifyInstance): void {
  const words = vocabulary();
  const text = JSON.stringify(words);
  const etag = etagOf(words);
  app.route({
    method: 'GET',
    url: '/vocabulary',
    config: { isPublic: true },
    schema: {
      operationId: 'vocabulary',
      tags: ['words'],
      summary: 'What pages call each id, in both languages',
      description: 'Public. With an `ETag`: `If-None-Match` answers 304 as long as this version is the same.',
      security: [],
      response: {
        200: Vocabulary,
        304: z.undefined().meta({ description: 'As it was read before' }),
        ...PROBLEM_ANSWERS,
      },
    },
    handler: async (request, reply) => {
      // Nobody's: it may be kept, and is asked for anew by its tag.
      reply.headers({ etag, 'cache-control': 'public, no-cache' });
      if (isAmong(request.headers['if-none-match'], etag)) return await reply.code(304).send();
      return await reply.type('application/json; charset=utf-8').send(text);
    },
  });
}
