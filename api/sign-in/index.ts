/** Signing in: with a password or at an OpenID provider, for browsers; by a person's confirmation elsewhere, for terminals. */
import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { addDeviceRoutes } from './device/routes.js';
import { addDevicePages } from './device/pages.js';
import { addFormBodies } from './form-bodies.js';
import { limitStrangers } from './limits.js';
import { addOpenIdRoutes } from './openid/routes.js';
import { addOncePages } from './pages/once.js';
import { addSignInPages } from './pages/routes.js';
import type { SignInParts } from './parts.js';
import { addSessionRoutes } from './session-routes.js';

export type { SignInParts } from './parts.js';

/** A fastify plugin: `app.register(signIn, parts)`, in a server that tells errors as problem documents. */
export async function signIn(app: FastifyInstance, parts: SignInParts): Promise<void> {
  if (!app.hasDecorator('parseCookie')) await app.register(cookie);
  addFormBodies(app);
  limitStrangers(app);
  addSessionRoutes(app, parts);
  addSignInPages(app, parts);
  addOncePages(app, parts);
  if (parts.openId) addOpenIdRoutes(app, parts, parts.openId);
  addDeviceRoutes(app, parts);
  addDevicePages(app, parts);
}
