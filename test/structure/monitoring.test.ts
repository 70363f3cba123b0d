// Alerts and boards fit the program: each names metrics that are told, what to do, and an entry in both pages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { METRICS } from '../../worker/monitoring/metrics.js';
import { strangeWordIn } from './command-tree.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BOARDS = join(ROOT, 'docs/monitoring/boards');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string | undefined>>;
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { groups } = parse(read('docs/monitoring/alerts.yaml')) as {
  groups: { rules: Rule[] }[];
};
const RULES = groups.flatMap(({ rules }) => rules);

interface Board {
  readonly uid: string;
  readonly panels: { readonly title: string; readonly targets: { readonly expr: string }[] }[];
}
const boards = readdirSync(BOARDS).map((file) => JSON.parse(read(`docs/monitoring/boards/${file}`)) as Board);

/** Of Temporal's engine, as its version tells them; the drills meet them in a scrape. */
const OF_TEMPORAL = [
  'temporal_long_request_failure_total',
  'temporal_num_pollers',
  'temporal_request_latency_seconds_bucket',
  'temporal_sticky_cache_size',
  'temporal_worker_task_slots_available',
  'temporal_worker_task_slots_used',
  'temporal_workflow_task_execution_failed_total',
  'temporal_workflow_task_schedule_to_start_latency_seconds_bucket',
];

const TOLD = new Set([
  'up',
  ...OF_TEMPORAL,
  ...METRICS.flatMap(({ kind, name }) =>
    kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
]);

function metricsIn(expression: string): string[] {
  const bare = expression.replace(/\{[^}]*\}/g, '').replace(/"[^"]*"/g, '');
  return [...bare.matchAll(/\b(?:sealflow|temporal|process|nodejs)_[a-z0-9_]+|\bup\b/g)].map(
    ([name]) => name,
  );
}

describe('alert rules', () => {
  it('are there, each by a name of its own', () => {
    expect(RULES.length).toBeGreaterThan(15);
    expect(new Set(RULES.map(({ alert }) => alert)).size).toBe(RULES.length);
  });

  it.each(RULES.map((rule) => [rule.alert, rule] as const))(
    '%s asks for metrics that are told',
    (_name, rule) => {
      expect(metricsIn(rule.expr)).not.toEqual([]);
      expect(metricsIn(rule.expr).filter((name) => !TOLD.has(name))).toEqual([]);
    },
  );

  it.each(RULES.map((rule) => [rule.alert, rule] as const))(
    '%s says what to do, and where more stands',
    (name, rule) => {
      const { summary, action, command, runbook_url: page, ...others } = rule.annotations;
      expect(others).toEqual({});
      expect([summary, action, command].every((words) => words !== undefined && words.length > 15)).toBe(
        true,
      );
      expect(['critical', 'warning', 'info']).toContain(rule.labels.severity);
      expect(page).toBe(`docs/operating.md#${name.toLowerCase()}`);
      for (const file of ['docs/operating.md', 'docs/operating.zh-CN.md'])
        expect(read(file).split('\n')).toContain(`### ${name}`);
      const typed = /^docker compose exec worker sealflow (.+)$/.exec(command ?? '')?.[1];
      if (typed !== undefined) expect(strangeWordIn(typed)).toBeUndefined();
    },
  );

  it('are all that the pages have entries for', () => {
    const names = RULES.map(({ alert }) => alert).sort();
    for (const file of ['docs/operating.md', 'docs/operating.zh-CN.md'])
      expect([...read(file).matchAll(/^### (Sealflow\w+)$/gm)].map(([, name]) => name).sort()).toEqual(names);
  });
});

describe('boards', () => {
  it.each(boards.map((board) => [board.uid, board] as const))(
    '%s asks for metrics that are told',
    (_uid, { panels }) => {
      const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
      expect(expressions.flatMap(metricsIn).filter((name) => !TOLD.has(name))).toEqual([]);
      expect(expressions.every((expression) => metricsIn(expression).length > 0)).toBe(true);
    },
  );

  it('show every metric of ours', () => {
    const shown = new Set(
      boards.flatMap(({ panels }) =>
        panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr))),
      ),
    );
    const hidden = METRICS.filter(({ name }) => !shown.has(name) && !shown.has(`${name}_bucket`));
    expect(hidden.map(({ name }) => name)).toEqual([]);
  });
});
