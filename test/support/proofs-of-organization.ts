/** What must be true of an order with a company that has ended, however rough its way was: nobody was asked twice. */
import { expect } from 'vitest';
import type { OrderWorld } from './order-world.js';

export type LetterAtEnd = 'accepted' | 'rejected';

type World = Pick<OrderWorld, 'caControls' | 'dependencies' | 'mail'>;

/** The CA has every letter that it was meant to get, each once, and our own list says the same of each. */
export async function expectLettersAtCa(
  { caControls, dependencies: { ca, database } }: World,
  orderId: string,
  expected: readonly LetterAtEnd[],
): Promise<void> {
  const [atCa] = await caControls.ordersOf(orderId);
  const { organization } = await ca.orderStatus(atCa?.id ?? '');
  const letters = organization?.letters ?? [];
  expect(letters.map(({ status }) => status)).toEqual(expected);
  const { rows: ours } = await database.query<{ sha256: string; status: string }>(
    'select sha256, status from letters where order_id = $1 order by version',
    [orderId],
  );
  expect(ours.map(({ sha256, status }) => [sha256, status])).toEqual(
    letters.map(({ sha256, status }) => [sha256, status]),
  );
}

/** Every mail that the CA wrote arrived once. */
export async function expectCaMailsOnce({ caControls, mail }: World, orderId: string): Promise<void> {
  const written = await caControls.mailsOf(orderId);
  expect(new Set(written.map(({ step }) => step)).size).toBe(written.length);
  for (const { link } of written)
    expect(mail.mails().filter(({ text }) => text.includes(link))).toHaveLength(1);
}

/** Every rung of every wait was announced once. */
export async function expectNoticesOnce(
  { dependencies: { database } }: World,
  orderId: string,
): Promise<void> {
  const { rows } = await database.query<{ occasion: string; rung: number; attempts: number }>(
    `select occasion, rung, attempts from account_notices join notice_deliveries using (notice_id)
      where order_id = $1 and channel <> 'inbox' and attempts > 1`,
    [orderId],
  );
  expect(rows).toEqual([]);
}

export async function expectOneKey({ dependencies: { database } }: World, orderId: string): Promise<void> {
  const { rows } = await database.query('select from order_keys where order_id = $1', [orderId]);
  expect(rows).toHaveLength(1);
}
