/** Of the build: puts Swagger UI's files beside the page that shows them, so that no installation has to carry the package. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { PAGE_FILES } from './page.js';

const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const to = fileURLToPath(new URL('page/', import.meta.url));

mkdirSync(to, { recursive: true });
for (const name of Object.keys(PAGE_FILES)) copyFileSync(join(from, name), join(to, name));
