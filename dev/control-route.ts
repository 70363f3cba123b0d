/** Routes of what the command line asks of the stack's services: refusals carry its codes, and both languages. */
import { Refusal, refusalDetails, type RefusalCode } from '../domain/refusals.js';
import { AnsweredError } from './answered-error.js';
import type { Answer, ApiRequest, Route } from './http-api.js';

const CODES: Readonly<Record<string, RefusalCode>> = {
  'not-found': 'NotFound',
  'bad-request': 'InvalidInput',
};
const STATUS: Record<RefusalCode, number> = {
  InvalidInput: 400,
  NotFound: 404,
  RefusedInThisState: 409,
  NotSignedIn: 401,
  NotAllowed: 403,
};

/** Below `/_control/`. */
export function controlRoute(method: Route['method'], path: string, handle: Route['handle']): Route {
  return { method, path: `/_control/${path}`, handle: async (request) => answered(handle, request) };
}

async function answered(handle: Route['handle'], request: ApiRequest): Promise<Answer> {
  try {
    return await handle(request);
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    return { status: STATUS[refusal.code], json: { error: errorOf(refusal) } };
  }
}

/** As it goes over the wire. */
export function errorOf({ code, field, message, accepted, chinese }: Refusal) {
  return { code, field, message, accepted, chinese };
}

function refusalIn(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (!(error instanceof AnsweredError)) return undefined;
  return new Refusal(refusalDetails(CODES[error.code] ?? 'RefusedInThisState', { message: error.words }));
}
