// Every step that a workflow may take stands in a table of steps that die, fail, or whose result is lost.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONTRACT = 'workflows/activity-contract';

/** Files whose stories are of such steps. */
const TABLES =
  /^test\/(?:integration|workflows)\/.*(?:crash|deaths|every-step-fails|forgotten|lost-)[\w.-]*\.ts$/;

/** What no table names, and why it needs none. */
const WITHOUT_A_LINE: Readonly<Record<string, string>> = {
  awaitRecord: 'writes nothing: it waits until what was lost is back (missing-records.test.ts)',
  compareStores: 'writes nothing',
  followPlan: 'a part of concludeIssued, which dies between any two of its lines',
  handInRevocationLetter:
    'a letter goes to the CA once, whatever was lost on the way (test/activities/revocation)',
  placeOrder: 'a part of prepareAndPlace, which dies between any two of its lines',
  prepareCsr: 'a part of prepareAndPlace, which dies between any two of its lines',
  recordApproval: 'one word that the history has: taken again it is the same (approval.test.ts)',
  renewOrganization: 'every result of the ways of companies is lost once (forgotten-orders.ts)',
  rollOverAccountKey:
    'the next key is stored before it is asked for, and both are tried after a lost answer (test/activities/ca/providers/acme/account.test.ts)',
  repairStores: 'each repair asks anew what is so (restored-stores.drill.ts)',
};

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Methods of the contract's interfaces. */
function stepsIn(text: string): string[] {
  return [...text.matchAll(/^ {2}([a-z]\w+)\(/gm)].map(([, name = '']) => name);
}

/** A word in quotes, alone or before the end that an order comes to. */
function isNamedIn(text: string, step: string): boolean {
  return new RegExp(`['"\`]${step}(?: [a-z]+)?['"\`]`).test(text) || text.includes(`('${step}: `);
}

const steps = filesBelow(CONTRACT).flatMap((path) => stepsIn(textOf(path)));
const tables = [...filesBelow('test/integration'), ...filesBelow('test/workflows')]
  .filter((path) => TABLES.test(path))
  .map(textOf)
  .join('\n');

describe('the tables of dying, failing and forgotten steps', () => {
  it('are there, and so is the contract', () => {
    expect(new Set(steps).size).toBe(steps.length);
    expect(steps.length).toBeGreaterThan(30);
    expect(tables.length).toBeGreaterThan(1_000);
  });

  it('name every step', () => {
    const unnamed = steps.filter((step) => !isNamedIn(tables, step));
    expect(unnamed.sort()).toEqual(Object.keys(WITHOUT_A_LINE).sort());
  });

  it('would be found out without a line', () => {
    const fewer = tables.replaceAll("'tryConnection'", '');
    expect(steps.filter((step) => !isNamedIn(fewer, step))).toContain('tryConnection');
  });
});
