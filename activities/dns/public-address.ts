/** Which addresses our own look may connect to: a stranger's DNS must not point us into our own network. */
import { parseIpAddress } from '../../domain/names/ip-addresses.js';
import type { LookSettings } from './look-settings.js';

/** BR 3.2.2.4.18 wants the proof seen from the Internet, so nothing is lost by refusing all other addresses. */
export function isPermittedAddress(address: string, settings: LookSettings): boolean {
  return settings.allowPrivateAddresses || parseIpAddress(address)?.name !== undefined;
}
