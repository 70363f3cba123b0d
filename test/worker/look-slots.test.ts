// Slots for those who wait: so many and no more, slowly while the process is busy, and never not at all.
import { describe, expect, it } from 'vitest';
import { LOOK_SLOTS } from '../../domain/worker-slots.js';
import { createLookSlots } from '../../worker/look-slots.js';
import { CONTEXT, RELEASE } from './slots.js';

function reserved(slots: ReturnType<typeof createLookSlots>, signal = new AbortController().signal) {
  return slots.reserveSlot(CONTEXT, signal);
}

describe('slots for looks', () => {
  it('are as many as are set, and one that is given back is had by who waits for it', async () => {
    const slots = createLookSlots(() => false);
    for (let taken = 0; taken < LOOK_SLOTS; taken += 1) await reserved(slots);
    expect(slots.tryReserveSlot(CONTEXT)).toBeNull();
    let isHad = false;
    const waiting = reserved(slots).then(() => (isHad = true));
    expect(isHad).toBe(false);
    slots.releaseSlot(RELEASE);
    await waiting;
    expect(slots.tryReserveSlot(CONTEXT)).toBeNull();
  });

  it('are had once the process has a pause', async () => {
    const answers = [true, true, false];
    await reserved(createLookSlots(() => answers.shift() ?? true));
    expect(answers).toEqual([]);
  });

  it('are had in the end by a process that never has one', async () => {
    let asked = 0;
    const slots = createLookSlots(() => {
      asked += 1;
      return true;
    });
    await reserved(slots);
    expect(asked).toBeGreaterThan(1);
    expect(slots.tryReserveSlot(CONTEXT)).toBeNull();
  });

  it('are not taken by who is told to stop waiting', async () => {
    const slots = createLookSlots(() => false);
    for (let taken = 0; taken < LOOK_SLOTS; taken += 1) await reserved(slots);
    const stopping = new AbortController();
    const waiting = reserved(slots, stopping.signal);
    stopping.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    slots.releaseSlot(RELEASE);
    expect(slots.tryReserveSlot(CONTEXT)).not.toBeNull();
  });
});
