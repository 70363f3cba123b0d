/** Pebble as tests find it: where it can't be had they are skipped, and the reason is printed. */
import { findPebble as find, type FoundPeer } from '../../../bench/peers/pebble.js';

export { startPebble, type Pebble, type PebbleOptions } from '../../../bench/peers/pebble.js';

export async function findPebble(): Promise<FoundPeer> {
  const peer = await find();
  if ('missing' in peer) process.stderr.write(`Pebble is not here, its tests are skipped: ${peer.missing}\n`);
  return peer;
}
