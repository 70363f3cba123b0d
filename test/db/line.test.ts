// A line: first come, first served; nobody waits longer than is said, and a place that came free is not lost.
import { describe, expect, it } from 'vitest';
import { Line } from '../../db/line.js';

function lineOf(places: number, longestWaitMs = 60_000): Line {
  return new Line({ places, longestWaitMs, tooLong: () => new Error('too long') });
}

/** All that can go on by itself has. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('a line', () => {
  it('lets so many pass at once, the others in their order, whatever becomes of the work', async () => {
    const line = lineOf(2);
    const gates = Array.from({ length: 5 }, gate);
    const begun: number[] = [];
    const passing = gates.map(({ opened }, index) =>
      line
        .pass(async () => {
          begun.push(index);
          await opened;
          if (index === 1) throw new Error('this work failed');
          return index;
        })
        .catch(() => 'failed'),
    );
    await settled();
    expect(begun).toEqual([0, 1]);
    gates[1]?.open();
    await passing[1];
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    expect(await Promise.all(passing)).toEqual([0, 'failed', 2, 3, 4]);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('tells whoever has waited too long, begins nothing for them, and serves the next', async () => {
    const line = lineOf(1, 20);
    const { opened, open } = gate();
    const first = line.pass(() => opened);
    let begun = false;
    await expect(line.pass(() => Promise.resolve(void (begun = true)))).rejects.toThrow('too long');
    open();
    await first;
    expect(begun).toBe(false);
    await expect(line.pass(() => Promise.resolve('served'))).resolves.toBe('served');
  });
});
