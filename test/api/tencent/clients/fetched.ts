/** The official clients that are no dependency of ours: fetched on demand, and kept in the cache. */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../../../config/cache-folder.js';
import { runToEnd } from '../../../../dev/processes.js';

export type Fetched = { readonly folder: string } | { readonly missing: string };

const DRIVERS = fileURLToPath(new URL('drivers', import.meta.url));
/** Fetching gives up a little before a test's set-up does. */
const LONGEST_MS = 170_000;

const TCCLI = '3.1.189.1';
/** Each by itself: tccli would bring the SDK of every service, 700 MB of it. Its plugins ask for that of `cvm`. */
const PYTHON = [
  `tccli==${TCCLI}`,
  'tencentcloud-sdk-python-common==3.1.195',
  'tencentcloud-sdk-python-ssl==3.1.145',
  'tencentcloud-sdk-python-cvm',
  'cos-python-sdk-v5==1.9.44',
  'crcmod==1.7',
  'pycryptodome',
  'xmltodict',
  'jmespath==1.1.0',
  'six==1.17.0',
  'requests',
  'urllib3',
  'charset-normalizer',
  'idna',
  'certifi',
];
const GO = {
  typed: 'github.com/tencentcloud/tencentcloud-sdk-go v1.0.162',
  common: 'github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common v1.3.210',
} as const;

/** A folder for PYTHONPATH: the SDK, and tccli with the services that are served here. */
export async function pythonClients(): Promise<Fetched> {
  return await kept(`python-tccli-${TCCLI}`, async (folder) => {
    const words = ['install', '--quiet', '--no-deps', '--no-compile', '--target', folder, ...PYTHON];
    const trouble = await failed('pip', words, folder);
    if (trouble !== undefined) return trouble;
    const services = join(folder, 'tccli', 'services');
    for (const entry of await readdir(services, { withFileTypes: true })) {
      if (!entry.isDirectory() || ['ssl', 'tag'].includes(entry.name)) continue;
      await rm(join(services, entry.name), { recursive: true });
    }
    return undefined;
  });
}

/** The wheels from which the contract is made, as pip downloads them. */
export async function contractWheels(): Promise<Fetched> {
  const wheels = [`tccli==${TCCLI}`, 'tccli-intl-en==3.1.193.1'];
  return await kept(`wheels-${TCCLI}`, async (folder) =>
    failed('pip', ['download', '--quiet', '--no-deps', '--dest', folder, ...wheels], folder),
  );
}

/** A program `driver` that speaks with the SDK of this kind. */
export async function goDriver(kind: keyof typeof GO): Promise<Fetched> {
  const sources = [`${kind}.go`, 'lines.go'];
  return await kept(`go-${GO[kind].split(' ')[1] ?? ''}`, async (folder) => {
    for (const source of sources) await cp(join(DRIVERS, source), join(folder, source));
    await writeFile(
      join(folder, 'go.mod'),
      `module sealflow.test/driver\n\ngo 1.21\n\nrequire ${GO[kind]}\n`,
    );
    return await failed('go', ['build', '-o', 'driver', '.'], folder);
  });
}

/** Moved in whole: two that fetch at once leave no half a client. */
async function kept(name: string, fetch: (folder: string) => Promise<string | undefined>): Promise<Fetched> {
  const folder = join(cacheFolder(), 'tencent-clients', name);
  if (existsSync(folder)) return { folder };
  await mkdir(dirname(folder), { recursive: true });
  const making = await mkdtemp(`${folder}.making-`);
  const trouble = await fetch(making);
  if (trouble === undefined) await rename(making, folder).catch(() => undefined);
  await rm(making, { recursive: true, force: true });
  return existsSync(folder) ? { folder } : { missing: trouble ?? 'It could not be kept' };
}

/** Why it did not go well. */
async function failed(program: string, words: readonly string[], cwd: string): Promise<string | undefined> {
  const { code, output } = await runToEnd(program, [...words], {
    cwd,
    env: {
      ...process.env,
      GOFLAGS: '-mod=mod',
      PIP_ROOT_USER_ACTION: 'ignore',
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
    },
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  return code === 0 ? undefined : `${program}: ${output.trim().split('\n').at(-1) ?? ''}`;
}
