// Tests come in two sizes, told by the ending of their file: what holds tests is in exactly one of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import drills from '../../vitest.drills.config.js';
import recording from '../../vitest.record.config.js';
import quick from '../../vitest.config.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Recording is no test, though it is written as one. */
const RUNS = { quick, drills, recording } as const;

function filesOfTests(): string[] {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts'));
}

/** Whoever defines a test has `it` from vitest. */
function definesTests(file: string): boolean {
  const imported = /^import \{([^}]*)\} from 'vitest';$/m.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1];
  return imported?.split(',').some((name) => name.trim() === 'it') ?? false;
}

/** The patterns of our configurations: one file, or all files below a folder that end alike. */
function matches(pattern: string, file: string): boolean {
  const [folder = '', ending] = pattern.split('**/*');
  return ending === undefined ? file === pattern : file.startsWith(folder) && file.endsWith(ending);
}

function runsOf(file: string): string[] {
  return Object.entries(RUNS).flatMap(([name, { test }]) =>
    test?.include?.some((pattern) => matches(pattern, file)) ? [name] : [],
  );
}

describe('the sizes of tests', () => {
  it('have every file with tests in exactly one of them', () => {
    const elsewhere = filesOfTests().filter((file) => definesTests(file) && runsOf(file).length !== 1);
    expect(elsewhere).toEqual([]);
  });

  it('run no file that has no test', () => {
    const empty = filesOfTests().filter((file) => runsOf(file).length > 0 && !definesTests(file));
    expect(empty).toEqual([]);
  });

  it('are told apart by the ending, so that this is a rule', () => {
    expect(runsOf('test/domain/waits.test.ts')).toEqual(['quick']);
    expect(runsOf('test/integration/orders/crash.drill.ts')).toEqual(['drills']);
    expect(runsOf('test/support/orders.ts')).toEqual([]);
  });
});
