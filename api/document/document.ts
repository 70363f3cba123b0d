/** The OpenAPI document, made of the routes' own schemas, and a page to read it. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { packageVersion } from '../../config/package-folder.js';
import type { ApiParts } from '../parts.js';
import { addPage } from './page.js';

export const DOCUMENT_PATH = '/v1/openapi.json';

/** What a file or another's schema is made of has no form in JSON Schema beyond what is said beside it. */
const TO_JSON_SCHEMA = { zodToJsonConfig: { unrepresentable: 'any' } } as const;

/** Before the routes: those that come after it are described. */
export async function describeApi(app: FastifyInstance, { config }: Pick<ApiParts, 'config'>): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sealflow',
        version: packageVersion(),
        description: ABOUT,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      ...(config.publicUrl !== undefined && { servers: [{ url: config.publicUrl }] }),
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: '`KEYID:SECRET` of an API key' },
          basic: { type: 'http', scheme: 'basic', description: 'The key id as user, its secret as password' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-sealflow', description: 'Of a sign-in' },
        },
      },
      security: [{ key: [] }, { basic: [] }, { session: [] }],
    },
    transform: createJsonSchemaTransform(TO_JSON_SCHEMA),
    transformObject: createJsonSchemaTransformObject(TO_JSON_SCHEMA),
  });
  app.get(DOCUMENT_PATH, { config: { isPublic: true }, schema: { hide: true } }, () => app.swagger());
  addPage(app);
}

const ABOUT = `Orders TLS certificates, durably.

Who asks: an API key, as \`Authorization: Bearer KEYID:SECRET\` or Basic, or the session of a sign-in.
What is wrong is told as a problem document (RFC 9457), in the language of \`Accept-Language\` (en, zh).
Every write takes an \`Idempotency-Key\`: the same request with the same key is done once.
Lists go on by their \`next\`; the times are ISO 8601 in UTC.`;
