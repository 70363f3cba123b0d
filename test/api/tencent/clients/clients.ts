/** Every official client that can be had here, unchanged. What can't is named with its reason, once. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { runToEnd } from '../../../../dev/processes.js';
import { goDriver, pythonClients } from './fetched.js';
import {
  VERSIONS,
  drivenClient,
  withoutProxies,
  type ClientAnswer,
  type FoundClient,
  type OfficialClient,
  type Server,
} from './official-client.js';

const PYTHON = 'python3';

/** In the order: Node SDK, Python SDK, tccli, Go with types, Go for any action. */
export async function officialClients(): Promise<FoundClient[]> {
  const [python, typed, common] = [await pythonClients(), await goDriver('typed'), await goDriver('common')];
  const found: FoundClient[] = [
    { name: 'Node SDK', start: nodeClient },
    'folder' in python
      ? { name: 'Python SDK', start: (server) => pythonClient(python.folder, server) }
      : { name: 'Python SDK', ...python },
    'folder' in python
      ? { name: 'tccli', start: (server) => tccli(python.folder, server) }
      : { name: 'tccli', ...python },
    ...[
      { name: 'Go SDK with types', driver: typed },
      { name: 'Go SDK for any action', driver: common },
    ].map(({ name, driver }): FoundClient => {
      if (!('folder' in driver)) return { name, ...driver };
      return { name, start: (server) => drivenClient(name, server, join(driver.folder, 'driver'), []) };
    }),
  ];
  for (const { name, missing } of found) {
    if (missing !== undefined)
      process.stderr.write(`${name} is not here, its tests are skipped: ${missing}\n`);
  }
  return found;
}

function nodeClient(server: Server): OfficialClient {
  return {
    name: 'Node SDK',
    async call(action, parameters = {}, wanted = {}): Promise<ClientAnswer> {
      const { secretId = server.secretId, secretKey = server.secretKey, language } = wanted;
      const client = new CommonClient(wanted.endpoint ?? server.address, VERSIONS[wanted.service ?? 'ssl'], {
        credential: { secretId, secretKey },
        region: '',
        profile: {
          signMethod: wanted.signing ?? 'TC3-HMAC-SHA256',
          ...(language !== undefined && { language }),
          httpProfile: { protocol: 'http://', reqMethod: wanted.method ?? 'POST' },
        },
      });
      try {
        return { response: (await client.request(action, parameters)) as Readonly<Record<string, unknown>> };
      } catch (error) {
        const { code, message, requestId } = error as { code?: string; message: string; requestId?: string };
        return { code: code ?? 'Client', message, ...(requestId !== undefined && { requestId }) };
      }
    },
    stop: () => Promise.resolve(),
  };
}

function pythonClient(folder: string, server: Server): OfficialClient {
  const driver = new URL('drivers/driver.py', import.meta.url).pathname;
  return drivenClient('Python SDK', server, PYTHON, ['-B', driver], { PYTHONPATH: folder });
}

/** One process a call, as in a shell. */
function tccli(folder: string, server: Server): OfficialClient {
  const home = mkdtempSync(join(tmpdir(), 'tccli-'));
  let calls = 0;
  return {
    name: 'tccli',
    async call(action, parameters = {}, wanted = {}): Promise<ClientAnswer> {
      calls += 1;
      const input = join(home, `${calls}.json`);
      writeFileSync(input, JSON.stringify(parameters));
      const endpoint = `http://${wanted.endpoint ?? server.address}`;
      const words = ['--cli-input-json', `file://${input}`, '--endpoint', endpoint];
      const languages = wanted.language === undefined ? [] : ['--language', wanted.language];
      const { code, output } = await runToEnd(
        PYTHON,
        ['-B', join(folder, 'bin', 'tccli'), wanted.service ?? 'ssl', action, ...words, ...languages],
        {
          env: {
            ...withoutProxies(),
            HOME: home,
            PYTHONPATH: folder,
            TENCENTCLOUD_SECRET_ID: wanted.secretId ?? server.secretId,
            TENCENTCLOUD_SECRET_KEY: wanted.secretKey ?? server.secretKey,
            TENCENTCLOUD_REGION: 'ap-guangzhou',
          },
        },
      );
      if (code === 0) return { response: JSON.parse(output) as Readonly<Record<string, unknown>> };
      const told = /code:(\S+) message:(.*?)(?: requestId:(\S+))?\s*$/s.exec(output);
      return { code: told?.[1] ?? 'Client', message: told?.[2] ?? output, requestId: told?.[3] ?? '' };
    },
    stop: () => rm(home, { recursive: true, force: true }),
  };
}
