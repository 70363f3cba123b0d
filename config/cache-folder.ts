/** Where fetched programs are kept between runs: the user's cache folder, as each system names it. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../config/environment.js';

/** Not created here. `SEALFLOW_CACHE_DIR` wins; then XDG_CACHE_HOME, ~/Library/Caches or %LOCALAPPDATA%. */
export function cacheFolder(environment: Environment = process.env, platform = process.platform): string {
  if (environment.SEALFLOW_CACHE_DIR) return environment.SEALFLOW_CACHE_DIR;
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'sealflow');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'sealflow');
  if (platform === 'win32') {
    return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'sealflow', 'cache');
  }
  return join(homedir(), '.cache', 'sealflow');
}

/** A program's file name on this system. */
export function executableName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
