/** Which zone a name lies in, and how often a service is asked for its zones. */
import { describe, expect, it } from 'vitest';
import {
  hostWithin,
  longestSuffix,
  zoneNamed,
  ZonesListed,
} from '../../../../activities/dns/service/zones-listed.js';

const zones = ['example.com', 'sub.example.com', 'com'].map((name) => ({ id: name, name }));

describe('the zone of a name', () => {
  it.each([
    ['www.example.com', 'example.com'],
    ['WWW.Sub.Example.com.', 'sub.example.com'],
    ['sub.example.com', 'sub.example.com'],
    ['othersub.example.com', 'example.com'],
    ['notexample.com', 'com'],
    ['example.org', undefined],
  ])('of %s is %s', (name, zone) => {
    expect(longestSuffix(zones, name)?.name).toBe(zone);
  });

  it('is compared in ASCII, however the service writes it', () => {
    expect(zoneNamed('例子.中国.')).toBe('xn--fsqu00a.xn--fiqs8s');
    expect(zoneNamed('Example.COM')).toBe('example.com');
  });

  it('has hosts within it, and itself', () => {
    expect(hostWithin('example.com', '_acme-challenge.www.example.com.')).toBe('_acme-challenge.www');
    expect(hostWithin('example.com', 'example.com')).toBe('@');
  });
});

describe('the list', () => {
  it('is asked for once by all who ask at once', async () => {
    let asked = 0;
    const listed = new ZonesListed(() => Promise.resolve((asked += 1) > 0 ? zones : []));
    const found = await Promise.all(
      ['a.example.com', 'b.example.com', 'c.sub.example.com'].map((name) => listed.holding(name)),
    );
    expect(found.map((zone) => zone?.name)).toEqual(['example.com', 'example.com', 'sub.example.com']);
    expect(asked).toBe(1);
  });

  it('is asked for anew where a name is in none of them: a zone may have come', async () => {
    const now = [...zones];
    const listed = new ZonesListed(() => Promise.resolve([...now]));
    await listed.holding('www.example.com');
    now.push({ id: 'new', name: 'example.org' });
    expect((await listed.holding('www.example.org'))?.id).toBe('new');
  });

  it('that failed is not believed', async () => {
    let fails = true;
    const listed = new ZonesListed(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve(zones)));
    await expect(listed.holding('www.example.com')).rejects.toThrow('no');
    fails = false;
    expect((await listed.holding('www.example.com'))?.name).toBe('example.com');
  });
});
