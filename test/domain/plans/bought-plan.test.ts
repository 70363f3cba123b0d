/** What a plan will be is told as the ordering rules count it (section 9). */
import { expect, it } from 'vitest';
import { planBought } from '../../../domain/plans/bought-plan.js';

const NOW = Date.parse('2026-11-27T08:00:00Z');

it.each([
  [{ brand: 'securesite', type: 'ov', validation: 'auto-dns', years: 1 }, 199],
  [{ brand: 'trustasia', type: 'dv', validation: 'auto-dns', years: 1 }, 199],
  [{ brand: 'dnspod-sm2', type: 'ov', validation: 'auto-dns', years: 1 }, null],
] as const)('%j', (plan, validityDays) => {
  const bought = planBought(plan, NOW);
  expect(bought).toMatchObject({ years: 1, validityDays });
  expect(bought.certificates).toBeGreaterThanOrEqual(validityDays === null ? 1 : 3);
});

it('of a free certificate is that certificate', () => {
  expect(planBought({ brand: 'trustasia', type: 'dv-free', validation: 'auto-dns', years: 1 }, NOW)).toEqual({
    years: 1,
    certificates: 1,
    validityDays: 90,
  });
});
