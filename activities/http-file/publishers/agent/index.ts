/**
 * An agent beside the subscriber's web server, which puts files in place for us: `PUT` and `DELETE` of
 * `<agent>/files/<host>/<path>`, the content as the body, a bearer token as the right to do it.
 */
import type { Bilingual } from '../../../../domain/bilingual.js';
import { FILE_AGENT_FAILURES } from '../../../../domain/failure-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { FILE_AGENT_TIMEOUT_MS } from '../../../../domain/control/look-limits.js';
import type { ValidationFile } from '../../../../domain/control/validations.js';
import type { FilePublisher } from '../../file-publisher.js';

export interface FileAgentSettings {
  /** Base URL. */
  readonly url: string;
  readonly token: string;
  /** As its owner calls it, where it is a connection; absent: the installation's, set by environment variables. */
  readonly connection?: string;
}

/** Never put in place: whoever asks for its removal is told only whether the agent takes the token. */
const NEVER_THERE = {
  url: 'http://access-check.invalid/.well-known/pki-validation/access-check',
  content: '',
} as const satisfies ValidationFile;

/** Throws OrderFailure `FileAgentRefused` where a setting is missing. */
export function createAgentFilePublisher(settings: FileAgentSettings): FilePublisher {
  if (!URL.canParse(settings.url) || settings.token === '') throw refused(FILE_AGENT_FAILURES.lacksSettings);
  const remove = async (file: ValidationFile) => {
    const response = await call(settings, 'DELETE', file);
    if (response.status !== 404) requireDone(response, settings);
  };
  return {
    name: 'agent',
    publishes: true,
    async publish(file) {
      requireDone(await call(settings, 'PUT', file, file.content), settings);
    },
    remove,
    tryAccess: () => remove(NEVER_THERE),
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
    throw unavailable(FILE_AGENT_FAILURES.noAnswer, { cause });
  }
}

function addressAt(agentUrl: string, file: ValidationFile): string {
  const { hostname, pathname } = new URL(file.url);
  return `${agentUrl.replace(/\/$/, '')}/files/${hostname}${pathname}`;
}

function requireDone({ ok, status, headers }: Response, { connection }: FileAgentSettings): void {
  if (ok) return;
  if (status === 401 || status === 403) throw refused(FILE_AGENT_FAILURES.token(status, connection));
  if (status >= 500 || status === 429 || status === 408)
    throw unavailable(FILE_AGENT_FAILURES.failed(status), {
      retryAfterMs: retryAfterMs(headers),
    });
  throw refused(FILE_AGENT_FAILURES.refused(status));
}

/** In seconds only (RFC 9110, section 10.2.3, also knows dates); undefined leaves the pace to the retry policy. */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

function refused(what: Bilingual): OrderFailure {
  return new OrderFailure('FileAgentRefused', FILE_AGENT_FAILURES.of(what));
}

function unavailable(
  what: Bilingual,
  options: { readonly cause?: unknown; readonly retryAfterMs?: number },
): OrderFailure {
  return new OrderFailure('FileAgentUnavailable', FILE_AGENT_FAILURES.of(what), options);
}
