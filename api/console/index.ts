/** The console: its pages and files below /console/, as the build left them in dist/console; whatever it shows it asks of /v1 itself. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { packageFolder } from '../../config/package-folder.js';
import { ApiProblem } from '../problem.js';
import { siteOf } from '../sign-in/own-site.js';
import { consoleHeaders } from './headers.js';

export const CONSOLE_PATH = '/console/';

export interface ConsoleParts {
  readonly config: { readonly publicUrl?: string };
  /** Where the build put it; for tests. */
  readonly folder?: string;
}

const PUBLIC = { config: { isPublic: true }, schema: { hide: true } };

/** A fastify plugin. A checkout that was not built has everything but the console, and says so where it would be. */
export async function consolePages(
  app: FastifyInstance,
  { config, folder = join(packageFolder(), 'dist', 'console') }: ConsoleParts,
): Promise<void> {
  const page = join(folder, 'index.html');
  const isBuilt = existsSync(page);
  const template = isBuilt ? readFileSync(page, 'utf8') : '';
  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    if (!isBuilt) throw notBuilt();
    const { base } = siteOf(request, config.publicUrl);
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers(consoleHeaders(nonce))
      .type('text/html; charset=utf-8')
      .send(template.replaceAll('{{nonce}}', nonce).replaceAll('{{base}}', `${base}${CONSOLE_PATH}`));
  };
  const toConsole = (request: FastifyRequest, reply: FastifyReply) =>
    reply.redirect(`${siteOf(request, config.publicUrl).base}${CONSOLE_PATH}`, 302);
  app.get('/', PUBLIC, toConsole);
  app.get('/console', PUBLIC, toConsole);
  if (isBuilt)
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: `${CONSOLE_PATH}assets/`,
      wildcard: false,
      decorateReply: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      // Their names have a hash of their content.
      setHeaders: (reply) => {
        void reply.headers({
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'Accept-Encoding',
        });
      },
    });
  // A file of an earlier build, which an open page still asks for, is told as missing and not as a page.
  app.get(`${CONSOLE_PATH}assets/*`, PUBLIC, (_request, reply) => {
    reply.callNotFound();
    return reply;
  });
  // Pages are the console's own to tell apart: an address that it does not know it says so of itself.
  app.get(CONSOLE_PATH, PUBLIC, sendPage);
  app.get(`${CONSOLE_PATH}*`, PUBLIC, sendPage);
}

function notBuilt(): ApiProblem {
  return new ApiProblem(
    'NoSuchRoute',
    { zh: '此检出尚未构建控制台', en: 'The console was not built in this checkout' },
    { accepted: { zh: '运行 `npm run build` 之后再启动', en: '`npm run build`, and a new start' } },
  );
}
