/** What a program at a terminal asks: to be signed in, and whether it was (RFC 8628, sections 3.1, 3.2, 3.4 and 3.5). */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { DEVICE_CLIENT_ID, shownUserCode } from '../../../domain/accounts/device-sign-in.js';
import { Refusal } from '../../../domain/refusals.js';
import { PROBLEM_SCHEMA, PROBLEM_TYPE } from '../../problem.js';
import { siteOf, type OwnSite } from '../own-site.js';
import type { SignInParts } from '../parts.js';
import { DEVICE_PATH } from './pages.js';

const AUTHORIZATION_PATH = '/sign-in/device-authorization';
const TOKEN_PATH = '/sign-in/token';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';

const TAG = 'sign-in';

/** RFC 6749, section 3.2: parameters that nobody knows are left alone. */
const ASKED_SCHEMA = z.object({
  client_id: z.string().optional(),
  client_name: z
    .string()
    .max(400)
    .optional()
    .meta({ description: 'What the person is told of the program.' }),
});

const BEGUN_SCHEMA = z
  .object({
    device_code: z.string(),
    user_code: z.string(),
    verification_uri: z.string(),
    verification_uri_complete: z.string(),
    expires_in: z.int(),
    interval: z.int(),
  })
  .meta({ id: 'DeviceAuthorization' });

const POLLED_SCHEMA = z.object({
  grant_type: z.string().optional(),
  device_code: z.string().max(200).optional(),
  client_id: z.string().optional(),
});

const TOKEN_SCHEMA = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    account: z.string().nullable(),
  })
  .meta({ id: 'DeviceToken' });

const ERROR_SCHEMA = z
  .object({ error: z.string(), error_description: z.string() })
  .meta({ id: 'OAuthError' });

/** What OAuth has no word for is told as everywhere: too many requests, content of another type. */
const ERRORS = {
  description: 'Not signed in, or not yet',
  content: { 'application/json': { schema: ERROR_SCHEMA }, [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA } },
};

const FORM = { consumes: ['application/x-www-form-urlencoded'] };

export function addDeviceRoutes(app: FastifyInstance, parts: SignInParts): void {
  app.route({
    method: 'GET',
    url: '/.well-known/oauth-authorization-server',
    schema: { hide: true },
    handler: (request) => metadataOf(siteOf(request, parts.config.publicUrl)),
  });
  app.route({
    method: 'POST',
    url: AUTHORIZATION_PATH,
    schema: {
      tags: [TAG],
      operationId: 'device.authorize',
      summary: 'Ask for a program to be signed in by a person elsewhere',
      ...FORM,
      body: ASKED_SCHEMA,
      security: [],
      response: { 200: BEGUN_SCHEMA, '4xx': ERRORS },
    },
    handler: async (request, reply) => {
      const { base } = siteOf(request, parts.config.publicUrl);
      const { client_id: clientId, client_name: clientName = clientId } = request.body as z.output<
        typeof ASKED_SCHEMA
      >;
      if (clientId !== DEVICE_CLIENT_ID) return unknownClient(reply);
      try {
        const begun = await parts.deviceSignIns.begin({
          clientName: clientName ?? clientId,
          from: request.ip,
        });
        const userCode = shownUserCode(begun.userCode);
        return {
          device_code: begun.deviceCode,
          user_code: userCode,
          verification_uri: `${base}${DEVICE_PATH}`,
          verification_uri_complete: `${base}${DEVICE_PATH}?user_code=${userCode}`,
          expires_in: begun.expiresInSeconds,
          interval: begun.pollSeconds,
        };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return oauthError(reply, 429, 'temporarily_unavailable', error.message);
      }
    },
  });
  app.route({
    method: 'POST',
    url: TOKEN_PATH,
    schema: {
      tags: [TAG],
      operationId: 'device.token',
      summary: 'Ask whether the person has decided',
      ...FORM,
      body: POLLED_SCHEMA,
      security: [],
      response: { 200: TOKEN_SCHEMA, '4xx': ERRORS },
    },
    handler: async (request, reply) => {
      const {
        grant_type: grantType,
        device_code: deviceCode,
        client_id: clientId,
      } = request.body as z.output<typeof POLLED_SCHEMA>;
      if (clientId !== DEVICE_CLIENT_ID) return unknownClient(reply);
      if (grantType !== GRANT_TYPE)
        return oauthError(reply, 400, 'unsupported_grant_type', `Only ${GRANT_TYPE} is taken.`);
      if (deviceCode === undefined)
        return oauthError(reply, 400, 'invalid_request', 'device_code is missing.');
      return await answerPoll(reply, parts, deviceCode, request.ip);
    },
  });
}

/** RFC 8414: where the rest is, from the base address alone. */
function metadataOf({ base }: OwnSite) {
  return {
    issuer: base,
    device_authorization_endpoint: `${base}${AUTHORIZATION_PATH}`,
    token_endpoint: `${base}${TOKEN_PATH}`,
    grant_types_supported: [GRANT_TYPE],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['none'],
  };
}

async function answerPoll(reply: FastifyReply, parts: SignInParts, deviceCode: string, from: string) {
  const polled = await parts.deviceSignIns.poll(deviceCode);
  switch (polled.state) {
    case 'pending':
      return oauthError(reply, 400, 'authorization_pending', 'Nobody has decided yet.');
    case 'slow-down':
      return oauthError(reply, 400, 'slow_down', 'Ask 5 seconds less often.');
    case 'denied':
      return oauthError(reply, 400, 'access_denied', 'The person refused.');
    case 'expired':
      return oauthError(reply, 400, 'expired_token', 'The code is unknown, was taken, or its time is over.');
    case 'approved':
      return await opened(reply, parts, polled, from);
  }
}

/** The session is made now, so that none lies anywhere before. Whoever was removed meanwhile has none. */
async function opened(
  reply: FastifyReply,
  { identities }: SignInParts,
  { userId, account }: { readonly userId: string; readonly account: string | null },
  from: string,
) {
  try {
    const { token, expiresAt } = await identities.openSession(userId, from);
    const seconds = Math.max(0, Math.floor((Date.parse(expiresAt) - Date.now()) / 1000));
    void reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    return { access_token: token, token_type: 'Bearer' as const, expires_in: seconds, account };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return oauthError(reply, 400, 'access_denied', error.message);
  }
}

function unknownClient(reply: FastifyReply) {
  return oauthError(reply, 401, 'invalid_client', `client_id is to be ${DEVICE_CLIENT_ID}.`);
}

/** RFC 6749, section 5.2: programs read the code, in English. */
function oauthError(reply: FastifyReply, status: number, error: string, description: string) {
  void reply.code(status).headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
  return { error, error_description: description };
}
