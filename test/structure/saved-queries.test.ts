/** The queries that pages tell operators to paste speak of attributes and waits that there are, each party's in full. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PARTY_OF, WAITS, type Party } from '../../domain/waits.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.js';

const HEADINGS = {
  'docs/operating.md': '## Queries to paste into the Web UI',
  'docs/operating.zh-CN.md': '## 可粘贴到 Web UI 的查询',
} as const;

function blocksOf(page: keyof typeof HEADINGS): string[] {
  const [, section = ''] = readFileSync(page, 'utf8').split(HEADINGS[page]);
  const [own = ''] = section.split('\n## ');
  return Array.from(own.matchAll(/```\n([^`]+)```/g), ([, block = '']) => block.trim());
}

/** Those that are named, or that begin as is told. */
const waitsIn = (query: string) =>
  Array.from(query.matchAll(/(STARTS_WITH )?"([a-z-]+)"/g)).flatMap(([, isPrefix, word = '']) =>
    WAITS.filter((wait) => (isPrefix === undefined ? wait === word : wait.startsWith(word))),
  );

describe.each(Object.keys(HEADINGS) as (keyof typeof HEADINGS)[])('%s', (page) => {
  const [parties = '', single = '', address = ''] = blocksOf(page);

  it("names every wait of each party, and nobody else's", () => {
    const order: Party[] = ['subscriber', 'approver', 'ca', 'reviewer', 'dns', 'us'];
    const told = parties.split('\n').map((query) => waitsIn(query).sort());
    expect(told).toEqual(order.map((party) => WAITS.filter((wait) => PARTY_OF[wait] === party).sort()));
  });

  it('speaks of search attributes that there are', () => {
    const known = [...SEARCH_ATTRIBUTES.map(({ name }) => name), 'ExecutionStatus'];
    for (const query of [...parties.split('\n'), ...single.split('\n')]) {
      const names = Array.from(
        query.matchAll(/\b([A-Z]\w+)(?= ?[=<]| in | between | STARTS_WITH )/g),
        ([, name]) => name,
      );
      expect(names).not.toEqual([]);
      expect(known).toEqual(expect.arrayContaining(names));
    }
  });

  it('shows a query as the address that it is', () => {
    expect(new URL(address).searchParams.get('query')).toBe(single.split('\n')[0]);
  });
});
