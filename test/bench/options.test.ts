/** The flags of the bench: which store, which rows, how much. */
import { dirname } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { benchOptions } from '../../bench/options.js';

const given = (...args: string[]) => benchOptions(['node', 'bench', ...args], ['orders', 'look']);

describe('without flags', () => {
  it('both stores and every row are measured, at full size', () => {
    const { stores, only, sizes, scale } = given();
    expect(stores).toEqual(['sqlite', 'postgres']);
    expect(only).toBeUndefined();
    expect(scale).toBeUndefined();
    expect(sizes.rows).toBe(1_000_000);
  });
});

describe('with flags', () => {
  it('one store, and some rows', () => {
    const { stores, only } = given('--temporal', 'postgres', '--only', 'orders,look');
    expect(stores).toEqual(['postgres']);
    expect(only).toEqual(['orders', 'look']);
  });

  it('all is tiny, but for what is given beside it', () => {
    expect(given('--quick', '--crowd', '40').sizes).toMatchObject({ crowd: 40, rounds: 1 });
    expect(given('--quick').sizes.rows).toBeLessThan(10_000);
  });

  it('a profile is of one row alone', () => {
    expect(given('--profile', 'look')).toMatchObject({ profile: 'look', only: ['look'] });
  });

  it('another Node.js is its program', () => {
    expect(given('--node', process.execPath).node).toBe(process.execPath);
  });

  it.each([
    ['a folder', dirname(process.execPath)],
    ['nothing there', '/no/such/node'],
    ['another program', '/bin/true'],
  ])('another Node.js that is %s ends it at once', (_what, path) => {
    vi.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('ended');
    });
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(() => given('--node', path)).toThrow('ended');
      expect(told.mock.calls.join('')).toContain('Accepted: the path of the program itself');
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('the proof of size has its own number of orders', () => {
    expect(given('--scale').scale).toEqual({ orders: 20_000, stored: 100_000 });
    expect(given('--scale', '--orders', '500', '--stored', '0').scale).toEqual({ orders: 500, stored: 0 });
  });
});
