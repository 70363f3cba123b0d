// Every finding of a look before asking is told on its page, in both languages, with how bad it is.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PREFLIGHT_CODES } from '../../domain/control/preflight/finding.js';
import { PREFLIGHT_FIXES } from '../../domain/control/preflight/fix-texts.js';
import { codeIn, pagesOf, tableRows, type Page } from './pages.js';

const PAGES = pagesOf(fileURLToPath(new URL('../..', import.meta.url)));
const SEVERITIES: Readonly<Record<string, string>> = {
  fails: 'fails',
  warns: 'warns',
  fine: 'fine',
  失败: 'fails',
  注意: 'warns',
  正常: 'fine',
};

/** `caa-forbids fails`, in the order of the page; whether there is something to do. */
function findingsOn(page: Page | undefined): string[] {
  if (!page) throw new Error('There is no such page');
  return tableRows(page)
    .filter(([, severity = '']) => severity in SEVERITIES)
    .map(([code, severity = '', , fix = '']) =>
      [...codeIn(code), SEVERITIES[severity], fix === '' ? 'nothing' : 'to do'].join(' '),
    );
}

const EXPECTED = Object.entries(PREFLIGHT_CODES).map(([code, { severity }]) =>
  [code, severity, PREFLIGHT_FIXES[code as keyof typeof PREFLIGHT_CODES] ? 'to do' : 'nothing'].join(' '),
);

describe.each(['docs/preflight.md', 'docs/preflight.zh-CN.md'])('%s', (path) => {
  const page = PAGES.find((one) => one.path === path);

  it('tells every finding, once and in order', () => {
    expect(findingsOn(page)).toEqual(EXPECTED);
  });

  it('would be found out without one of its rows', () => {
    const text = page?.text.replace(/^\| `caa-forbids`.*$/m, '') ?? '';
    expect(findingsOn({ path, text })).not.toEqual(EXPECTED);
  });
});
