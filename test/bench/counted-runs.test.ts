/** Runs that may fail: none is lost, and none that failed makes the others look fast. */
import { describe, expect, it } from 'vitest';
import { countedFrom, countedRuns } from '../../bench/counted-runs.js';

const PATIENT = { concurrency: 3, withinMs: 60_000 };

describe('counted runs', () => {
  it('are all begun, so many at once, and counted with what went wrong', async () => {
    let begun = 0;
    let atOnce = 0;
    let most = 0;
    const counted = await countedRuns(
      async () => {
        const number = (begun += 1);
        most = Math.max(most, (atOnce += 1));
        await Promise.resolve();
        atOnce -= 1;
        if (number % 4 === 0) throw new Error(`run ${number} failed`);
      },
      { ...PATIENT, runs: 10 },
    );
    expect(begun).toBe(10);
    expect(most).toBe(3);
    expect(counted).toMatchObject({ succeeded: 8, errors: ['run 4 failed', 'run 8 failed'] });
  });

  it('that never end have failed', async () => {
    const never = () => new Promise(() => undefined);
    const { succeeded, errors } = await countedRuns(never, { runs: 2, concurrency: 2, withinMs: 10 });
    expect(succeeded).toBe(0);
    expect(errors).toEqual(['took longer than 0.01 s', 'took longer than 0.01 s']);
  });

  it('take the time of all by those that succeeded', () => {
    expect(countedFrom(4, ['one failed'], 600).msEach).toBe(200);
  });

  it('of which none succeeded take no time that could be told', () => {
    expect(countedFrom(1, ['it failed'], 600).msEach).toBeNaN();
  });
});
