/** The DNS in which the double can prove names by itself (DNS_AUTO). */

/** Zones that are hosted with the reseller, in the same account. */
export interface OwnDns {
  set(name: string, type: string, value: string): Promise<void>;
  remove(name: string, type?: string, value?: string): Promise<void>;
}
