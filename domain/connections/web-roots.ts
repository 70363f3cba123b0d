/** Which folder of a web server holds the site of a name. Pure. */

/** Of a pattern of names: one name, `*.` and a name for all below it, or `*` for every name. */
export interface WebRoot {
  readonly names: string;
  /** Absolute; `{name}` stands for the name itself. */
  readonly root: string;
}
export type WebRoots = readonly WebRoot[];

/** The closest pattern decides: the name itself, then the longest that it lies below. Undefined where none fits. */
export function rootFor(webRoots: WebRoots, host: string): string | undefined {
  const fitting = webRoots.filter(({ names }) => fits(names, host));
  const [closest] = fitting.sort((one, other) => closeness(other.names) - closeness(one.names));
  return closest?.root.replaceAll('{name}', host);
}

function fits(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

/** One name before all patterns; of patterns, the longer one. */
function closeness(pattern: string): number {
  return pattern.startsWith('*') ? pattern.length : Number.MAX_SAFE_INTEGER;
}
