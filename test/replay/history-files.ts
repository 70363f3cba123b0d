/** Recorded histories as files: where they lie, how they are named, what is taken out of them before they are kept. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { historyToJSON, type History } from '@temporalio/common/lib/proto-utils.js';

const FOLDER = fileURLToPath(new URL('histories', import.meta.url));

/** `file` is `<scenario>@<release>.json`; `history` as Temporal's own tools write it. */
export interface RecordedHistory {
  readonly file: string;
  readonly scenario: string;
  readonly text: string;
}

export function recordedHistories(): RecordedHistory[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => ({
      file,
      scenario: file.split('@')[0] ?? '',
      text: readFileSync(join(FOLDER, file), 'utf8'),
    }));
}

/** Throws where the file is there: orders that took this way may still be running. */
export function refuseRecordedBefore(scenario: string, release: string): void {
  if (!existsSync(pathOf(scenario, release))) return;
  throw new Error(
    `${scenario}@${release}.json is there. A released history is never recorded again: see test/replay/README.md`,
  );
}

export function keepHistory(scenario: string, release: string, history: History): void {
  refuseRecordedBefore(scenario, release);
  const anonymous = JSON.stringify(JSON.parse(historyToJSON(history)), withoutMachine, 1);
  writeFileSync(pathOf(scenario, release), `${anonymous}\n`, { flag: 'wx' });
}

function pathOf(scenario: string, release: string): string {
  return join(FOLDER, `${scenario}@${release}.json`);
}

/** Replay looks at none of this: paths in stack traces, host names in identities and in the names of sticky queues. */
function withoutMachine(key: string, value: unknown): unknown {
  if (key === 'stackTrace') return '';
  if (key === 'identity') return 'worker';
  if (isStickyQueue(value)) return { ...value, name: 'sticky' };
  return value;
}

function isStickyQueue(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'TASK_QUEUE_KIND_STICKY'
  );
}
