/** What can be ordered. */
import type { FastifyInstance } from 'fastify';
import type { ApiParts } from '../parts.js';
import { CatalogueView } from './answers/catalogue.js';
import { routesOf } from './route.js';

export function addCatalogue(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'catalogue');
  route({
    method: 'GET',
    url: '/catalogue',
    operations: ['catalogue.show'],
    summary: 'What can be ordered, what each product takes, and how long it took here',
    answer: CatalogueView,
    run: async ({ client }) => await client.catalogue.show(),
  });
}
