/** Code that was compiled once is kept for the next command: compiling is most of what starting one costs. */
import nodeModule from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../../config/cache-folder.js';
import type { Environment } from '../../config/environment.js';

/** Node from 22.8 on has it (https://nodejs.org/api/module.html#moduleenablecompilecachecachedir). */
interface CompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * In the user's own cache folder, never Node's default: in a shared `/tmp` somebody else could lay there what is run here.
 * Without such a folder, and with an older Node, all is compiled anew; NODE_DISABLE_COMPILE_CACHE=1 asks for that.
 */
export function keepCompiledCode(environment: Environment): void {
  const { enableCompileCache } = nodeModule as CompileCache;
  try {
    enableCompileCache?.(join(cacheFolder(environment), 'compiled'));
  } catch {
    // A user without a home has no folder of its own.
  }
}
