/** The page behind a link that signs in once. Looking at it uses nothing up: links are fetched by more than the people who follow them. */
import type {} from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refuseOtherSites } from '../own-site.js';
import type { SignInParts } from '../parts.js';
import { beginSession } from '../signed-in.js';
import { sendPage } from './html.js';
import { oncePage, problemPage } from './pages.js';
import { CONSOLE_PATH, goTo, HIDDEN, pageFor } from './routes.js';
import { ONCE_PROBLEM } from './texts.js';

/** Longer than any token of ours. */
const TOKEN_SCHEMA = z.strictObject({ token: z.string().max(200).default('') });

/** Gone for good, for whoever asks again (RFC 9110, section 15.5.11). */
const GONE = 410;

export function addOncePages(app: FastifyInstance, parts: SignInParts): void {
  app.route({
    method: 'GET',
    url: '/sign-in/once',
    schema: { ...HIDDEN, querystring: TOKEN_SCHEMA },
    handler: async (request, reply) => {
      const page = pageFor(request, parts);
      const { token } = request.query as z.output<typeof TOKEN_SCHEMA>;
      const stands = await parts.onceSignIns.stands(token);
      const shown = stands ? oncePage(page, token) : problemPage(page, ONCE_PROBLEM, GONE);
      return sendPage(reply, page.language, shown);
    },
  });
  app.route({
    method: 'POST',
    url: '/sign-in/once',
    schema: { ...HIDDEN, body: TOKEN_SCHEMA },
    handler: async (request, reply) => {
      const page = pageFor(request, parts);
      refuseOtherSites(request, page.site);
      const userId = await parts.onceSignIns.take((request.body as z.output<typeof TOKEN_SCHEMA>).token);
      if (userId === undefined) return sendPage(reply, page.language, problemPage(page, ONCE_PROBLEM, GONE));
      await beginSession(request, reply, parts, { userId });
      return goTo(reply, page, CONSOLE_PATH);
    },
  });
}
