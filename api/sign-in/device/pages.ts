/** The pages on which a signed-in person lets a program in that waits at a terminal, or does not (RFC 8628, section 3.3). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../../domain/refusals.js';
import { sendPage } from '../pages/html.js';
import { codePage, decidedPage, devicePage, type PageFor } from '../pages/pages.js';
import { goTo, HIDDEN, pageFor, SIGN_IN_PATH } from '../pages/routes.js';
import type { SignInParts } from '../parts.js';
import { signedIn, signedInOrNot } from '../signed-in.js';

export const DEVICE_PATH = '/sign-in/device';

/** RFC 8628, section 3.3.1: the code may come with the address; the person still compares it and decides. */
const CODE_SCHEMA = z.strictObject({ user_code: z.string().max(100).optional() });

const DECISION_SCHEMA = z.strictObject({
  user_code: z.string().max(100),
  decision: z.enum(['allow', 'refuse']),
  /** Which of the person's memberships, in the order of the page. */
  membership: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
});

export function addDevicePages(app: FastifyInstance, parts: SignInParts): void {
  app.route({
    method: 'GET',
    url: DEVICE_PATH,
    schema: { ...HIDDEN, querystring: CODE_SCHEMA },
    handler: async (request, reply) => {
      const page = pageFor(request, parts);
      const { user_code: code } = request.query as z.output<typeof CODE_SCHEMA>;
      const person = await signedInOrNot(request, parts);
      if (!person) return goTo(reply, page, `${SIGN_IN_PATH}?${signInFirst(code)}`);
      if (code === undefined || code === '') return sendPage(reply, page.language, codePage(page));
      return await orCodeAgain(reply, page, async () => {
        const open = await parts.deviceSignIns.find(code, person.principal.id);
        return sendPage(reply, page.language, devicePage(page, person, open));
      });
    },
  });
  app.route({
    method: 'POST',
    url: DEVICE_PATH,
    schema: { ...HIDDEN, body: DECISION_SCHEMA },
    handler: (request, reply) => decide(request, reply, parts),
  });
}

function signInFirst(code: string | undefined): string {
  const query = code === undefined ? '' : `?${new URLSearchParams({ user_code: code }).toString()}`;
  return new URLSearchParams({ returnTo: `${DEVICE_PATH}${query}` }).toString();
}

async function decide(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: SignInParts,
): Promise<FastifyReply> {
  const page = pageFor(request, parts);
  const { principal, memberships } = await signedIn(request, parts);
  const { user_code: code, decision, membership = '0' } = request.body as z.output<typeof DECISION_SCHEMA>;
  const chosen = memberships[Number(membership)];
  return await orCodeAgain(reply, page, async () => {
    const decided =
      decision === 'allow' && chosen
        ? { decision: 'approved' as const, account: chosen.account }
        : { decision: 'denied' as const };
    await parts.deviceSignIns.decide(code, principal.id, decided);
    return sendPage(reply, page.language, decidedPage(page, decided.decision));
  });
}

/** A code that was mistyped is typed again. */
async function orCodeAgain(
  reply: FastifyReply,
  page: PageFor,
  show: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await show();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problem = { zh: error.chinese.message, en: error.message };
    return sendPage(reply, page.language, codePage(page, problem, error.code === 'NotFound' ? 404 : 429));
  }
}
