/**
 * A program that asks for many orders at once: `node many-creates.js FIRST COUNT`, connected by the environment as any program
 * of the library is. Writes one line of JSON for each answer. Runs what `npm run build` made.
 */
import { connectOrderClient } from '../../dist/client/index.js';

const [, , first = '0', count = '1'] = process.argv;
const { client, close } = await connectOrderClient(process.env);

async function create(number) {
  const form = {
    brand: 'trustasia',
    type: 'dv',
    names: [`burst-${number}.example.com`],
    validation: 'manual-dns',
  };
  try {
    const { orderId } = await client.create({ form, idempotencyKey: `burst-${number}` });
    return { number, orderId };
  } catch (error) {
    return { number, code: error.type ?? error.code ?? error.name, message: error.message };
  }
}

const numbers = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
const answers = await Promise.all(numbers.map(create));
for (const answer of answers) process.stdout.write(`${JSON.stringify(answer)}\n`);
await close();
