/** A browser's session as programs of a page use it: begun, looked at, ended. JSON. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Principal } from '../../domain/accounts/principal.js';
import { operationsOf } from '../../domain/accounts/rights.js';
import { ROLES } from '../../domain/accounts/roles.js';
import { PROBLEM_SCHEMA, PROBLEM_TYPE } from '../problem.js';
import { refuseOtherSites, siteOf } from './own-site.js';
import type { SignInParts } from './parts.js';
import type { Membership } from '../../domain/accounts/principal.js';
import { keyOf } from './session-token.js';
import { beginSession, leaveSession, membershipOf, signedIn } from './signed-in.js';

/** House limits: longer than any that is taken. */
export const CREDENTIALS = {
  login: z.string().min(1).max(254).meta({ description: 'The name that the person signs in with.' }),
  password: z.string().min(1).max(1_000),
};

const SIGN_IN_SCHEMA = z.strictObject(CREDENTIALS).meta({ id: 'SignIn' });

const MEMBERSHIP_SCHEMA = z.object({
  account: z.string().nullable().meta({ description: 'Null: of the installation, not of an account.' }),
  role: z.enum(ROLES),
});

const SESSION_SCHEMA = z
  .object({
    kind: z.enum(['user', 'key']),
    id: z.string(),
    name: z.string().meta({ description: 'As the log of operations tells who did something.' }),
    account: z.string(),
    role: z.enum(ROLES),
    memberships: z.array(MEMBERSHIP_SCHEMA).meta({
      description: 'What they may be; `Sealflow-Account` chooses one for a request, `*` the installation.',
    }),
    may: z
      .array(z.string())
      .meta({ description: "What they may do as they are now: the document's `operationId`s." }),
  })
  .meta({ id: 'Session' });

type SessionView = z.output<typeof SESSION_SCHEMA>;

const WAYS_SCHEMA = z
  .object({
    password: z.literal(true),
    openId: z.object({ name: z.string() }).nullable().meta({ description: 'Begun at `/sign-in/openid`.' }),
  })
  .meta({ id: 'SignInWays' });

const PROBLEM = {
  description: 'A problem, in the language of `Accept-Language`',
  content: { [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA } },
};
const PROBLEMS = { '4xx': PROBLEM, '5xx': PROBLEM };

const TAG = 'sign-in';

export function addSessionRoutes(app: FastifyInstance, parts: SignInParts): void {
  app.route({
    method: 'GET',
    url: '/sign-in/ways',
    schema: {
      tags: [TAG],
      operationId: 'session.ways',
      summary: 'How people can sign in here',
      security: [],
      response: { 200: WAYS_SCHEMA, ...PROBLEMS },
    },
    handler: () => ({ password: true, openId: parts.openId ? { name: parts.openId.name } : null }),
  });
  app.route({
    method: 'POST',
    url: '/sign-in/session',
    schema: {
      tags: [TAG],
      operationId: 'session.begin',
      summary: 'Sign in with name and password',
      description: 'Answers with a session cookie. An earlier session of the same browser is ended.',
      body: SIGN_IN_SCHEMA,
      security: [],
      response: { 201: SESSION_SCHEMA, ...PROBLEMS },
    },
    handler: async (request, reply) => {
      refuseOtherSites(request, siteOf(request, parts.config.publicUrl));
      const { login, password } = request.body as z.output<typeof SIGN_IN_SCHEMA>;
      const identity = await parts.identities.signIn(login, password, request.ip);
      const { token } = await beginSession(request, reply, parts, identity);
      const { principal, others } = await parts.identities.bySession(token);
      reply.code(201);
      return viewOf(principal, [membershipOf(principal), ...others]);
    },
  });
  app.route({
    method: 'GET',
    url: '/sign-in/session',
    schema: {
      tags: [TAG],
      operationId: 'session.show',
      summary: 'Who asks, and what they may be',
      response: { 200: SESSION_SCHEMA, ...PROBLEMS },
    },
    handler: (request) => whoIs(request, parts),
  });
  app.route({
    method: 'DELETE',
    url: '/sign-in/session',
    schema: {
      tags: [TAG],
      operationId: 'session.end',
      summary: 'Sign out',
      description: 'The session is over for whoever has a copy of it as well.',
      response: { 204: z.undefined().meta({ description: 'Done' }), ...PROBLEMS },
    },
    handler: async (request, reply) => {
      await leaveSession(reply, parts, await signedIn(request, parts));
      return reply.code(204).send();
    },
  });
}

async function whoIs(request: FastifyRequest, parts: SignInParts): Promise<SessionView> {
  const key = keyOf(request);
  if (key) {
    const principal = await parts.identities.bySecret(key.keyId, key.secret);
    return viewOf(principal, [membershipOf(principal)]);
  }
  const { principal, memberships } = await signedIn(request, parts);
  return viewOf(principal, memberships);
}

function viewOf(
  { kind, id, name, account, role }: Principal,
  memberships: readonly Membership[],
): SessionView {
  return { kind, id, name, account, role, memberships: [...memberships], may: operationsOf(role) };
}
