/** A server that stops: what was begun is finished, what comes meanwhile is refused, and nobody is waited for longer than that. */
import type { FastifyInstance } from 'fastify';
import { ApiProblem } from './problem.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Goes on until whoever listens has gone: nobody waits for its end. */
    isStream?: boolean;
  }
}

export interface Stopping {
  /** From now on it serves nobody new. */
  readonly hasBegun: boolean;
}

/** From now on closing waits for the answers that are under way, `longestMs` at most; public routes are answered until the end. */
export function finishBeforeClosing(app: FastifyInstance, longestMs: number): Stopping {
  const stopping = { hasBegun: false };
  let underWay = 0;
  let allDone: (() => void) | undefined;
  app.addHook('onRequest', (request, reply, done) => {
    const { isStream = false, isPublic = false } = request.routeOptions.config;
    if (!isStream) {
      underWay += 1;
      reply.raw.once('close', () => {
        underWay -= 1;
        if (underWay === 0) allDone?.();
      });
    }
    done(stopping.hasBegun && !isPublic ? goneSoon() : undefined);
  });
  app.addHook('preClose', async () => {
    stopping.hasBegun = true;
    if (underWay === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      allDone = resolve;
      timer = setTimeout(resolve, longestMs);
    });
    clearTimeout(timer);
  });
  return stopping;
}

function goneSoon(): ApiProblem {
  return new ApiProblem(
    'Unavailable',
    {
      zh: '此服务器正在停止:请求没有处理,请稍后再次发出',
      en: 'This server is being stopped, and did nothing of the request: send it again',
    },
    { headers: { 'retry-after': '2', connection: 'close' } },
  );
}
