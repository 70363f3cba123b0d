/** What the demo tells of an order: each change once, each proof for itself. */
import { describe, expect, it } from 'vitest';
import { newsSince, type OrderSeen } from '../../../dev/demo/order-news.js';

const SINCE = '2026-11-23T12:00:00.000Z';

function seen(change: Partial<OrderSeen>): OrderSeen {
  const nobody = { waitingOn: null, party: null, since: null, reason: null };
  return { orderId: 'one', state: 'validating', certificateId: null, tracks: [], ...nobody, ...change };
}

const WAITS_FOR_DNS = seen({ waitingOn: 'dns', party: 'dns', since: SINCE });

const BOTH = seen({
  ...WAITS_FOR_DNS,
  tracks: [
    {
      track: 'domain',
      status: 'open',
      waitingOn: 'dns',
      party: 'dns',
      since: SINCE,
      reason: null,
      expectedBy: null,
    },
    {
      track: 'organization',
      status: 'open',
      waitingOn: 'reviewer-letter',
      party: 'reviewer',
      since: SINCE,
      reason: 'in review',
      expectedBy: '2026-11-30T12:00:00.000Z',
    },
  ],
});

describe('an order with one proof', () => {
  it('tells each turn once, also as something to act on', () => {
    const [news, ...more] = newsSince(undefined, WAITS_FOR_DNS);
    expect(news).toMatchObject({ party: 'dns', turn: { wait: 'dns', since: SINCE } });
    expect(more).toEqual([]);
    expect(newsSince(WAITS_FOR_DNS, { ...WAITS_FOR_DNS })).toEqual([]);
  });

  it('ends with its certificate, or with the reason why there is none', () => {
    const issued = seen({ state: 'issued', certificateId: 'crt_1' });
    expect(newsSince(WAITS_FOR_DNS, issued)).toEqual([
      { party: null, text: { zh: '证书 crt_1', en: 'certificate crt_1' } },
    ]);
    const rejected = seen({ state: 'rejected', reason: 'security review' });
    expect(newsSince(WAITS_FOR_DNS, rejected)).toEqual([
      { party: null, text: { zh: 'security review', en: 'security review' } },
    ]);
  });
});

describe('an order with two proofs', () => {
  it('tells both, with who holds the ball and by when that is usually done', () => {
    const [domain, organization, ...more] = newsSince(undefined, BOTH);
    expect(domain).toMatchObject({ party: 'dns', turn: { wait: 'dns' } });
    expect(domain?.text.en).toMatch(/^domain: /);
    expect(organization).toMatchObject({ party: 'reviewer', turn: { wait: 'reviewer-letter' } });
    expect(organization?.text.en).toMatch(/^organization: .*, usually done by 2026-11-30; in review$/);
    expect(more).toEqual([]);
  });

  it('tells the one that changed, and nothing of the one that did not', () => {
    const [domain, organization] = BOTH.tracks;
    if (!domain || !organization) throw new Error('both proofs are there');
    const passed = { ...domain, status: 'done', waitingOn: null, party: null, since: null } as const;
    const news = newsSince(BOTH, { ...BOTH, tracks: [passed, organization] });
    expect(news).toEqual([{ party: 'ca', text: { zh: '域名验证:已通过', en: 'domain: validated' } }]);
    const later = { ...organization, status: 'later', waitingOn: null, party: null, since: null } as const;
    expect(newsSince(BOTH, { ...BOTH, tracks: [domain, later] })).toEqual([]);
  });

  it('speaks of the order again once both are done', () => {
    const done = BOTH.tracks.map((track) => ({ ...track, status: 'done' as const, waitingOn: null }));
    const issuing = seen({ state: 'issuing', waitingOn: 'ca-issuance', party: 'ca', tracks: done });
    expect(newsSince({ ...BOTH, tracks: done }, issuing)).toMatchObject([{ turn: { wait: 'ca-issuance' } }]);
  });
});
