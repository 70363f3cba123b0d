/** The page that commands and mails name for an order is one that the dev server's Web UI has. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../../dev/ports.js';
import { findTemporalServer } from '../../../dev/temporal/find-server.js';
import { startTemporalServer, type RunningTemporal } from '../../../dev/temporal/server.js';
import { orderPageUrls } from '../../../domain/orders/pages.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const logFile = join(temporaryFolder(), 'temporal.log');
let server: RunningTemporal;

beforeAll(async () => {
  const { TEMPORAL_ADDRESS: _running, ...environment } = process.env;
  const found = await findTemporalServer({ environment, say: () => undefined });
  if (found.kind === 'running') throw new Error('a program is needed, and no server that runs');
  const port = await freePort();
  const uiPort = await freePort([port]);
  server = await startTemporalServer({ program: found.path, port, uiPort, logFile });
}, 120_000);
afterAll(() => server.stop());

it('leads into the Web UI', async () => {
  const { webUi } = orderPageUrls('ord_1', { webUi: server.webUi, namespace: 'default' });
  expect(webUi).toBe(`${server.webUi}/namespaces/default/workflows/certificate-order%3Aord_1`);
  const answer = await fetch(webUi ?? '');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/html');
  // Its own page for what it has no page for is not what is meant.
  expect(await answer.text()).toContain('_app/');
});
