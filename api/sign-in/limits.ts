/** How often one address may ask what nobody need be signed in for. Passwords and codes have limits of their own, which all servers share. */
import type {} from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { REQUEST_RATES } from '../../domain/accounts/request-limits.js';
import { ApiProblem } from '../problem.js';

/** Where the server counts requests at all. */
export function limitStrangers(app: FastifyInstance): void {
  if (!app.hasDecorator('createRateLimit')) return;
  const { requests, windowSeconds } = REQUEST_RATES.perUnknownAddress;
  const ofAddress = app.createRateLimit({
    max: requests,
    timeWindow: windowSeconds * 1_000,
    keyGenerator: ({ ip }) => ip,
  });
  app.addHook('onRequest', async (request) => {
    if (request.method !== 'POST' && !request.url.startsWith('/sign-in/openid')) return;
    const rate = await ofAddress(request);
    if (rate.isAllowed || !rate.isExceeded) return;
    throw new ApiProblem(
      'TooManyRequests',
      {
        zh: `请求过多:请在 ${rate.ttlInSeconds} 秒后再试`,
        en: `Too many requests: try again in ${rate.ttlInSeconds} seconds`,
      },
      { headers: { 'retry-after': String(rate.ttlInSeconds) } },
    );
  });
}
