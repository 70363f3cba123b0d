/** A DNS service that takes every record and never shows one: what waits for DNS waits to the end. */
import type { DnsProvider } from '../../activities/dns/dns-provider.js';

export class FakeForgetfulDnsProvider implements DnsProvider {
  readonly name = 'forgetful';
  readonly publishes = true;
  /** Names of what was published and not removed since. */
  readonly published = new Set<string>();

  publish({ name }: { readonly name: string }): Promise<{ readonly outcome: 'published' }> {
    this.published.add(name);
    return Promise.resolve({ outcome: 'published' });
  }

  remove({ name }: { readonly name: string }): Promise<void> {
    this.published.delete(name);
    return Promise.resolve();
  }

  aliasAt(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
