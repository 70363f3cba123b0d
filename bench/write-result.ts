/** Keeps a result: every figure as JSON, the tables as Markdown beside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from '../config/package-folder.js';

/** Without `out` below `bench/results`, by the time of the start. */
export function resultPath(startedAt: string, out: string | undefined): string {
  return out ?? join(packageFolder(), 'bench', 'results', `${startedAt.replaceAll(/[:.]/g, '-')}.json`);
}

/** Returns the paths that were written. */
export function writeResult(path: string, result: unknown, markdown: string): readonly [string, string] {
  const beside = `${path.replace(/\.json$/, '')}.md`;
  mkdirSync(dirname(path), { recursive: true });
  const withoutMaps = (_key: string, value: unknown): unknown =>
    value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value;
  writeFileSync(path, `${JSON.stringify(result, withoutMaps, 2)}\n`);
  writeFileSync(beside, `${markdown}\n`);
  return [path, beside];
}
