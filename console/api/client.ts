/** The API as its own document tells it: asked in the reader's language, for the chosen account, each write with a key. */
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '../generated/api.js';
import { preferences } from '../preferences/preferences.js';
import { tagOf } from '../texts/texts.js';
import { chosenAccount } from './account.js';
import { NoAnswer, problemIn, ProblemError } from './problem.js';
import { toldSignedOut } from './signed-out.js';

/** Before every path of the API; the console stands at `console/` below it. */
export const API_BASE = new URL('..', document.baseURI).href.replace(/\/$/, '');

const IS_SAFE = new Set(['GET', 'HEAD']);

/** What every request says, whoever sends it. */
export function requestHeaders(method: string): Record<string, string> {
  const account = chosenAccount();
  return {
    'accept-language': tagOf(preferences().language),
    ...(account !== undefined && { 'sealflow-account': account }),
    ...(!IS_SAFE.has(method) && { 'idempotency-key': newKey() }),
  };
}

/** Of one thing that is asked for; the same key again asks for nothing new. */
export function newKey(): string {
  return crypto.randomUUID();
}

const asking: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(requestHeaders(request.method)))
      if (!request.headers.has(name)) request.headers.set(name, value);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return;
    throw noted(new ProblemError(await problemIn(response)));
  },
  onError() {
    return new NoAnswer();
  },
};

/** Whoever is not signed in any more is told so, and asked to. */
export function noted(error: ProblemError): ProblemError {
  if (error.problem.code === 'NotSignedIn') toldSignedOut();
  return error;
}

export const api = createClient<paths>({ baseUrl: API_BASE, credentials: 'same-origin' });
api.use(asking);

/** What was answered. Throws ProblemError for what is refused, NoAnswer where nobody answers. */
export async function answered<Data>(asked: Promise<{ readonly data?: Data }>): Promise<Data> {
  const { data } = await asked;
  return data as Data;
}

/** A header by which a write is known again: the same key for the same thing, however often a button is pressed. */
export function knownBy(key: string): { readonly headers: { readonly 'idempotency-key': string } } {
  return { headers: { 'idempotency-key': key } };
}
