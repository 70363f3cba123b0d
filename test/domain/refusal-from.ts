/** Tests of the doors: the refusal that a call must end with, told in Chinese as well. */
import { expect } from 'vitest';
import { Refusal } from '../../domain/refusals.js';
import { faultsOfChinese } from './chinese-of.js';

export function refusalFrom(attempt: () => unknown): Refusal {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect([error, ...error.others].flatMap(faultsOfChinese)).toEqual([]);
    return error;
  }
  throw new Error('Nothing was refused.');
}
