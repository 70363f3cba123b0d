/** What routes there are: another method is told so, in the place of "no such address" (RFC 9110, section 15.5.6). */
import type { FastifyInstance } from 'fastify';

interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
  readonly operations: readonly string[];
}

const KNOWN = new WeakMap<object, KnownRoute[]>();

/** From now on every route of the server is noted. */
export function noteRoutes(app: FastifyInstance): void {
  const known: KnownRoute[] = [];
  KNOWN.set(app, known);
  app.addHook('onRoute', ({ url, method, config }) => {
    known.push({ pattern: patternOf(url), methods: [method].flat(), operations: config?.operations ?? [] });
  });
}

/** The client's operations that have a route, sorted. */
export function routedOperations(app: FastifyInstance): string[] {
  return [...new Set((KNOWN.get(app) ?? []).flatMap(({ operations }) => operations))].sort();
}

/** Sorted; empty where there is no such address. */
export function allowedAt(app: FastifyInstance, url: string): string[] {
  const [path = ''] = url.split('?');
  const fitting = (KNOWN.get(app) ?? []).filter(({ pattern }) => pattern.test(path));
  return [...new Set(fitting.flatMap(({ methods }) => methods))].sort();
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part)));
  return new RegExp(`^${parts.join('/')}$`);
}

function escaped(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
