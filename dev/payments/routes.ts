/** The payment house's HTTP: holds for its clients, books and bad days for whoever develops against it. */
import { z } from 'zod';
import { PAYMENT_HOSTILE_MODES, PAYMENT_PATHS, type PaymentPath } from '../../domain/development/payments.js';
import { controlRoute } from '../control-route.js';
import type { Answer, Interference, Route } from '../http-api.js';
import type { BadDays } from './bad-days.js';
import type { Books } from './books.js';
import { AnswerLost } from './payment-error.js';
import { shown, type StoredHold } from './stored-hold.js';

const HoldBody = z.strictObject({
  key: z.string().min(1).max(200),
  account: z.string().min(1).max(200),
  amount: z.int().positive(),
  currency: z.literal('CNY'),
});

const BalanceBody = z.strictObject({ balance: z.int() });

const HostilityBody = z.strictObject({
  mode: z.enum(PAYMENT_HOSTILE_MODES),
  path: z.enum(PAYMENT_PATHS).optional(),
  key: z.string().optional(),
  times: z.int().positive().optional(),
  delayMs: z.int().nonnegative().optional(),
});

export function holdRoutes(books: Books, badDays: BadDays): Route[] {
  const counted = async (path: PaymentPath, key: string, work: () => Promise<StoredHold>) => {
    await books.counted(key, path);
    return await badDays.playedOn(path, key, work);
  };
  const step = (path: 'capture' | 'release' | 'refund'): Route => ({
    method: 'POST',
    path: `/v1/holds/:id/${path}`,
    handle: (request) => counted(path, request.id, () => books[path](request.id)),
  });
  return [
    {
      method: 'POST',
      path: '/v1/holds',
      handle: async (request) => {
        const asked = await request.body(HoldBody);
        return counted('hold', asked.key, () => books.hold(asked));
      },
    },
    {
      method: 'GET',
      path: '/v1/holds/:id',
      handle: async (request) => {
        const hold = await books.counted(request.id, 'status');
        return await badDays.playedOn('status', hold.key, () => Promise.resolve(hold));
      },
    },
    {
      method: 'GET',
      path: '/v1/holds',
      handle: ({ query }) => ({ json: pageOf(books, query.get('after') ?? '') }),
    },
    {
      method: 'GET',
      path: '/v1/accounts/:id',
      handle: ({ id }) => {
        const { account, balance } = books.balanceOf(id);
        return { json: { account, available: balance, currency: 'CNY' } };
      },
    },
    step('capture'),
    step('release'),
    step('refund'),
  ];
}

/** Holds at a time; small, so that whoever lists meets a second page early. */
const PAGE = 50;

/** By key, which stays; `next` is there where more follow. */
function pageOf(books: Books, after: string) {
  const kept = books.allHolds().flatMap((stored) => shown(stored) ?? []);
  const following = kept.filter(({ key }) => key > after).sort((a, b) => (a.key < b.key ? -1 : 1));
  const holds = following.slice(0, PAGE);
  return { holds, ...(following.length > PAGE && { next: holds.at(-1)?.key }) };
}

export function paymentControlRoutes(books: Books, badDays: BadDays): Route[] {
  const hostile = (): Answer => ({ json: { hostile: badDays.current } });
  return [
    controlRoute('GET', 'accounts', () => ({
      json: { accounts: books.allAccounts().map((account) => books.balanceOf(account)) },
    })),
    controlRoute('GET', 'accounts/:id', (request) => ({ json: books.balanceOf(request.id) })),
    controlRoute('POST', 'accounts/:id', async (request) => {
      const { balance } = await request.body(BalanceBody);
      return { json: await books.setBalance(request.id, balance) };
    }),
    controlRoute('GET', 'holds', () => ({ json: { holds: books.allHolds() } })),
    controlRoute('GET', 'hostile', hostile),
    controlRoute('POST', 'hostile', async (request) => {
      badDays.add(await request.body(HostilityBody));
      return hostile();
    }),
    controlRoute('DELETE', 'hostile', () => {
      badDays.clear();
      return hostile();
    }),
  ];
}

/** A lost answer is none. */
export const paymentInterference: Interference = async (_route, response, work) => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AnswerLost)) throw error;
    response.destroy();
    return undefined;
  }
};
