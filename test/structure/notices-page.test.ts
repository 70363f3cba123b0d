// Every kind of notice stands on its page, once and in order.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NOTICE_KINDS } from '../../domain/notices/words.js';
import { codeIn, pagesOf, tableRows, type Page } from './pages.js';

const PAGES = pagesOf(fileURLToPath(new URL('../..', import.meta.url)));
const TABLE = /^## Kinds$.*?(?=^## )/ms;

function kindsOn({ path, text }: Page): string[] {
  const [section = ''] = TABLE.exec(text) ?? [];
  return tableRows({ path, text: section }).flatMap(([kind]) => codeIn(kind));
}

describe('docs/notices.md', () => {
  const page = PAGES.find(({ path }) => path === 'docs/notices.md') ?? { path: '', text: '' };

  it('tells every kind', () => {
    expect(kindsOn(page)).toEqual([...NOTICE_KINDS]);
  });

  it('would be found out without one of them', () => {
    const text = page.text.replace(/^\| `renewing`.*$/m, '');
    expect(kindsOn({ ...page, text })).not.toContain('renewing');
  });
});
