/** Build step: writes the workflow bundle that the worker loads. */
import { writeFile } from 'node:fs/promises';
import { DefaultLogger } from '@temporalio/worker';
import { builtBundlePath, bundleWorkflows } from './workflow-bundle.js';

const { code } = await bundleWorkflows(new DefaultLogger('WARN'));
await writeFile(builtBundlePath(), code);
