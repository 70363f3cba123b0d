/** Addresses of an order's pages, and what its workflow is started with for Temporal's pages to show. */
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../../config/config.js';
import { linkToConsole, orderPageUrls } from '../../../domain/orders/pages.js';
import { metadataOfOrder } from '../../../domain/orders/workflow-metadata.js';

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
