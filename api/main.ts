/** The process that serves the HTTP API. Reads the environment, listens, and serves until it is told to stop; it holds no state. */
import type { FastifyInstance } from 'fastify';
import { connectServing, type ConnectedServing } from '../client/connect.js';
import { configFrom, type ApiConfig, type Config } from '../config/config.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import type { ListenAddress } from '../config/values.js';
import { wordsOfThrown } from '../domain/told.js';
import { createLogger } from './logger.js';
import type { ApiParts } from './parts.js';
import { createApi } from './server.js';
import { openIdSettingsFrom } from './sign-in/openid/settings.js';
import { createTencentApi } from './tencent/server.js';

/** Told by the channel of whoever started this process, the embedded stack for one. */
type Word =
  | {
      readonly ready: {
        readonly url: string;
        readonly tencentUrl?: string;
        readonly firstKey?: { readonly keyId: string; readonly secret: string };
        /** Signs the owner in once. */
        readonly signInUrl?: string;
      };
    }
  | { readonly failed: { readonly zh: string; readonly en: string } };

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const config = configFrom(environment);
  const logger = createLogger(config.logLevel);
  const stopped = untilStopped();
  const serving = await connectServing(environment, {
    origin: 'api',
    onTrouble: (error) => logger.warn({ err: error }, 'what moves could not be read'),
  });
  const servers: FastifyInstance[] = [];
  try {
    const parts = partsOf(serving, config, environment, logger);
    const url = await listening(servers, await createApi(parts), {
      name: 'SEALFLOW_API_ADDRESS',
      address: config.api.address,
    });
    const tencentUrl = await serveTencent(servers, parts, config.api);
    const addresses = { url, ...(tencentUrl !== undefined && { tencentUrl }) };
    logger.info(addresses, 'API ready');
    process.send?.({ ready: { ...addresses, ...(await firstAccess(serving, config, url)) } } satisfies Word);
    const reason = await stopped;
    logger.info({ reason }, 'API stopping');
    await Promise.all(servers.map((server) => server.close()));
    logger.info('API stopped');
  } finally {
    await serving.close();
  }
}

/** Asked for by a stack of one's own, and told to nobody else: a server's first key is made by the command line. */
async function firstAccess(
  { identities, onceSignIns }: ConnectedServing,
  { account, api: { publicUrl } }: Config,
  url: string,
) {
  if (!process.send || !process.argv.includes('--first-owner-key')) return {};
  const firstKey = await identities.firstOwnerKey(account);
  const base = (publicUrl ?? url).replace(/\/+$/, '');
  return { firstKey, signInUrl: `${base}/sign-in/once?token=${await onceSignIns.make(account)}` };
}

function partsOf(
  serving: ConnectedServing,
  { api }: Config,
  environment: Environment,
  logger: ApiParts['logger'],
): ApiParts {
  const { publicUrl, proxies } = api;
  const openId = openIdSettingsFrom(environment);
  return {
    ...serving,
    config: { ...(publicUrl !== undefined && { publicUrl }), proxies },
    ...(openId && { openId }),
    ...(logger && { logger }),
  };
}

/** Undefined where it is not served. */
async function serveTencent(
  servers: FastifyInstance[],
  parts: ApiParts,
  { tencentAddress, tencentPublicHosts: publicHosts, proxies }: ApiConfig,
): Promise<string | undefined> {
  if (!tencentAddress) return undefined;
  const app = await createTencentApi(parts, { publicHosts, proxies });
  return await listening(servers, app, { name: 'SEALFLOW_TENCENT_API_ADDRESS', address: tencentAddress });
}

/** Its URL, once it listens; from then on it is one of those to be closed. */
async function listening(
  servers: FastifyInstance[],
  app: FastifyInstance,
  { name, address: { host, port } }: { readonly name: string; readonly address: ListenAddress },
): Promise<string> {
  try {
    const url = await app.listen({ host, port });
    servers.push(app);
    return url;
  } catch (error) {
    await app.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EADDRNOTAVAIL' && code !== 'EACCES') throw error;
    throw new ConfigurationError(name, {
      zh: `此进程可以监听的地址和端口(${host}:${port} 不能:${code})`,
      en: `an address and a port that this process can listen at (${host}:${port} can't: ${code})`,
    });
  }
}

/** Signals, and the end of the process that started this one. */
function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
    if (process.send) process.on('disconnect', () => resolve('the process that started it is gone'));
  });
}

try {
  await main();
} catch (error) {
  const { zh, en } = wordsOfThrown(error);
  process.send?.({ failed: { zh, en } } satisfies Word);
  process.stderr.write(`${en}\n`);
  process.exitCode = 1;
}
// Explicit: a connection that a caller still holds open must not keep a stopped process.
process.exit();
