/** Of the build: the OpenAPI document as types, for the console, which knows nothing else of this API (console/api/client.ts). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { packageFolder } from '../../config/package-folder.js';
import type { ApiParts } from '../parts.js';
import { createApi } from '../server.js';

/** Nothing is served: what the routes are made of is asked for nothing but themselves. */
const DESCRIBED = { config: { proxies: [] } } as unknown as ApiParts;

const FOLDER = join(packageFolder(), 'console', 'generated');

const app = await createApi(DESCRIBED);
const document = app.swagger() as Parameters<typeof openapiTS>[0];
const types = await openapiTS(document, { alphabetize: true });
mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  join(FOLDER, 'api.d.ts'),
  `/** Made by the build of the API's own routes; no change here stays. */\n${astToString(types)}`,
);
await app.close();
