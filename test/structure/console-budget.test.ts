// What a browser loads before the console's first page is there: at most 300 kB, as packed for the wire (gzip).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const BUILT = join('dist', 'console');
const MANIFEST = join(BUILT, 'manifest.json');

/** The issue's own number for a first load; bytes. */
const FIRST_LOAD = 300_000;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** Pages that people begin at: by the navigation's first entry, and by a mail's link. */
const FIRST_PAGES = ['home/home.tsx', 'orders/list/orders-page.tsx'];

if (!existsSync(MANIFEST)) throw new Error(`${MANIFEST} is missing. Run npm run build first.`);
const chunks = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Readonly<Record<string, Chunk>>;

/** Everything that loads with these, each once. */
function filesOf(names: readonly string[]): string[] {
  const reached = new Set<string>();
  const files = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const chunk = chunks[name];
    if (!chunk) throw new Error(`The build has no ${name}.`);
    if (reached.has(name)) continue;
    reached.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    queue.push(...(chunk.imports ?? []));
  }
  return [...files];
}

function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(BUILT, `${file}.gz`)).size, 0);
}

const entries = Object.entries(chunks).flatMap(([name, { isEntry }]) => (isEntry ? [name] : []));

describe('the first load of the console', () => {
  it('begins at one entry', () => {
    expect(entries).toEqual(['index.html']);
  });

  it.each(FIRST_PAGES)('with %s is within its budget', (page) => {
    const bytes = bytesOf(filesOf([...entries, page]));
    // More than the frame alone, so that it is a measure at all.
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(FIRST_LOAD);
  });
});
