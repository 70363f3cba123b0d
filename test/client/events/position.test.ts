/** How far somebody has read, as an event's id: what is known at it, in between, and what is no id of ours. */
import { describe, expect, it } from 'vitest';
import { idOf, isKnownAt, positionIn, snapshotFrom, snapshotText, without, type Position } from '../../../client/events/position.js';

const POSITION: Position = { store: 'abcdefghij', at: 1_795_000_000_000, ...snapshotFrom('100:110:100,104') };

describe('a position', () => {
  it('knows what was written before it, but for what was under way', () => {
    const known = [99n, 100n, 101n, 104n, 109n, 110n, 111n].filter((number) => isKnownAt(POSITION, number));
    expect(known).toEqual([99n, 101n, 109n]);
  });

  it('comes back from an id as it was', () => {
    const id = idOf(POSITION);
    expect(id).toBeDefined();
    expect(positionIn(id ?? '')).toEqual(POSITION);
    expect(snapshotText(POSITION)).toBe('100:110:100,104');
  });

  it('between two events knows the first and not the second', () => {
    const between = positionIn(idOf(without(POSITION, [103n, 99n])) ?? '');
    const known = [98n, 99n, 100n, 101n, 103n, 104n, 109n].filter((number) => between && isKnownAt(between, number));
    expect(known).toEqual([98n, 101n, 109n]);
  });

  it('is given no id where that would be too long for a header', () => {
    const crowd = Array.from({ length: 2_000 }, (_, index) => BigInt(1_000 + 2 * index));
    expect(idOf(without(POSITION, crowd))).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['a number', '17'],
    ['another one’s words', 'abcdefghij.k.2s.a.0-4; drop table orders'],
    ['a snapshot that ends before its transactions', 'abcdefghij.k.2s.a.zz'],
    ['numbers beyond 64 bits', 'abcdefghij.k.zzzzzzzzzzzzz.zzzzzzzzzzzzz'],
    ['no number of a transaction', 'abcdefghij.k.0.a'],
    ['too much', `abcdefghij.k.2s.zzz.${'1-'.repeat(1_000)}1`],
  ])('is not in %s', (_what, id) => {
    expect(positionIn(id)).toBeUndefined();
  });
});
