/**
 * Orders a DV certificate from another program and follows the order to its certificate.
 *
 * Needs a running installation, such as `sealflow up` in the same folder; docs/client.md tells how to run it.
 */
import { connectOrderClient, installationOf, Refusal, type OrderClient, type OrderView } from 'sealflow';

async function main(name: string): Promise<void> {
  const { client, close } = await connectOrderClient(installationOf({}, process.env));
  try {
    const orderId = await placeOrder(client, name);
    const end = await follow(client, orderId);
    if (end.state !== 'issued')
      throw new Error(`${orderId} ended as ${end.state}: ${end.reason ?? 'no reason given'}`);
    const { fullchainPem, privateKeyPem } = await client.certificates.download(orderId);
    // Hand both to the server that needs them; never to a log.
    console.log(
      `${fullchainPem.length} characters of chain, private key ${privateKeyPem ? 'here' : 'elsewhere'}`,
    );
  } finally {
    await close();
  }
}

/** The key makes it one order, however often this program is started again. */
async function placeOrder(client: OrderClient, name: string): Promise<string> {
  const { orderId, warnings } = await client.create({
    idempotencyKey: `example-${name}`,
    form: {
      brand: 'trustasia',
      type: 'dv',
      names: [name],
      validation: 'auto-dns',
      csr: { mode: 'generate', algorithm: 'ecc-p256' },
    },
  });
  for (const warning of warnings) console.log(warning.en);
  return orderId;
}

async function follow(client: OrderClient, orderId: string): Promise<OrderView> {
  let last = await client.show(orderId);
  for await (const view of client.watch(orderId)) {
    last = view;
    console.log(`${view.state}${view.nextAction ? `: ${view.nextAction.en}` : ''}`);
  }
  return last;
}

try {
  await main(process.argv[2] ?? 'www.example.com');
} catch (error) {
  // What the caller can correct, field by field; everything else is a fault to be looked at.
  if (!(error instanceof Refusal)) throw error;
  console.error(`${error.code} ${error.field ?? ''}: ${error.message}. Accepted: ${error.accepted ?? '-'}`);
  process.exitCode = 1;
}
