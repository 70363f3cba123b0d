/**
 * Slots for steps of orders that move: a few at any time, and more of them for as long as the process has time left. Steps that
 * wait for a CA or for DNS need no CPU, and many may; where all of them want it, each one more only makes every other one later,
 * and whoever comes first by the queue's order is behind all that have begun.
 */
import { EventEmitter, once } from 'node:events';
import type { CustomSlotSupplier, SlotPermit } from '@temporalio/worker';
import { BUSY, STEPS_STAND_STILL_MS, type SlotLimits } from '../domain/worker-slots.js';
import { busyProcess } from './busy-process.js';

type ActivitySlots = CustomSlotSupplier<{ type: 'activity'; activityType: string }>;

/** `isBusy`: asked again and again while somebody waits for a slot. */
export function createStepSlots(
  { always, most }: SlotLimits,
  isBusy: () => boolean = busyProcess(),
): ActivitySlots {
  const changes = new EventEmitter().setMaxListeners(0);
  let taken = 0;
  let nextBeyondAt = 0;
  let movedAt = performance.now();
  let asking: NodeJS.Timeout | undefined;
  const askAgain = () => {
    asking = undefined;
    changes.emit('change');
  };
  const take = (): SlotPermit | undefined => {
    const now = performance.now();
    if (taken >= always) {
      // One at a time: who is let in has to show first whether it wants CPU.
      if (taken >= most || now < nextBeyondAt) return undefined;
      if (isBusy() && now - movedAt < STEPS_STAND_STILL_MS) return undefined;
      nextBeyondAt = now + BUSY.askedEveryMs;
    }
    taken += 1;
    movedAt = now;
    return {};
  };
  return {
    type: 'custom',
    async reserveSlot(_context, signal) {
      for (;;) {
        const permit = take();
        if (permit) return permit;
        asking ??= setTimeout(askAgain, BUSY.askedEveryMs);
        // Whoever is told to stop answers with the signal's own reason: of any other one the SDK logs an error.
        await once(changes, 'change', { signal }).catch(() => signal.throwIfAborted());
      }
    },
    tryReserveSlot: () => take() ?? null,
    markSlotUsed: () => undefined,
    releaseSlot: () => {
      taken -= 1;
      movedAt = performance.now();
      changes.emit('change');
    },
  };
}
