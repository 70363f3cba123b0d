/**
 * An agent beside the subscriber's web server, which puts files in place for us: `PUT` and `DELETE` of
 * `<agent>/files/<host>/<path>`, the content as the body, a bearer token as the right to do it.
 */
import { OrderFailure } from '../../../domain/failures.js';
import { FILE_AGENT_TIMEOUT_MS } from '../../../domain/control/look-limits.js';
import type { ValidationFile } from '../../../domain/control/validations.js';
import type { FilePublisher } from '../file-publisher.js';

export interface FileAgentSettings {
  /** Base URL. */
  readonly url: string;
  readonly token: string;
}

/** Throws OrderFailure `FileAgentRefused` where a setting is missing. */
export function createAgentFilePublisher(settings: FileAgentSettings): FilePublisher {
  if (!URL.canParse(settings.url) || settings.token === '')
    throw refused('it needs a URL and a token. Set SEALFLOW_FILE_AGENT_URL and SEALFLOW_FILE_AGENT_TOKEN');
  return {
    name: 'agent',
    publishes: true,
    async publish(file) {
      requireDone(await call(settings, 'PUT', file, file.content));
    },
    async remove(file) {
      const response = await call(settings, 'DELETE', file);
      if (response.status !== 404) requireDone(response);
    },
  };
}

async function call(
  { url, token }: FileAgentSettings,
  method: 'PUT' | 'DELETE',
  file: ValidationFile,
  body?: string,
): Promise<Response> {
  try {
    const response = await fetch(addressAt(url, file), {
      method,
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.timeout(FILE_AGENT_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response;
  } catch (cause) {
    throw unavailable('it does not answer. Check that it runs and can be reached', { cause });
  }
}

function addressAt(agentUrl: string, file: ValidationFile): string {
  const { hostname, pathname } = new URL(file.url);
  return `${agentUrl.replace(/\/$/, '')}/files/${hostname}${pathname}`;
}

function requireDone({ ok, status, headers }: Response): void {
  if (ok) return;
  if (status === 401 || status === 403)
    throw refused(`it does not take our token (status ${status}). Correct SEALFLOW_FILE_AGENT_TOKEN`);
  if (status >= 500 || status === 429 || status === 408)
    throw unavailable(`it failed with status ${status}. Look into its log`, {
      retryAfterMs: retryAfterMs(headers),
    });
  throw refused(`it refused with status ${status}. Check that it serves this host and path`);
}

/** In seconds only (RFC 9110, section 10.2.3, also knows dates); undefined leaves the pace to the retry policy. */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

function refused(message: string): OrderFailure {
  return new OrderFailure('FileAgentRefused', `File agent: ${message}.`);
}

function unavailable(
  message: string,
  options: { readonly cause?: unknown; readonly retryAfterMs?: number },
): OrderFailure {
  return new OrderFailure('FileAgentUnavailable', `File agent: ${message}.`, options);
}
