/** Why the stack did not start, where the machine is the reason, and not the stack. */
import { ToldError } from '../domain/told.js';

/** As Node, Postgres and SQLite say it. */
const DISK_IS_FULL =
  /\bENOSPC\b|\bEDQUOT\b|no space left on device|disk quota exceeded|database or disk is full/i;

/** The same error, or one that says what to do about a full disk. */
export function startProblem(error: unknown, dataDir: string): unknown {
  if (!DISK_IS_FULL.test(wordsOf(error))) return error;
  return new ToldError(
    {
      zh: `${dataDir} 所在的磁盘已满(ENOSPC)。请腾出空间后重新启动:文件总是整个替换,已保存的内容不会丢失。`,
      en:
        `The disk that holds ${dataDir} is full (ENOSPC). Free some space and start again: files are replaced as a whole, so ` +
        'nothing that was kept is lost.',
    },
    { cause: error },
  );
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${wordsOf(error.cause)}`;
}
