/** When the bench believes its machine: others' share of the CPU, from samples of /proc as Linux writes them. */
import { describe, expect, it } from 'vitest';
import { cpuSample, type ProcessTimes } from '../../bench/busy/cpu-sample.js';
import { disbelief, OTHERS_LIMIT, othersShare } from '../../bench/busy/machine-busy.js';

/** Ticks of 10 ms: user, nice, system, idle, iowait, irq, softirq, steal. */
function stat(...ticks: readonly number[]): string {
  return `cpu  ${ticks.join(' ')} 0 0\ncpu0 ${ticks.join(' ')} 0 0\nintr 5 0\n`;
}

function process(pid: number, parentPid: number, cpuMs: number): ProcessTimes {
  return { pid, parentPid, cpuMs };
}

const BENCH = 100;
const KERNEL_PARENT = 2;

describe('a sample', () => {
  it('counts what processes were given and what the host took, and neither waiting nor interrupts', () => {
    const { usedMs, allMs } = cpuSample(stat(100, 10, 30, 500, 40, 5, 6, 7), [], [BENCH]);
    expect(usedMs).toBe((100 + 10 + 30 + 7) * 10);
    expect(allMs).toBe((100 + 10 + 30 + 500 + 40 + 5 + 6 + 7) * 10);
  });

  it('takes for our own whoever descends from us, in whatever order they are listed', () => {
    const processes = [
      process(103, 102, 4),
      process(102, 101, 3),
      process(101, BENCH, 2),
      process(BENCH, 1, 1),
      process(200, 1, 1000),
    ];
    expect(cpuSample(stat(1), processes, [BENCH]).ownMs).toBe(10);
  });

  it('takes a stack that was not started by us for our own where it is named', () => {
    const processes = [process(BENCH, 1, 1), process(300, 1, 5), process(301, 300, 6)];
    expect(cpuSample(stat(1), processes, [BENCH, 300]).ownMs).toBe(12);
  });

  it('knows the kernel’s threads by their parent', () => {
    const processes = [
      process(KERNEL_PARENT, 0, 1),
      process(50, KERNEL_PARENT, 20),
      process(51, KERNEL_PARENT, 30),
    ];
    expect(cpuSample(stat(1), processes, [BENCH]).kernelMs).toBe(50);
  });
});

describe('the share of others', () => {
  const before = cpuSample(stat(1000, 0, 100, 5000), [process(BENCH, 1, 200)], [BENCH]);
  const after = (userTicks: number, processes: readonly ProcessTimes[]) =>
    cpuSample(stat(1000 + userTicks, 0, 100, 5000 + 200 - userTicks), processes, [BENCH]);

  it('is what was used and was not ours, of all cores', () => {
    // 200 ticks of two cores in a second: 100 were used, 60 of them by us.
    expect(othersShare(before, after(100, [process(BENCH, 1, 200 + 600)]))).toBeCloseTo(0.2);
  });

  it('is nothing where we have used it all', () => {
    expect(othersShare(before, after(200, [process(BENCH, 1, 200 + 2000)]))).toBe(0);
  });

  it('does not lose an ended child, which its parent has waited for', () => {
    const withChild = cpuSample(stat(0, 0, 0, 0), [process(BENCH, 1, 0), process(101, BENCH, 500)], [BENCH]);
    const childGone = cpuSample(stat(50, 0, 0, 50), [process(BENCH, 1, 1000)], [BENCH]);
    expect(othersShare(withChild, childGone)).toBe(0);
  });

  it('leaves the kernel’s threads out: they write down what we have written', () => {
    const withThreads = after(100, [process(BENCH, 1, 200 + 600), process(50, KERNEL_PARENT, 400)]);
    expect(othersShare(before, withThreads)).toBe(0);
  });

  it('is never less than nothing, where ticks of one look belong to the one before', () => {
    expect(othersShare(before, after(10, [process(BENCH, 1, 200 + 900)]))).toBe(0);
  });

  it('is nothing where no time has passed', () => {
    expect(othersShare(before, before)).toBe(0);
  });
});

describe('a machine is believed', () => {
  it('up to the limit, before and during', () => {
    expect(disbelief({ othersBefore: OTHERS_LIMIT, othersDuring: OTHERS_LIMIT })).toBeUndefined();
  });

  it('not when others were at work during the measurement', () => {
    expect(disbelief({ othersBefore: 0, othersDuring: 0.37 })).toBe(
      "the machine is too busy to be believed: 37 % of the CPU was others'",
    );
  });

  it('not when they were before it either: they may come and go', () => {
    expect(disbelief({ othersBefore: 0.42, othersDuring: 0.01 })).toContain('42 %');
  });

  it('where the system does not tell: there is nothing to doubt it by', () => {
    expect(disbelief({})).toBeUndefined();
  });
});
