/** Debian's promtool (package `prometheus`): the rules as Prometheus itself reads and evaluates them. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import type { Scrape } from './scrapes.js';

export const RULES = fileURLToPath(new URL('../../docs/monitoring/alerts.yaml', import.meta.url));

/** Undefined where it can be run, else why not: tests that need it are skipped with this reason. */
export const PROMTOOL_MISSING =
  spawnSync('promtool', ['--version']).status === 0
    ? undefined
    : 'promtool is not on PATH (Debian: apt-get install prometheus)';

const run = promisify(execFile);

/** What promtool says; throws with what it says where it refuses. */
export async function promtool(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run('promtool', args).catch((error: unknown) => {
    const { stdout: said = '', stderr: told = '' } = error as { stdout?: string; stderr?: string };
    throw new PromtoolFailed(`${said}${told}`);
  });
  return stdout + stderr;
}

export class PromtoolFailed extends Error {
  override readonly name = 'PromtoolFailed';
}

/** What was scraped, and for how many minutes it is taken to have stayed so; undefined: nobody answered. */
export interface Stretch {
  readonly scrape: Scrape | undefined;
  readonly minutes: number;
}

/** Prometheus' default. */
const SCRAPED_EVERY = '1m';

const FIRED = 'group by (alertname) (max_over_time(ALERTS{alertstate="firing"}[1d]))';

/** Which of the rules fire at some minute of these stretches, one after the other, scraped once a minute; by name, sorted. */
export async function firedIn(stretches: readonly Stretch[]): Promise<string[]> {
  const minutes = stretches.reduce((sum, stretch) => sum + stretch.minutes, 0);
  // promtool compares only: it is told that nothing fires, and says what does.
  const test = {
    rule_files: [RULES],
    evaluation_interval: SCRAPED_EVERY,
    tests: [
      {
        interval: SCRAPED_EVERY,
        input_series: inputSeries(stretches),
        promql_expr_test: [{ expr: FIRED, eval_time: `${minutes - 1}m`, exp_samples: [] }],
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), 'sealflow-rules-'));
  try {
    const file = join(folder, 'test.yaml');
    writeFileSync(file, stringify(test, { lineWidth: 0 }));
    await promtool('test', 'rules', file);
    return [];
  } catch (error) {
    if (!(error instanceof PromtoolFailed) || !error.message.includes('got:')) throw error;
    return [...error.message.matchAll(/\{alertname="(\w+)"\}/g)].map(([, name = '']) => name).sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface InputSeries {
  readonly series: string;
  readonly values: string;
}

function inputSeries(stretches: readonly Stretch[]): InputSeries[] {
  const known = new Set(stretches.flatMap(({ scrape }) => [...(scrape?.keys() ?? [])]));
  const told = [...known].map((series) => ({
    series: withTarget(series),
    values: valuesOf(stretches, ({ scrape }) => scrape?.get(series)),
  }));
  const up = valuesOf(stretches, ({ scrape }) => (scrape ? '1' : '0'));
  return [...told, { series: withTarget('up'), values: up }];
}

/** A series that is told no more is marked as stale, once, as Prometheus does. */
function valuesOf(stretches: readonly Stretch[], valueIn: (stretch: Stretch) => string | undefined): string {
  let before: string | undefined;
  const parts = stretches.map((stretch) => {
    const value = valueIn(stretch);
    const { minutes } = stretch;
    const ended = value === undefined && before !== undefined;
    before = value;
    if (value !== undefined) return minutes > 1 ? `${value}+0x${minutes - 1}` : value;
    const rest = minutes - (ended ? 1 : 0);
    return [...(ended ? ['stale'] : []), ...(rest > 0 ? [`_x${rest}`] : [])].join(' ');
  });
  return parts.join(' ');
}

/** As Prometheus adds them to whatever it scrapes. */
function withTarget(series: string): string {
  const target = 'job="sealflow",instance="worker:9464"';
  return series.includes('{') ? series.replace('{', `{${target},`) : `${series}{${target}}`;
}
