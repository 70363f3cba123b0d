/** The demo of every way as its audience sees it: a program, its timeline, its exit code, and nothing left behind. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EVERY_ORDER } from '../../../dev/demo/every-order.js';
import { processesWith } from '../../../dev/process-table.js';
import { runDemo } from './run-demo.js';

it('runs one order of every way to a verified certificate with --all', { timeout: 400_000 }, async () => {
  const { code, output, errors } = await runDemo('--all');
  expect({ code, errors, output: code === 0 ? '' : output }).toEqual({ code: 0, errors: '', output: '' });
  const table = output.slice(output.indexOf('\norder '));
  const rowOf = (label: string) => table.split('\n').find((line) => line.startsWith(`${label} `));
  for (const { label } of EVERY_ORDER) {
    expect(rowOf(label)).toMatch(/Sealflow Development (SM2 )?Issuing CA .*\bfit$/);
    expect(output).toMatch(new RegExp(`s {2}${label} +issued `));
  }
  expect(rowOf('globalsign-ov')).toMatch(/letter, review, letter, review/);
  expect(rowOf('dnspod-sm2-ov')).toMatch(/form, .*review/);
  expect(rowOf('dnspod-sm2-ov')).toContain('Sealflow Development SM2 Issuing CA');
  expect(output).toMatch(/All 8 orders are issued, all certificates verified; .*\n$/);

  const [, folder = ''] = /Temporary data is in (\S+);/.exec(output) ?? [];
  expect(existsSync(folder)).toBe(false);
  expect(processesWith([folder])).toEqual([]);
});
