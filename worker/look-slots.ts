/**
 * Slots for those who wait: a fixed number, and given out slowly while the process is busy with orders that can go on. Looks
 * that get none stay on the server, in nobody's way; each is let through in the end.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { CustomSlotSupplier, SlotPermit } from '@temporalio/worker';
import { BUSY, LOOK_SLOTS, LOOKS_GIVE_WAY } from '../domain/worker-slots.js';
import { busyProcess } from './busy-process.js';

type ActivitySlots = CustomSlotSupplier<{ type: 'activity'; activityType: string }>;

/** `isBusy`: asked again and again while a look waits for its slot. */
export function createLookSlots(isBusy: () => boolean = busyProcess()): ActivitySlots {
  let taken = 0;
  const take = (): SlotPermit => {
    taken += 1;
    return {};
  };
  return {
    type: 'custom',
    async reserveSlot(_context, signal) {
      const until = performance.now() + LOOKS_GIVE_WAY.longestMs;
      // At the end as many waiters as there are pollers see the same free slot: they take it without a turn between.
      while (taken >= LOOK_SLOTS || (isBusy() && performance.now() < until))
        // Whoever is told to stop answers with the signal's own reason: of any other one the SDK logs an error.
        await pause(BUSY.askedEveryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      return take();
    },
    tryReserveSlot: () => (taken >= LOOK_SLOTS || isBusy() ? null : take()),
    markSlotUsed: () => undefined,
    releaseSlot: () => {
      taken -= 1;
    },
  };
}
