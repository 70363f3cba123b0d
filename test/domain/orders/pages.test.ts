/** Addresses of an order's pages, and what its workflow is started with for Temporal's pages to show. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../../config/config.js';
import { linkToConsole, orderPageUrls } from '../../../domain/orders/pages.js';
import { turnInALine } from '../../../domain/orders/status-markdown.js';
import { turnViews } from '../../../domain/orders/turn-views.js';
import { metadataOfOrder, namesInShort } from '../../../domain/orders/workflow-metadata.js';
import { PARTY_OF, WAITS } from '../../../domain/waits.js';

const NOWHERE = { namespace: 'default' };
const BOTH = { console: 'https://c.example.com/ssl', webUi: 'http://127.0.0.1:8233', namespace: 'our team' };

describe('the pages of an order', () => {
  it('are where the settings say, below their own paths', () => {
    expect(orderPageUrls('ord_1', BOTH)).toEqual({
      console: 'https://c.example.com/ssl/orders/ord_1',
      webUi: 'http://127.0.0.1:8233/namespaces/our%20team/workflows/certificate-order%3Aord_1',
    });
    expect(orderPageUrls('ord_1', NOWHERE)).toEqual({ console: null, webUi: null });
    expect(linkToConsole('ord_1', BOTH)).toContain('(https://c.example.com/ssl/orders/ord_1)');
    expect(linkToConsole('ord_1', NOWHERE)).toBeUndefined();
  });

  it('come from settings that are addresses, with or without a slash at the end', () => {
    const given = { SEALFLOW_CONSOLE_URL: 'https://c.example.com/ssl/', TEMPORAL_UI_URL: 'http://ui:8080' };
    expect(configFrom(given).pages).toEqual({
      console: 'https://c.example.com/ssl',
      webUi: 'http://ui:8080',
    });
    expect(configFrom({}).pages).toEqual({});
    for (const wrong of ['c.example.com', 'javascript:alert(1)', 'https://c.example.com/?order='])
      expect(() => configFrom({ SEALFLOW_CONSOLE_URL: wrong })).toThrow('SEALFLOW_CONSOLE_URL');
  });
});

describe('the list by whose turn it is', () => {
  it('has each wait in one list, and each list as an address that keeps it', () => {
    const views = turnViews(BOTH, 'zh');
    const named = views.flatMap(({ query }) =>
      [...query.matchAll(/"([a-z-]+)"/g)].flatMap(([, wait = '']) =>
        wait.endsWith('-') ? WAITS.filter((one) => one.startsWith(wait)) : [wait],
      ),
    );
    expect(named.sort()).toEqual([...WAITS].sort());
    expect(new Set(views.map(({ party }) => party))).toEqual(new Set(Object.values(PARTY_OF)));
    for (const { url, query, name } of views) {
      const { pathname, searchParams } = new URL(url ?? '');
      expect(pathname).toBe('/namespaces/our%20team/workflows');
      expect(searchParams.get('query')).toBe(query);
      expect(searchParams.get('savedQuery')).toBe(name.zh);
    }
    expect(turnViews(NOWHERE, 'en').map(({ url }) => url)).toEqual(turnViews(BOTH, 'en').map(() => null));
  });

  it.each(['docs/operating.md', 'docs/operating.zh-CN.md'])('is in %s, to be pasted', (page) => {
    const text = readFileSync(page, 'utf8');
    for (const { query } of turnViews(NOWHERE, 'en')) expect(text).toContain(`\n${query}\n`);
  });
});

describe('the line of a step that waits', () => {
  it('says whose turn it is and until when, and stays below what Temporal takes, however long the names are', () => {
    const deadline = '2027-01-24T23:39:00Z';
    const line = turnInALine({ wait: 'subscriber-dns', deadline });
    expect(line).toBe('等待订购人至 waits for the subscriber until 2027-01-25 07:39 (UTC+8)');
    const label = 'm'.repeat(63);
    const longest = `${label}.${label}.${label}.${'m'.repeat(61)}`;
    for (const wait of WAITS)
      for (const names of [[longest, longest], Array.from({ length: 100 }, () => 'm'.repeat(110))]) {
        const whole = `${turnInALine({ wait, deadline })}: publish, and domain control of ${namesInShort(names)}`;
        expect(Buffer.byteLength(JSON.stringify(whole))).toBeLessThanOrEqual(400);
      }
  });
});

describe('what an order is started with', () => {
  const order = { orderId: 'ord_1', brand: 'geotrust', certificateType: 'ov' };

  it('names it in a line, and leads to the console', () => {
    const submission = { names: ['www.example.com', 'example.com'] };
    expect(metadataOfOrder({ ...order, submission }, NOWHERE)).toEqual({
      staticSummary: 'geotrust ov: www.example.com, example.com',
    });
    const { staticSummary, staticDetails } = metadataOfOrder(order, BOTH, 'anew');
    expect(staticSummary).toBe('geotrust ov: 待填表单 form to come (anew)');
    expect(staticDetails).toContain('https://c.example.com/ssl/orders/ord_1');
  });

  it('stays below what Temporal takes, however many and long the names are', () => {
    const names = Array.from(
      { length: 100 },
      (_, at) => `${String(at).padStart(60, 'n')}.${'m'.repeat(60)}.example.com`,
    );
    const note = 'certificate 12 of ord_1m859qb0j49jna11jtea, attempt 3';
    const { staticSummary } = metadataOfOrder({ ...order, submission: { names } }, BOTH, note);
    expect(Buffer.byteLength(staticSummary)).toBeLessThan(400);
    expect(staticSummary).toContain('+99');
  });
});
