/** Whether more begun at once would get more done: not where the thread of activities, or the machine, has no time left. */
import { cpus } from 'node:os';
import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import { BUSY } from '../domain/worker-slots.js';

/** True while there was hardly a pause since it was asked before. */
export function busyProcess(): () => boolean {
  const isThreadBusy = busyThread();
  const isMachineBusy = busyMachine();
  return () => {
    const answers = [isThreadBusy(), isMachineBusy()];
    return answers.includes(true);
  };
}

function busyThread(): () => boolean {
  let since: EventLoopUtilization = performance.eventLoopUtilization();
  return askedEvery(BUSY.askedEveryMs, () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, since);
    since = now;
    return utilization > BUSY.share;
  });
}

/** Temporal, databases and CA may stand on the same machine: then this process idles while they have all of it to do. */
function busyMachine(): () => boolean {
  let since = cpuTimes();
  return askedEvery(BUSY.machineAskedEveryMs, () => {
    const now = cpuTimes();
    const [idle, all] = [now.idle - since.idle, now.all - since.all];
    since = now;
    return all > 0 && 1 - idle / all > BUSY.machineShare;
  });
}

function cpuTimes(): { idle: number; all: number } {
  const sum = { idle: 0, all: 0 };
  for (const { times } of cpus()) {
    sum.idle += times.idle;
    sum.all += times.idle + times.user + times.sys + times.nice + times.irq;
  }
  return sum;
}

/** The answer of before, where that is young enough. */
function askedEvery(ms: number, ask: () => boolean): () => boolean {
  let at = performance.now();
  let answer = false;
  return () => {
    if (performance.now() - at < ms) return answer;
    at = performance.now();
    answer = ask();
    return answer;
  };
}
