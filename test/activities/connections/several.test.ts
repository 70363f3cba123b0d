/** Several DNS connections as one: each name where its longest zone is, removed there and nowhere else. */
import { expect, it } from 'vitest';
import { severalDnsProviders, severalFilePublishers } from '../../../activities/connections/several.js';
import type { DnsProvider } from '../../../activities/dns/dns-provider.js';
import type { FilePublisher } from '../../../activities/http-file/file-publisher.js';
import { OrderFailure } from '../../../domain/failures.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';

/** Keeps records of the names in its zones, and says of others what services say. */
class FakeZones implements Pick<DnsProvider, 'publish' | 'remove' | 'aliasAt'> {
  readonly records: string[] = [];
  readonly publishes = true;
  readonly zoneOf?: (name: string) => Promise<string | undefined>;

  constructor(
    readonly name: string,
    readonly zones: readonly string[],
    tellsZones = true,
  ) {
    if (tellsZones) this.zoneOf = (of) => Promise.resolve(this.#zone(of));
  }

  publish({ name, value }: ValidationRecord) {
    if (this.#zone(name) === undefined)
      return Promise.resolve({
        outcome: 'not-served' as const,
        reason: { zh: '没有此区', en: 'no such zone' },
      });
    this.records.push(`${name} ${value}`);
    return Promise.resolve({ outcome: 'published' as const });
  }

  remove({ name, value }: ValidationRecord) {
    if (this.#zone(name) === undefined)
      return Promise.reject(new OrderFailure('DnsProviderRefused', `${this.name} has no zone for ${name}`));
    const at = this.records.indexOf(`${name} ${value}`);
    if (at >= 0) this.records.splice(at, 1);
    return Promise.resolve();
  }

  aliasAt() {
    return Promise.resolve(undefined);
  }

  #zone(name: string): string | undefined {
    return this.zones
      .filter((zone) => name === zone || name.endsWith(`.${zone}`))
      .sort((one, other) => other.length - one.length)[0];
  }
}

function record(name: string): ValidationRecord {
  return { type: 'TXT', name, value: 'proof' };
}

it('writes each name where its longest zone is, and removes it there', async () => {
  const parent = new FakeZones('parent', ['example.com', 'example.net']);
  const child = new FakeZones('child', ['shop.example.com']);
  const one = severalDnsProviders([parent, child]);
  await one.publish(record('_dnsauth.shop.example.com'));
  await one.publish(record('_dnsauth.example.net'));
  expect(child.records).toEqual(['_dnsauth.shop.example.com proof']);
  expect(parent.records).toEqual(['_dnsauth.example.net proof']);
  expect(await one.zoneOf?.('_dnsauth.shop.example.com')).toBe('shop.example.com');
  await one.remove(record('_dnsauth.shop.example.com'));
  await one.remove(record('_dnsauth.example.net'));
  expect([...child.records, ...parent.records]).toEqual([]);
});

it('asks a service that tells no zones last, and finds its records again', async () => {
  const silent = new FakeZones('silent', ['example.org'], false);
  const telling = new FakeZones('telling', ['example.com']);
  const one = severalDnsProviders([silent, telling]);
  await one.publish(record('_dnsauth.example.org'));
  expect(silent.records).toEqual(['_dnsauth.example.org proof']);
  await one.remove(record('_dnsauth.example.org'));
  expect(silent.records).toEqual([]);
});

it('says so where none has a zone for the name', async () => {
  const one = severalDnsProviders([new FakeZones('a', ['example.com']), new FakeZones('b', ['example.net'])]);
  expect(await one.publish(record('_dnsauth.example.org'))).toMatchObject({ outcome: 'not-served' });
});

it('puts a file on those web servers alone that may serve its host', async () => {
  const put: string[] = [];
  const serverOf = (name: string, host?: string): FilePublisher => ({
    name,
    publishes: true,
    ...(host !== undefined && { serves: ({ url }) => new URL(url).hostname === host }),
    publish: ({ url }) => Promise.resolve(void put.push(`${name} ${url}`)),
    remove: ({ url }) => Promise.resolve(void put.push(`${name} without ${url}`)),
    tryAccess: () => Promise.resolve(),
  });
  const file = { url: 'http://a.example.com/x', content: '' };
  const both = [serverOf('a', 'a.example.com'), serverOf('b', 'b.example.com')];
  await severalFilePublishers([...both, serverOf('any')]).publish(file);
  await severalFilePublishers([...both, serverOf('any')]).remove(file);
  expect(put).toEqual([
    `a ${file.url}`,
    `any ${file.url}`,
    `a without ${file.url}`,
    `any without ${file.url}`,
  ]);
  // Where none has a place for it, the first one says so.
  await severalFilePublishers(both).publish({ ...file, url: 'http://c.example.com/x' });
  expect(put.at(-1)).toBe('a http://c.example.com/x');
});
