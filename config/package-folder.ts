/** Where this package lies, seen from the source as well as from `dist`: programs of it are started by path. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder upwards that holds a package.json. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** The full path of a compiled program such as `worker/main.js`. Throws when the package has not been built. */
export function compiledProgram(path: string): string {
  const program = join(packageFolder(), 'dist', path);
  if (existsSync(program)) return program;
  throw new Error(`${program} is missing. Run npm run build first.`);
}

/** As package.json has it. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
