/** How far somebody has read, as an event's id: what is known at it, in between, and what is no id of ours. */
import { describe, expect, it } from 'vitest';
import {
  idOf,
  isKnownAt,
  onTheWay,
  positionIn,
  snapshotFrom,
  snapshotText,
  type Position,
} from '../../../client/events/position.js';

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

  const knownAt = (position: Position, numbers: readonly bigint[]) => {
    const back = positionIn(idOf(position) ?? '');
    return numbers.filter((number) => back && isKnownAt(back, number));
  };

  it('between two events knows the first and not the second, whichever has the lower number', () => {
    const from = snapshotFrom('95:100:95');
    const all = [94n, 95n, 99n, 100n, 101n, 102n, 104n, 109n, 110n];
    // 95, 101 and 102 are read at once; 100 and 104 are under way at their end.
    expect(knownAt(onTheWay(from, POSITION, [101n], new Set([95n, 102n])), all)).toEqual([94n, 99n, 101n]);
    expect(knownAt(onTheWay(from, POSITION, [95n], new Set([101n, 102n])), all)).toEqual([94n, 95n, 99n]);
    expect(knownAt(onTheWay(from, POSITION, [102n], new Set()), all)).toEqual([
      94n,
      95n,
      99n,
      101n,
      102n,
      109n,
    ]);
  });

  it('in the middle of many is as short as at their end', () => {
    const untold = new Set(Array.from({ length: 900 }, (_, index) => BigInt(1_100 + index)));
    const to: Position = { ...POSITION, ...snapshotFrom('2100:2100:') };
    const id = idOf(onTheWay(snapshotFrom('1000:1000:'), to, [1_099n], untold));
    expect(id?.length).toBeLessThan(50);
  });

  it('is given no id where that would be too long for a header', () => {
    const crowd = Array.from({ length: 2_000 }, (_, index) => 1_000 + 2 * index);
    expect(idOf({ ...POSITION, ...snapshotFrom(`1000:9000:${crowd.join(',')}`) })).toBeUndefined();
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
