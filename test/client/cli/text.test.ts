/** What strangers wrote, as a terminal gets it: no cursor moves, no row is faked, columns are as wide as they look. */
import { describe, expect, it } from 'vitest';
import { cutToWidth, displayWidth, padded } from '../../../client/cli/display-width.js';
import { safeTerminal } from '../../../client/cli/safe-terminal.js';
import { table } from '../../../client/cli/table.js';
import { facts, fitForTerminal, jsonLine, oneLine, shortNames } from '../../../client/cli/text.js';
import { forbiddenCharacter } from '../../../domain/characters.js';
import { WORST_STRINGS } from '../../support/worst-strings.js';

describe('how wide text is', () => {
  it.each([
    ['', 0],
    ['www.example.com', 15],
    ['例子科技', 8],
    ['例子 OV', 7],
    ['é', 1],
    ['e\u0301', 1],
    ['ａｂ', 4],
    ['👩‍👩‍👧', 2],
    ['a\u200bb', 2],
    ['한글', 4],
  ])('%s: %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
    expect(displayWidth(padded(text, 20))).toBe(20);
  });

  it('is kept where a text is cut, never in the middle of a character', () => {
    expect(cutToWidth('例子科技有限公司', 7)).toBe('例子科…');
    expect(cutToWidth('例子科技有限公司', 8)).toBe('例子科…');
    expect(cutToWidth('例子科技有限公司', 16)).toBe('例子科技有限公司');
    expect(cutToWidth('www.example.com', 8)).toBe('www.exa…');
  });
});

describe('tables', () => {
  it('are aligned by width, not by the number of characters', () => {
    const rows = [
      ['COMPANY', 'CITY', 'UPDATED'],
      ['例子科技有限公司', '北京市', '2026-11-23'],
      ['Example Ltd', 'London', '2026-11-24'],
    ];
    const places = table(rows)
      .trimEnd()
      .split('\n')
      .map((line) => displayWidth(line.slice(0, line.search(/UPDATED|2026/))));
    expect(new Set(places)).toEqual(new Set([26]));
  });

  it.each(Object.entries(WORST_STRINGS))('are not broken by %s', (_kind, worst) => {
    const shown = table([
      ['NAME', 'CITY'],
      [worst, 'here'],
    ]);
    expect(shown.split('\n')).toHaveLength(3);
    expect(forbiddenCharacter(shown, { lines: true })).toBeUndefined();
    const told = facts([['Name', worst]]);
    expect(told.split('\n').length).toBeLessThanOrEqual(2);
    expect(forbiddenCharacter(told, { lines: true })).toBeUndefined();
  });

  it('fit a terminal: words are cut, ids and dates are not', () => {
    const rows = [
      ['CERTIFICATE', 'NAMES', 'STATE', 'ISSUER'],
      ['cert_1m859q7jd1n5j6geytfk', `${'a'.repeat(60)}.example.com`, 'valid', `${'b'.repeat(40)} CA`],
    ];
    const wide = table(rows, { width: undefined, words: ['NAMES', 'ISSUER'] });
    expect(wide).toContain('a'.repeat(60));
    const fitted = table(rows, { width: 80, words: ['NAMES', 'ISSUER'] });
    for (const line of fitted.trimEnd().split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    expect(fitted).toContain('cert_1m859q7jd1n5j6geytfk');
    expect(fitted).toMatch(/a{10,}….* valid .*b{10,}…/);
    // Narrower than the ids alone: they stay whole all the same.
    expect(table(rows, { width: 20, words: ['NAMES', 'ISSUER'] })).toContain('cert_1m859q7jd1n5j6geytfk');
  });

  it('tell how many names there are more', () => {
    const names = Array.from({ length: 250 }, (_, index) => `host-${index}.example.com`);
    expect(shortNames(names)).toBe('host-0.example.com +249');
    expect(shortNames(names, 3)).toBe('host-0.example.com, host-1.example.com, host-2.example.com +247');
    expect(shortNames(['a.example.com\u001b[2K\rfaked', 'b'], 3)).toBe('a.example.com [2K faked, b');
    expect(shortNames([])).toBe('-');
  });
});

describe('whatever leaves for a terminal', () => {
  it.each(Object.entries(WORST_STRINGS))('is cleaned of %s', (_kind, worst) => {
    let stdout = '';
    let stderr = '';
    const terminal = safeTerminal({
      environment: {},
      write: (text) => (stdout += text),
      writeError: (text) => (stderr += text),
    });
    terminal.write(`first\n\t${worst}\nlast\n`);
    terminal.writeError(`error: ${worst}\n`);
    expect(forbiddenCharacter(stdout + stderr, { lines: true })).toBeUndefined();
    expect(stdout.replaceAll(/[^\n\r]/g, '')).not.toContain('\r');
    expect(stdout.startsWith('first\n\t') && stdout.endsWith('\nlast\n')).toBe(true);
    expect(JSON.parse(jsonLine({ worst }))).toEqual({ worst });
    expect(forbiddenCharacter(jsonLine({ worst }), { lines: true })).toBeUndefined();
    expect(forbiddenCharacter(oneLine(worst), { lines: false })).toBeUndefined();
  });

  it('is left to programs as it is where they compare it, and to people nowhere', () => {
    let written = '';
    const terminal = {
      environment: {},
      write: (text: string) => void (written += text),
      writeError: () => {},
    };
    safeTerminal(terminal).writeExactly('{"actor":"\u202e"}\n');
    expect(written).toBe('{"actor":"\u202e"}\n');
    written = '';
    safeTerminal({ ...terminal, columns: 80 }).writeExactly('{"actor":"\u202e"}\n');
    expect(written).toBe('{"actor":""}\n');
  });

  it('keeps what is ordinary', () => {
    const text = '例子科技\té\n\n  indented 👩‍👩‍👧\n';
    expect(fitForTerminal(text)).toBe(text);
  });
});
