/** Lists of everything at the CA and the payment service: read to their end, and only where they have one. */
import { expect, it } from 'vitest';
import { ordersAtCa, pagesOf, paymentsListed } from '../../../activities/stores/listed.js';
import { OrderFailure } from '../../../domain/failures.js';
import { FakeRevokingCa } from '../revocation/fake-revoking-ca.js';
import { createNoPaymentService } from '../../../activities/payments/providers/none.js';

interface Page {
  readonly names: readonly string[];
  readonly next?: string;
}

const again = () => new OrderFailure('CaProtocolBroken', 'The list comes round to a page again.');

async function namesOf(read: (after?: string) => Promise<Page | undefined>): Promise<string[]> {
  const names: string[] = [];
  for await (const page of pagesOf(read, again)) names.push(...page.names);
  return names;
}

it('reads page after page, each once', async () => {
  const pages: Readonly<Record<string, Page>> = {
    '': { names: ['a', 'b'], next: 'b' },
    b: { names: ['c'], next: 'c' },
    c: { names: [] },
  };
  expect(await namesOf((after = '') => Promise.resolve(pages[after]))).toEqual(['a', 'b', 'c']);
});

it('does not follow a list that comes round to a page again', async () => {
  const read = (after?: string) => Promise.resolve({ names: ['a'], next: after === 'x' ? 'y' : 'x' });
  await expect(namesOf(read)).rejects.toMatchObject({ type: 'CaProtocolBroken' });
});

it('tells where nothing is listed', async () => {
  expect(await ordersAtCa({ ca: new FakeRevokingCa() })).toBeNull();
  expect(await paymentsListed({ payments: createNoPaymentService(), takesPayments: true })).toBeNull();
});
