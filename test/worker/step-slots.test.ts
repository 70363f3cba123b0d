// Slots for steps: so many whatever the process does, more of them one by one while it has time, and no more than at most.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUSY, STEPS_STAND_STILL_MS } from '../../domain/worker-slots.js';
import { createStepSlots } from '../../worker/step-slots.js';
import { CONTEXT, RELEASE } from './slots.js';

const LIMITS = { always: 2, most: 4 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function slotsOf(isBusy: () => boolean) {
  return createStepSlots(LIMITS, isBusy);
}

type Slots = ReturnType<typeof slotsOf>;

function reserved(slots: Slots, signal = new AbortController().signal) {
  return slots.reserveSlot(CONTEXT, signal);
}

/** How many are had at once. */
function had(slots: Slots): number {
  let count = 0;
  while (slots.tryReserveSlot(CONTEXT)) count += 1;
  return count;
}

describe('slots for steps', () => {
  it('are had at once as far as they always are, however busy the process is', () => {
    expect(had(slotsOf(() => true))).toBe(LIMITS.always);
  });

  it('beyond these come one by one, while there is time, up to the most', () => {
    const slots = slotsOf(() => false);
    expect(had(slots)).toBe(LIMITS.always + 1);
    expect(had(slots)).toBe(0);
    vi.advanceTimersByTime(BUSY.askedEveryMs);
    expect(had(slots)).toBe(1);
    vi.advanceTimersByTime(BUSY.askedEveryMs);
    expect(had(slots)).toBe(0);
  });

  it('that are waited for come with the first pause of the process', async () => {
    let isBusy = true;
    const slots = slotsOf(() => isBusy);
    had(slots);
    let isHad = false;
    const waiting = reserved(slots).then(() => (isHad = true));
    await vi.advanceTimersByTimeAsync(BUSY.askedEveryMs * 4);
    expect(isHad).toBe(false);
    isBusy = false;
    await vi.advanceTimersByTimeAsync(BUSY.askedEveryMs);
    expect(isHad).toBe(true);
    await waiting;
  });

  it('come one by one on a busy machine as well, where those who have them stand still', () => {
    const slots = slotsOf(() => true);
    had(slots);
    vi.advanceTimersByTime(STEPS_STAND_STILL_MS - 1);
    expect(had(slots)).toBe(0);
    vi.advanceTimersByTime(1);
    expect(had(slots)).toBe(1);
    expect(had(slots)).toBe(0);
    vi.advanceTimersByTime(STEPS_STAND_STILL_MS);
    expect(had(slots)).toBe(1);
    vi.advanceTimersByTime(STEPS_STAND_STILL_MS);
    expect(had(slots)).toBe(0);
  });

  it('that are given back are had without a wait, by who waited first', async () => {
    const slots = slotsOf(() => true);
    had(slots);
    const order: number[] = [];
    const waiting = [1, 2].map((number) => reserved(slots).then(() => order.push(number)));
    slots.releaseSlot(RELEASE);
    await waiting[0];
    expect(order).toEqual([1]);
    slots.releaseSlot(RELEASE);
    await Promise.all(waiting);
    expect(order).toEqual([1, 2]);
  });

  it('are not taken by who is told to stop waiting', async () => {
    const slots = slotsOf(() => true);
    had(slots);
    const stopping = new AbortController();
    const waiting = reserved(slots, stopping.signal);
    stopping.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    slots.releaseSlot(RELEASE);
    expect(had(slots)).toBe(1);
  });
});
