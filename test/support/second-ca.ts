/** Another development CA than the world's own, as a connection leads to it. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevelopmentCa } from '../../dev/ca/server.js';
import { CaControls } from './ca-controls.js';
import type { OrderWorld } from './order-world.js';

export interface SecondCa {
  readonly form: { readonly url: string; readonly token: string };
  readonly controls: CaControls;
  stop(): Promise<void>;
  /** Again on its data, with another token. */
  restartedWith(token: string): Promise<SecondCa>;
}

/** On data of its own; sees the same DNS and web servers as the world's CA. */
export async function startSecondCa(
  world: Pick<OrderWorld, 'dns' | 'web'>,
  token: string,
  {
    dataDir = mkdtempSync(join(tmpdir(), 'sealflow-second-ca-')),
    issuanceDelayMs = 0,
  }: { readonly dataDir?: string; readonly issuanceDelayMs?: number } = {},
): Promise<SecondCa> {
  const ca = await startDevelopmentCa({
    dataDir,
    token,
    resolvers: world.dns.resolverPorts.map((port) => `127.0.0.1:${port}`),
    httpPort: world.web.httpPort,
    httpsPort: world.web.httpsPort,
    issuanceDelayMs,
  });
  return {
    form: { url: ca.url, token },
    controls: new CaControls(ca.url, token),
    async restartedWith(other) {
      await ca.stop();
      return await startSecondCa(world, other, { dataDir, issuanceDelayMs });
    },
    async stop() {
      await ca.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
