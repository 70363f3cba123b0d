/** Signing in at an OpenID provider: leaving for it, and coming back with its answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from '../../../domain/refusals.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { sendPage } from '../pages/html.js';
import { problemPage, type PageFor } from '../pages/pages.js';
import { CONSOLE_PATH, goTo, HIDDEN, pageFor, RETURN_SCHEMA } from '../pages/routes.js';
import { OPEN_ID_PROBLEMS } from '../pages/texts.js';
import type { SignInParts } from '../parts.js';
import type { Identity } from '../../../client/accounts/identities.js';
import { returnPathOf } from '../return-path.js';
import { beginSession } from '../signed-in.js';
import { keepAttempt, takeAttempt } from './attempt-cookie.js';
import { problemOfAnswer } from './problems.js';
import { OpenIdProvider, type KeptAnswer } from './provider.js';
import type { OpenIdSettings } from './settings.js';

export const CALLBACK_PATH = '/sign-in/openid/callback';

export function addOpenIdRoutes(app: FastifyInstance, parts: SignInParts, settings: OpenIdSettings): void {
  const provider = new OpenIdProvider(settings);
  app.route({
    method: 'GET',
    url: '/sign-in/openid',
    schema: { ...HIDDEN, querystring: RETURN_SCHEMA },
    handler: async (request, reply) => {
      const page = pageFor(request, parts);
      const { returnTo } = request.query as z.output<typeof RETURN_SCHEMA>;
      const goOn = returnPathOf(returnTo, CONSOLE_PATH);
      return await orProblem(request, reply, page, async () => {
        const { url, attempt } = await provider.begin(`${page.site.base}${CALLBACK_PATH}`);
        keepAttempt(reply, { ...attempt, returnTo: goOn }, page.site);
        return reply.header('cache-control', 'no-store').redirect(url, 303);
      });
    },
  });
  app.route({
    method: 'GET',
    url: CALLBACK_PATH,
    schema: HIDDEN,
    handler: async (request, reply) => {
      const page = pageFor(request, parts);
      const attempt = takeAttempt(request, reply, page.site);
      if (!attempt) return shown(reply, page, OPEN_ID_PROBLEMS.notBegun, 400);
      // The browser keeps the path: it is looked at again.
      const goOn = returnPathOf(attempt.returnTo, CONSOLE_PATH);
      const answer = { returned: returnedTo(request, page), attempt };
      return await orProblem(request, reply, page, async () => {
        await beginSession(request, reply, parts, await whoCame(provider, parts, answer));
        return goTo(reply, page, goOn);
      });
    },
  });
}

async function whoCame(
  provider: OpenIdProvider,
  { identities }: SignInParts,
  answer: KeptAnswer,
): Promise<Identity> {
  const { issuer, subject, claims } = await provider.finish(answer);
  return await identities.bySubject(issuer, subject, claims);
}

/** As the provider was told, with the query that it sent along. */
function returnedTo({ url }: FastifyRequest, { site }: PageFor): URL {
  const at = url.indexOf('?');
  return new URL(`${site.base}${CALLBACK_PATH}${at < 0 ? '' : url.slice(at)}`);
}

/** A person at a browser reads what went wrong; what programs said of it stands in the server's own log, without the answer itself. */
async function orProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PageFor,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal)
      return shown(
        reply,
        page,
        { zh: error.chinese.message, en: error.message },
        error.code === 'NotAllowed' ? 403 : 401,
      );
    const problem = problemOfAnswer(error);
    if (!problem) throw error;
    request.log.warn({ requestId: request.id, problem: problem.code }, 'an OpenID sign-in was not taken');
    return shown(reply, page, problem.words, problem.status);
  }
}

function shown(reply: FastifyReply, page: PageFor, words: Bilingual, status: number): FastifyReply {
  return sendPage(reply, page.language, problemPage(page, words, status));
}
