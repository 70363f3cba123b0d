/** The workflow code as Temporal runs it: one bundle, made at build time, or on the spot where no build was made. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
  type Logger,
} from '@temporalio/worker';

const BUILT = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

/** Where the build writes the bundle, beside the compiled folders. */
export function builtBundlePath(): string {
  return BUILT;
}

export async function bundleWorkflows(logger?: Logger): Promise<WorkflowBundleWithSourceMap> {
  const compiled = fileURLToPath(new URL('../workflows/index.js', import.meta.url));
  const workflowsPath = existsSync(compiled) ? compiled : compiled.replace(/\.js$/, '.ts');
  return await bundleWorkflowCode({ workflowsPath, logger });
}

export async function workflowBundle(logger?: Logger): Promise<WorkflowBundleOption> {
  return existsSync(BUILT) ? { codePath: BUILT } : await bundleWorkflows(logger);
}
