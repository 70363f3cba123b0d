// Temporal's bundler refuses Node built-ins, but lets activities/, pino or @peculiar/x509 through. This list does not.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { bundleWorkflows } from '../../worker/workflow-bundle.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('workflow code is made of domain/, workflows/ and the Temporal SDK, and nothing else', async () => {
  const { code } = await bundleWorkflows(new DefaultLogger('ERROR'));
  const encoded = code.slice(code.lastIndexOf('base64,') + 'base64,'.length);
  const map = JSON.parse(Buffer.from(encoded, 'base64').toString()) as { sources: string[] };
  const parts = map.sources
    .filter((source) => source.startsWith('/'))
    .map(
      (source) =>
        /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? relative(ROOT, source).split('/')[0],
    );
  expect([...new Set(parts)].sort()).toEqual([
    '@temporalio/common',
    '@temporalio/workflow',
    'domain',
    'long',
    'ms',
    'nexus-rpc',
    'workflows',
  ]);
});
