/**
 * The ACME library by itself: the calls of an order's way through a directory, one after the other, with nothing written down.
 * What is looked at here is asked for every 100 ms, since the library's own waiting begins with seconds.
 */
import { Agent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { axios, Client, crypto as keys } from 'acme-client';
import type { Pebble } from '../peers/pebble.js';
import { changeTxt, type DnsAccess } from './dns-of-system.js';

export interface BareClient {
  /** From the new order until the certificate is there and the record gone. Throws where any call fails. */
  certificate(name: string): Promise<void>;
  close(): void;
}

const POLL_MS = 100;
/** Half a minute: a directory that nobody slows down takes less than a second. */
const MOST_POLLS = 300;
/** On their way to `valid` (RFC 8555, section 7.1.6). */
const UNDER_WAY: readonly (string | undefined)[] = ['pending', 'ready', 'processing'];

/** Makes an account of its own. The library has one set of connections for all directories of a process. */
export async function openBareClient(pebble: Pebble, dns: DnsAccess): Promise<BareClient> {
  const agent = new Agent({ ca: pebble.tlsCertificate, keepAlive: true });
  axios.defaults.httpsAgent = agent;
  axios.defaults.proxy = false;
  const client = new Client({
    directoryUrl: pebble.directoryUrl,
    accountKey: await keys.createPrivateEcdsaKey('P-256'),
  });
  await client.createAccount({ termsOfServiceAgreed: true });
  return {
    certificate: (name) => certificateBy(client, dns, name),
    close: () => agent.destroy(),
  };
}

async function certificateBy(client: Client, dns: DnsAccess, name: string): Promise<void> {
  const order = await client.createOrder({ identifiers: [{ type: 'dns', value: name }] });
  const [authorization] = await client.getAuthorizations(order);
  const challenge = authorization?.challenges.find(({ type }) => type === 'dns-01');
  if (!challenge) throw new Error(`The directory offers no dns-01 for ${name}.`);
  const value = await client.getChallengeKeyAuthorization(challenge);
  const at = `_acme-challenge.${name}`;
  await changeTxt(dns, 'add', at, value);
  try {
    await client.completeChallenge(challenge);
    await untilValid(`The authorization of ${name}`, async () => {
      const [now] = await client.getAuthorizations(order);
      return now;
    });
    const [, csr] = await keys.createCsr({ altNames: [name] }, await keys.createPrivateEcdsaKey('P-256'));
    await client.finalizeOrder(order, csr);
    const issued = await untilValid(`The order of ${name}`, () => client.getOrder(order));
    await client.getCertificate(issued);
  } finally {
    await changeTxt(dns, 'remove', at, value);
  }
}

async function untilValid<Item extends { readonly status: string }>(
  what: string,
  ask: () => Promise<Item | undefined>,
): Promise<Item> {
  for (let polls = 1; ; polls += 1) {
    const item = await ask();
    if (item?.status === 'valid') return item;
    if (!UNDER_WAY.includes(item?.status) || polls === MOST_POLLS)
      throw new Error(`${what} is ${item?.status ?? 'gone'}.`);
    await pause(POLL_MS);
  }
}
