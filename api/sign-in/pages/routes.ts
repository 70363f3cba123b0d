/** The pages on which people sign in and out. They work without scripts; what they write comes from themselves alone. */
import type {} from '@fastify/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../../domain/refusals.js';
import { languageAsked } from '../../language.js';
import { refuseOtherSites, siteOf } from '../own-site.js';
import type { SignInParts } from '../parts.js';
import { returnPathOf } from '../return-path.js';
import { CREDENTIALS } from '../session-routes.js';
import { beginSession, leaveSession, signedIn, signedInOrNot } from '../signed-in.js';
import { sendPage } from './html.js';
import { signedInPage, signInPage, type PageFor } from './pages.js';

export const SIGN_IN_PATH = '/sign-in';

/** Where people go on to who were on the way to no page in particular. */
export const CONSOLE_PATH = '/console/';

export const RETURN_SCHEMA = z.strictObject({ returnTo: z.string().optional() });
const FORM_SCHEMA = z.strictObject({ ...CREDENTIALS, returnTo: z.string().optional() });

/** Of pages: nothing that programs call. */
export const HIDDEN = { hide: true } as const;

export function pageFor(request: FastifyRequest, parts: SignInParts): PageFor {
  return {
    language: languageAsked(request.headers['accept-language']),
    site: siteOf(request, parts.config.publicUrl),
  };
}

/** After a form: another page of this site, which the browser gets anew. */
export function goTo(reply: FastifyReply, { site }: PageFor, path: string): FastifyReply {
  return reply.redirect(`${site.base}${path}`, 303);
}

export function addSignInPages(app: FastifyInstance, parts: SignInParts): void {
  const openIdName = parts.openId?.name;
  app.route({
    method: 'GET',
    url: SIGN_IN_PATH,
    schema: { ...HIDDEN, querystring: RETURN_SCHEMA },
    handler: async (request, reply) => {
      const page = pageFor(request, parts);
      const { returnTo: asked } = request.query as z.output<typeof RETURN_SCHEMA>;
      const returnTo = returnPathOf(asked, CONSOLE_PATH);
      const person = await signedInOrNot(request, parts);
      const isOnTheWay = asked !== undefined && asked !== '' && returnTo !== SIGN_IN_PATH;
      if (person && isOnTheWay) return goTo(reply, page, returnTo);
      const shown = person ? signedInPage(page, person) : signInPage(page, { returnTo, openIdName });
      return sendPage(reply, page.language, shown);
    },
  });
  app.route({
    method: 'POST',
    url: SIGN_IN_PATH,
    schema: { ...HIDDEN, body: FORM_SCHEMA },
    handler: async (request, reply) => {
      const page = pageFor(request, parts);
      refuseOtherSites(request, page.site);
      const { login, password, returnTo: asked } = request.body as z.output<typeof FORM_SCHEMA>;
      const returnTo = returnPathOf(asked, CONSOLE_PATH);
      try {
        await beginSession(request, reply, parts, await parts.identities.signIn(login, password, request.ip));
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'NotSignedIn') throw error;
        const problem = { zh: error.chinese.message, en: error.message };
        const again = signInPage(page, { returnTo, openIdName, problem, status: 401 });
        return sendPage(reply, page.language, again);
      }
      return goTo(reply, page, returnTo);
    },
  });
  app.route({
    method: 'POST',
    url: '/sign-in/out',
    schema: HIDDEN,
    handler: async (request, reply) => {
      await leaveSession(reply, parts, await signedIn(request, parts));
      return goTo(reply, pageFor(request, parts), SIGN_IN_PATH);
    },
  });
}
