/** What the start of a command costs: CPU of its process, and the files of code it reads. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledProgram } from '../../config/package-folder.js';
import { median } from '../statistics.js';
import type { BenchContext, Measured, Workload } from '../workload.js';

const MS_PER_TICK = 10;

export const commandsWorkload: Workload = {
  name: 'commands',
  dependsOnTemporal: false,
  marks: [
    {
      id: 'versionCpu',
      what: 'a command’s start: `--version`, CPU',
      unit: 's',
      kind: 'cost',
      seen: '1.65 s, 962 files',
      reach: { atMost: 0.35 },
    },
    { id: 'versionFiles', what: '… files of code read', unit: '', kind: 'count', seen: '962' },
    {
      id: 'orderListCpu',
      what: '`order list`, CPU',
      unit: 's',
      kind: 'cost',
      seen: '',
      reach: { atMost: 0.6 },
    },
    { id: 'orderListFiles', what: '… files of code read', unit: '', kind: 'count', seen: '' },
  ],
  run: (context) => {
    const { options } = context;
    const version = started(context, process.execPath, ['--version']);
    const list = started(context, process.execPath, ['order', 'list']);
    const other = options.node;
    const others =
      other === undefined
        ? []
        : [
            `with ${nodeVersion(other)}: --version ${started(context, other, ['--version']).seconds.toFixed(2)} s, ` +
              `order list ${started(context, other, ['order', 'list']).seconds.toFixed(2)} s`,
          ];
    const measured: Measured = {
      figures: {
        versionCpu: version.seconds,
        versionFiles: version.files,
        orderListCpu: list.seconds,
        orderListFiles: list.files,
      },
      timings: [
        `with ${process.version}: user and system time, the median of ${context.sizes.starts}`,
        ...others,
      ],
      raw: { version, list },
    };
    return Promise.resolve(measured);
  },
};

interface Started {
  /** User and system time of the process. */
  readonly seconds: number;
  /** Files of JavaScript that were loaded, Node's own left out. */
  readonly files: number;
}

/** The first start fills whatever caches there are, as the first of a day does, and is not counted. */
function started({ system, sizes }: BenchContext, node: string, args: readonly string[]): Started {
  const environment = { ...system.environment };
  run(node, args, environment);
  const seconds = Array.from({ length: sizes.starts }, () => {
    const before = childrensTicks();
    run(node, args, environment);
    return ((childrensTicks() - before) * MS_PER_TICK) / 1000;
  });
  return { seconds: median(seconds), files: filesLoaded(node, args, environment) };
}

function run(node: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(node, [compiledProgram('client/cli/main.js'), ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`sealflow ${args.join(' ')} ended with ${String(status)}: ${stderr}`);
}

/** CPU of ended children; NaN where there is no /proc. */
function childrensTicks(): number {
  if (process.platform !== 'linux') return Number.NaN;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // Counted from the third field (proc(5)): 16 and 17 are what children that were waited for have used.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[16 - 3]) + Number(fields[17 - 3]);
}

/** As V8's coverage lists them, each once. */
function filesLoaded(node: string, args: readonly string[], environment: NodeJS.ProcessEnv): number {
  const folder = mkdtempSync(join(tmpdir(), 'sealflow-bench-coverage-'));
  try {
    run(node, args, { ...environment, NODE_V8_COVERAGE: folder });
    const urls = readdirSync(folder).flatMap((name) => {
      const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage;
      return result.map(({ url }) => url);
    });
    return new Set(urls.filter((url) => url.startsWith('file:'))).size;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

function nodeVersion(node: string): string {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
}
