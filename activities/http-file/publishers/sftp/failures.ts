/** What an SFTP server, or the way to it, says no with: in our words, and as what an order does about it. */
import type { Bilingual } from '../../../../domain/bilingual.js';
import { SFTP_FAILURES } from '../../../../domain/failure-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';

/** As messages name it. */
export interface SftpServer {
  readonly host: string;
  readonly user: string;
}

/** Status codes of SFTP (draft-ietf-secsh-filexfer-02, section 7). */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;

export function isMissing(error: unknown): boolean {
  return codeOf(error) === NO_SUCH_FILE;
}

export function refusedBy({ host }: SftpServer, what: Bilingual): OrderFailure {
  return new OrderFailure('FileAgentRefused', SFTP_FAILURES.of(host, what));
}

export function unavailable({ host }: SftpServer, what: Bilingual, cause?: unknown): OrderFailure {
  return new OrderFailure('FileAgentUnavailable', SFTP_FAILURES.of(host, what), { cause });
}

/** Of one operation on the server's files. */
export function failureAt(server: SftpServer, path: string, error: unknown): unknown {
  if (error instanceof OrderFailure) return error;
  const code = codeOf(error);
  if (code === PERMISSION_DENIED) return refusedBy(server, SFTP_FAILURES.noRight(path, server.user));
  if (typeof code !== 'number') return failureOfConnection(server, error);
  return unavailable(server, SFTP_FAILURES.failed(`${path}: SFTP ${code}`));
}

/**
 * Of the connection, before or while it is used. The library tells a key that can't be read from a login that is refused by
 * their messages alone; passwords and keys stand in none of them.
 */
export function failureOfConnection(server: SftpServer, error: unknown): OrderFailure {
  if (error instanceof OrderFailure) return error;
  const { message, level } = error as Error & { readonly level?: string };
  if (/privateKey|passphrase/i.test(message)) return refusedBy(server, SFTP_FAILURES.keyUnreadable);
  if (level === 'client-authentication' || /authentication methods failed/i.test(message))
    return refusedBy(server, SFTP_FAILURES.authenticationRefused(server.user));
  const code = codeOf(error);
  return unavailable(
    server,
    SFTP_FAILURES.noAnswer(code === undefined ? (level ?? 'SSH') : String(code)),
    error,
  );
}

function codeOf(error: unknown): string | number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'number' || typeof error.code === 'string' ? error.code : undefined;
}
