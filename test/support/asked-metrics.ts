/** The alert rules and boards of docs/monitoring/, and which metrics and labels they ask for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const MONITORING = fileURLToPath(new URL('../../docs/monitoring/', import.meta.url));

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string | undefined>>;
}

interface Target {
  readonly expr: string;
  readonly legendFormat?: string;
}

export interface Board {
  readonly uid: string;
  readonly panels: readonly { readonly title: string; readonly targets: readonly Target[] }[];
}

export function alertRules(): Rule[] {
  const { groups } = parse(readFileSync(join(MONITORING, 'alerts.yaml'), 'utf8')) as {
    groups: { rules: Rule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

export function boards(): Board[] {
  const folder = join(MONITORING, 'boards');
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Board);
}

/** One metric as an expression asks for it. */
export interface Asked {
  /** Of the rule or the board. */
  readonly by: string;
  readonly name: string;
  readonly labels: readonly string[];
}

/** By every rule and every panel. */
export function askedMetrics(): Asked[] {
  const ofRules = alertRules().map(({ alert, expr, annotations }) => ({
    by: alert,
    expr,
    words: Object.values(annotations).join(' '),
  }));
  const ofBoards = boards().flatMap(({ uid, panels }) =>
    panels.flatMap(({ title, targets }) =>
      targets.map(({ expr, legendFormat = '' }) => ({ by: `${uid}: ${title}`, expr, words: legendFormat })),
    ),
  );
  return [...ofRules, ...ofBoards].flatMap(({ by, expr, words }) =>
    metricsIn(expr).map(({ name, labels }) => ({
      by,
      name,
      labels: [...new Set([...labels, ...labelsNamedBy(words)])].filter(
        (label) => !OF_TARGET.includes(label),
      ),
    })),
  );
}

/** What Prometheus adds to all that it scrapes. */
const OF_TARGET: readonly string[] = ['job', 'instance'];

const METRIC = /\b(?:(?:sealflow|temporal|process|nodejs)_[a-z0-9_]+|up)\b(?:\{([^}]*)\})?/g;

/** Every name with the labels that its values are chosen by, and those that what encloses it keeps apart. */
export function metricsIn(
  expression: string,
): { readonly name: string; readonly labels: readonly string[] }[] {
  const kept = keptApart(expression);
  return [...withoutWords(expression).matchAll(METRIC)].map(({ 0: found, 1: chosen = '', index }) => ({
    name: found.split('{')[0] ?? '',
    labels: [
      ...[...chosen.matchAll(/([a-z_]+)\s*[=!]/g)].map(([, label = '']) => label),
      ...kept.filter(({ from, to }) => from <= index && index < to).flatMap(({ labels }) => labels),
    ],
  }));
}

/** As long as it was: values of labels could look like names. */
function withoutWords(expression: string): string {
  return expression.replace(/"[^"]*"/g, (word) => '"'.padEnd(word.length - 1, ' ') + '"');
}

interface KeptApart {
  readonly labels: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Of `sum by (LABELS) (…)`: what is within the second brackets is told apart by the first. */
function keptApart(expression: string): KeptApart[] {
  return [...withoutWords(expression).matchAll(/\bby\s*\(([^)]*)\)\s*\(/g)].map(
    ({ 0: found, 1: labels = '', index }) => {
      const from = index + found.length;
      return {
        labels: labels.split(',').map((label) => label.trim()),
        from,
        to: closingOf(expression, from),
      };
    },
  );
}

function closingOf(expression: string, from: number): number {
  let open = 1;
  for (let at = from; at < expression.length; at++) {
    if (expression[at] === '(') open++;
    if (expression[at] === ')' && --open === 0) return at;
  }
  throw new Error(`A bracket is never closed: ${expression}`);
}

/** `{{kind}}` of a legend, `{{ $labels.kind }}` of an annotation. */
function labelsNamedBy(words: string): string[] {
  return [...words.matchAll(/\{\{\s*(?:\$labels\.)?([a-z_]+)\s*\}\}/g)].map(([, label = '']) => label);
}
