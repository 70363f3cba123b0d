/** A V8 CPU profile, summed up: whose code the time was spent in, and in which functions. */

/** As V8 writes it (Chrome DevTools Protocol, Profiler.Profile); times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    /** Ids of what it called. */
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

export interface SelfTime {
  readonly what: string;
  readonly ms: number;
  /** Of the time in which anything was done, 0 to 1. */
  readonly share: number;
}

export interface SelfTimes {
  readonly busyMs: number;
  /** Most first. */
  readonly byPackage: readonly SelfTime[];
  readonly byFunction: readonly SelfTime[];
}

/** Nothing was to do: no time of anybody's. */
const IDLE = '(idle)';
/** The profiler's own beginning and end, some hundred milliseconds of each thread: nothing that the worker does. */
const INSPECTOR = 'node:inspector';

export function selfTimes({ nodes, samples = [], timeDeltas = [] }: CpuProfile): SelfTimes {
  const microseconds = new Map<number, number>();
  samples.forEach((id, index) =>
    microseconds.set(id, (microseconds.get(id) ?? 0) + (timeDeltas[index] ?? 0)),
  );
  const profilers = new Set(
    nodes
      .filter(({ callFrame }) => callFrame.url === INSPECTOR)
      .flatMap(({ id, children = [] }) => [id, ...children]),
  );
  const spent = nodes
    .filter(({ id, callFrame }) => callFrame.functionName !== IDLE && !profilers.has(id))
    .map(({ id, callFrame }) => {
      const owner = ownerOf(callFrame);
      const name = callFrame.functionName || '(anonymous)';
      return {
        owner,
        name: owner === name ? name : `${name}  ${owner}`,
        ms: (microseconds.get(id) ?? 0) / 1000,
      };
    });
  const busyMs = spent.reduce((sum, { ms }) => sum + ms, 0);
  return {
    busyMs,
    byPackage: mostFirst(
      spent.map(({ owner, ms }) => [owner, ms] as const),
      busyMs,
    ),
    byFunction: mostFirst(
      spent.map(({ name, ms }) => [name, ms] as const),
      busyMs,
    ),
  };
}

/** A package, one of our own folders, or what V8 names in brackets, such as the garbage collector. */
function ownerOf({ functionName, url }: { readonly functionName: string; readonly url: string }): string {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (url.startsWith('node:')) return 'node';
  const packageName = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  const own = /\/dist\/([^/]+)\//.exec(url)?.[1];
  if (own !== undefined) return `our ${own}/`;
  return url.includes('workflow-bundle') ? 'workflow code (bundle)' : url;
}

function mostFirst(entries: readonly (readonly [string, number])[], busyMs: number): SelfTime[] {
  const sums = new Map<string, number>();
  for (const [what, ms] of entries) sums.set(what, (sums.get(what) ?? 0) + ms);
  return [...sums]
    .filter(([, ms]) => ms > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([what, ms]) => ({ what, ms, share: busyMs === 0 ? 0 : ms / busyMs }));
}
