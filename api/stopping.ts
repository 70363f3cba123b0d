/** A server that stops: what was begun is finished, what comes meanwhile is refused, and nobody is waited for longer than that. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Goes on until whoever listens has gone: nobody waits for its end. */
    isStream?: boolean;
  }
}

/** From now on closing waits for the answers that are under way, `longestMs` at most. */
export function finishBeforeClosing(app: FastifyInstance, longestMs: number): void {
  let underWay = 0;
  let allDone: (() => void) | undefined;
  app.addHook('onRequest', (request, reply, done) => {
    if (!isStream(request)) {
      underWay += 1;
      reply.raw.once('close', () => {
        underWay -= 1;
        if (underWay === 0) allDone?.();
      });
    }
    done();
  });
  app.addHook('preClose', async () => {
    if (underWay === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      allDone = resolve;
      timer = setTimeout(resolve, longestMs);
    });
    clearTimeout(timer);
  });
}

function isStream({ routeOptions, headers }: FastifyRequest): boolean {
  return routeOptions.config.isStream === true || headers.accept?.includes('text/event-stream') === true;
}
