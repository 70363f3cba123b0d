// The query that people paste into the Temporal Web UI: working days become the instant a wait must have begun before.
import { describe, expect, it } from 'vitest';
import { overdueQuery } from '../../../client/orders/overdue-query.js';
import { refusalFrom } from '../../domain/refusal-from.js';

describe('the query for orders that have waited for too long', () => {
  it('counts working days of mainland China, the National Day holidays left out', () => {
    const query = overdueQuery({
      type: 'ov',
      waitingOn: 'subscriber-letter',
      workingDays: 3,
      at: new Date('2025-10-10T08:00:00Z'),
    });
    // 9 and 10 October are the first working days after 30 September.
    expect(query).toBe(
      'CertificateType="ov" and OrganizationWaitingOn="subscriber-letter" and OrganizationWaitingSince<"2025-09-29T08:00:00.000Z"',
    );
  });

  it.each([
    ['waitingOn', { waitingOn: 'subscriber-dns' as never, workingDays: 3 }],
    ['type', { waitingOn: 'subscriber-letter', type: 'xv' as never, workingDays: 3 }],
    ['workingDays', { waitingOn: 'subscriber-letter', workingDays: 1.5 }],
    ['workingDays', { waitingOn: 'subscriber-letter', workingDays: Number.NaN }],
    ['at', { waitingOn: 'subscriber-letter', workingDays: 3, at: new Date('soon') }],
  ] as const)('refuses %s that makes no sense', (field, search) => {
    const refusal = refusalFrom(() => overdueQuery(search));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field });
    expect(refusal.accepted).toBeTruthy();
  });
});
