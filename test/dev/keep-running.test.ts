import { describe, expect, it } from 'vitest';
import { keepRunning, type Part } from '../../dev/keep-running.js';
import { spoken } from '../../dev/say.js';

/** A part that a test can end. */
class TestPart implements Part {
  stops = 0;
  end: () => void = () => undefined;
  readonly ended = new Promise<void>((resolve) => (this.end = resolve));

  stop(): Promise<void> {
    this.stops += 1;
    this.end();
    return Promise.resolve();
  }
}

describe('a part that is kept running', () => {
  it('is started again when it ends, also after a start that fails, until it is stopped', async () => {
    const parts: TestPart[] = [];
    const said: string[] = [];
    let starts = 0;
    const start = () => {
      starts += 1;
      if (starts === 2) return Promise.reject(new Error('no room'));
      const part = new TestPart();
      parts.push(part);
      return Promise.resolve(part);
    };
    const { first, stop } = await keepRunning('The part', start, (line) => void said.push(spoken(line)));
    first.end();
    await expect.poll(() => parts.length, { timeout: 10_000 }).toBe(2);
    expect(said).toEqual([
      'The part ended unexpectedly; starting it again in 0.5 s.',
      'no room',
      'The part ended unexpectedly; starting it again in 1 s.',
    ]);
    await stop();
    expect(parts.map(({ stops }) => stops)).toEqual([0, 1]);
    expect(starts).toBe(3);
  });

  it('is stopped while it waits for its next start', async () => {
    let starts = 0;
    const start = () => {
      starts += 1;
      return Promise.resolve(new TestPart());
    };
    const { first, stop } = await keepRunning('The part', start, () => undefined);
    first.end();
    await stop();
    expect(starts).toBe(1);
  });

  it('tells its first start that fails to the caller', async () => {
    const failing = () => Promise.reject<Part>(new Error('no program'));
    await expect(keepRunning('The part', failing, () => undefined)).rejects.toThrow('no program');
  });
});
