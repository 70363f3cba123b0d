/** The process environment, with every `NAME_FILE` read in, as Docker and Kubernetes mount secrets. */
import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that name a file themselves: the file need not exist yet. */
const KEPT_AS_PATHS = new Set(['SEALFLOW_MASTER_KEY_FILE']);

/**
 * Returns the environment with `NAME` set to the trimmed content of the file in `NAME_FILE`, for the product's own
 * variables. `NAME` wins when both are given. Throws when a named file can't be read.
 */
export function readEnvironment(environment: Environment): Environment {
  const expanded: Record<string, string | undefined> = { ...environment };
  for (const [name, path] of Object.entries(environment)) {
    if (!path || !/^(SEALFLOW_|TEMPORAL_|DATABASE_URL_)\w*FILE$/.test(name) || KEPT_AS_PATHS.has(name))
      continue;
    const target = name.slice(0, -'_FILE'.length);
    expanded[target] ??= readFileSync(path, 'utf8').trim();
  }
  return expanded;
}
