// Of two waits at once, people are told the one that somebody can do something about.
import { describe, expect, it } from 'vitest';
import { mostPressing, type OrderTrack } from '../../../domain/orders/tracks.js';
import type { Wait } from '../../../domain/waits.js';

function open(
  track: OrderTrack['track'],
  waitingOn: Wait,
  deadline = '2026-12-31T00:00:00.000Z',
): OrderTrack {
  return { track, status: 'open', waitingOn, deadline };
}

describe('the most pressing of two tracks', () => {
  it.each<[Wait, Wait, Wait]>([
    ['dns', 'subscriber-letter', 'subscriber-letter'],
    ['subscriber-dns', 'reviewer-letter', 'subscriber-dns'],
    ['ca-validation', 'ca-public-record', 'ca-validation'],
    ['dns', 'ca-organization', 'dns'],
    ['file-agent', 'ca-phone-call', 'file-agent'],
  ])('of %s and %s is %s', (domain, organization, pressing) => {
    const tracks = [open('domain', domain), open('organization', organization)];
    expect(mostPressing(tracks)?.waitingOn).toBe(pressing);
    expect(mostPressing(tracks.reverse())?.waitingOn).toBe(pressing);
  });

  it('is, of two that the same party holds, the one that ends first', () => {
    const letter = open('organization', 'subscriber-letter', '2026-12-01T00:00:00.000Z');
    const record = open('domain', 'subscriber-dns', '2026-12-02T00:00:00.000Z');
    expect(mostPressing([record, letter])).toBe(letter);
  });

  it('is the only one that is open', () => {
    const done: OrderTrack = { track: 'domain', status: 'done' };
    const later: OrderTrack = { track: 'organization', status: 'later' };
    expect(mostPressing([done, open('organization', 'reviewer-letter')])?.track).toBe('organization');
    expect(mostPressing([done, later])).toBeUndefined();
  });
});
