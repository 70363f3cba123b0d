// Alerts and boards fit the program: each names metrics that are told, what to do, and an entry in both pages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../worker/monitoring/metrics.js';
import { alertRules, askedMetrics, boards, metricsIn, type Asked } from '../support/asked-metrics.js';
import { strangeWordIn } from './command-tree.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const RULES = alertRules();
const BOARDS = boards();
const ASKED = askedMetrics();

/** What ours are told with. A histogram's buckets have their bound beside. */
const TOLD = new Map<string, readonly string[]>([
  ['up', []],
  ...METRICS.flatMap(({ kind, name, labels }): [string, readonly string[]][] =>
    kind === 'histogram'
      ? [
          [`${name}_bucket`, [...labels, 'le']],
          [`${name}_sum`, labels],
          [`${name}_count`, labels],
        ]
      : [[name, labels]],
  ),
]);

/** Of Temporal's engine: compared with what a real worker tells (test/worker/monitoring/engine.test.ts). */
const ofTheEngine = (name: string): boolean => name.startsWith('temporal_');

/** With what is asked for in vain: the name, or a label of it. */
function inVain(by: (asked: Asked) => boolean): Asked[] {
  return ASKED.filter(by).filter(({ name, labels }) => {
    const told = TOLD.get(name);
    return !ofTheEngine(name) && !(told && labels.every((label) => told.includes(label)));
  });
}

describe('alert rules', () => {
  it('are there, each by a name of its own', () => {
    expect(RULES.length).toBeGreaterThan(15);
    expect(new Set(RULES.map(({ alert }) => alert)).size).toBe(RULES.length);
  });

  it.each(RULES.map((rule) => [rule.alert, rule] as const))(
    '%s asks for metrics that are told, by labels that they have',
    (name, rule) => {
      expect(metricsIn(rule.expr)).not.toEqual([]);
      expect(inVain(({ by }) => by === name)).toEqual([]);
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
  it.each(BOARDS.map((board) => [board.uid, board] as const))(
    '%s asks for metrics that are told, by labels that they have',
    (uid, { panels }) => {
      expect(inVain(({ by }) => by.startsWith(`${uid}: `))).toEqual([]);
      const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
      expect(expressions.filter((expression) => metricsIn(expression).length === 0)).toEqual([]);
    },
  );

  it('show every metric of ours', () => {
    const shown = new Set(ASKED.filter(({ by }) => by.includes(': ')).map(({ name }) => name));
    const hidden = METRICS.filter(({ name }) => !shown.has(name) && !shown.has(`${name}_bucket`));
    expect(hidden.map(({ name }) => name)).toEqual([]);
  });
});

describe('what an expression asks for', () => {
  it('is its metrics, each with the labels that it is chosen and told apart by', () => {
    const expression =
      'sum by (step) (increase(sealflow_a_total{outcome=~"x|up"}[15m])) / on () max by (le, kind) (temporal_b offset 2h)';
    expect(metricsIn(expression)).toEqual([
      { name: 'sealflow_a_total', labels: ['outcome', 'step'] },
      { name: 'temporal_b', labels: ['le', 'kind'] },
    ]);
  });
});
