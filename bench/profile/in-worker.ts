/**
 * Loaded into the worker's process before its own code (NODE_OPTIONS=--import): SIGUSR2 starts a V8 CPU profile of every
 * thread, the next one ends it and writes one file for each. Costs nothing until then.
 */
import { writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import { join } from 'node:path';
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

/** Where profiles go; without it nothing is done. */
const { BENCH_PROFILES: FOLDER } = process.env;
/** V8's own is 1,000: a step of an order takes less. */
const INTERVAL_MICROSECONDS = 500;

function listen(folder: string): void {
  const channel = new BroadcastChannel('sealflow-bench-profile');
  // Node's own has it, the type of browsers' not.
  (channel as unknown as { unref(): void }).unref();
  let session: Session | undefined;
  const toggle = () => {
    if (session) finish(session, folder);
    session = session ? undefined : begin();
  };
  channel.onmessage = toggle;
  if (!isMainThread) return;
  process.on('SIGUSR2', () => {
    channel.postMessage('toggle');
    toggle();
  });
}

function begin(): Session {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROSECONDS });
  session.post('Profiler.start');
  return session;
}

function finish(session: Session, folder: string): void {
  session.post('Profiler.stop', (_error, result: Profiler.StopReturnType | undefined) => {
    const path = join(folder, `${process.pid}-thread-${threadId}.cpuprofile`);
    if (result) writeFileSync(path, JSON.stringify(result.profile));
    session.disconnect();
  });
}

if (FOLDER) listen(FOLDER);
