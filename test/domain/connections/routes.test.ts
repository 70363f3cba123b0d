/** Which route an order takes, and what it is given. */
import { describe, expect, it } from 'vitest';
import {
  chooseConnections,
  routeFor,
  routeForNames,
  type Route,
  type RoutedOrder,
} from '../../../domain/connections/routes.js';

const ORDER: RoutedOrder = { brand: 'trustasia', certificateType: 'dv', names: ['www.shop.example.com'] };

function route(connectionId: string, rule: Partial<Route> = {}): Route {
  return {
    routeId: `route_${connectionId}`,
    account: 'default',
    brand: null,
    certificateType: null,
    suffix: '',
    connectionId,
    fallbackConnectionId: null,
    ...rule,
  };
}

function taken(routes: readonly Route[], order: Partial<RoutedOrder> = {}): string | undefined {
  return routeFor(routes, { ...ORDER, ...order })?.connectionId;
}

describe('the route of an order', () => {
  it('is the most specific one: suffix before brand before type', () => {
    const any = route('any');
    const ofType = route('type', { certificateType: 'dv' });
    const ofBrand = route('brand', { brand: 'trustasia' });
    const ofBoth = route('both', { brand: 'trustasia', certificateType: 'dv' });
    const short = route('short', { suffix: 'example.com' });
    const long = route('long', { suffix: 'shop.example.com' });
    const all = [any, ofType, ofBrand, ofBoth, short, long];
    expect(taken(all)).toBe('long');
    expect(taken(all.slice(0, 5))).toBe('short');
    expect(taken(all.slice(0, 4))).toBe('both');
    expect(taken(all.slice(0, 3))).toBe('brand');
    expect(taken(all.slice(0, 2))).toBe('type');
    expect(taken([any])).toBe('any');
    expect(taken([...all].reverse())).toBe('long');
  });

  it("is the account's own before the installation's, however specific", () => {
    const own = route('own');
    const installation = route('installation', { account: null, suffix: 'example.com', brand: 'trustasia' });
    expect(taken([installation, own])).toBe('own');
    expect(taken([installation])).toBe('installation');
  });

  it('fits by suffix only where all names lie in it', () => {
    const below = route('below', { suffix: 'example.com' });
    expect(taken([below], { names: ['*.example.com', 'example.com'] })).toBe('below');
    expect(taken([below], { names: ['a.example.com', 'a.example.net'] })).toBeUndefined();
    expect(taken([below], { names: ['badexample.com'] })).toBeUndefined();
    expect(taken([below], { names: ['192.0.2.1'] })).toBeUndefined();
  });

  it('is none where brand or type is another one', () => {
    expect(taken([route('x', { brand: 'geotrust' })])).toBeUndefined();
    expect(taken([route('x', { certificateType: 'ov' })])).toBeUndefined();
  });
});

describe('what an order is given', () => {
  const routes = [route('ca', { fallbackConnectionId: 'second' })];

  it('is nothing where nothing is there: the environment serves it', () => {
    expect(chooseConnections({ routes: [], dns: [], files: [] }, ORDER)).toBeUndefined();
  });

  it('is the CA of its route with its fallback, and every DNS service and web server', () => {
    expect(chooseConnections({ routes, dns: ['d1', 'd2'], files: ['f'] }, ORDER)).toEqual({
      ca: 'ca',
      fallback: 'second',
      dns: ['d1', 'd2'],
      files: ['f'],
    });
  });

  it('within a plan is the CA where the plan was bought, whatever the routes say now', () => {
    const choices = { routes, dns: ['d1'], files: [] };
    expect(chooseConnections(choices, ORDER, { connections: { ca: 'first', dns: ['old'] } })).toEqual({
      ca: 'first',
      dns: ['d1'],
    });
    expect(chooseConnections(choices, ORDER, {})).toEqual({ dns: ['d1'] });
  });
});

describe('the route of names, before anybody knows what is bought', () => {
  const names = ['www.shop.example.com'];
  const any = route('any');
  const ofBrand = route('brand', { brand: 'trustasia', certificateType: 'dv' });
  const ofAcme = route('acme', { brand: 'acme' });
  const chosen = (routes: readonly Route[], brand?: RoutedOrder['brand']) =>
    routeForNames(routes, { names, ...(brand !== undefined && { brand }) })?.connectionId;

  it('is the one for any product; where there is none, the oldest of those that fit', () => {
    expect(chosen([ofBrand, ofAcme, any])).toBe('any');
    expect(chosen([ofBrand, ofAcme])).toBe('acme');
    expect(chosen([ofAcme, ofBrand])).toBe('acme');
    expect(chosen([])).toBeUndefined();
  });

  it('is the brand’s where a brand is asked for', () => {
    expect(chosen([any, ofBrand, ofAcme], 'acme')).toBe('acme');
    expect(chosen([any, ofBrand], 'acme')).toBe('any');
    expect(chosen([ofBrand], 'acme')).toBeUndefined();
  });

  it('is the account’s own first, and then the one of the longest suffix', () => {
    const installation = route('installation', { account: null, suffix: 'shop.example.com' });
    const below = route('below', { suffix: 'example.com', brand: 'trustasia' });
    const elsewhere = route('elsewhere', { suffix: 'example.net' });
    expect(chosen([installation, any])).toBe('any');
    expect(chosen([installation, any, below])).toBe('below');
    expect(chosen([installation, elsewhere])).toBe('installation');
  });
});
