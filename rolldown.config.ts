/**
 * What is started again and again, in few files: Node finds, reads and compiles a file at a time, and from its single ones a
 * command would begin with a thousand. The command line, dist/command: what only some commands need is a file of its own, loaded
 * by the `import()` where it is used. The health check of the worker's container, which is a new process every half a minute:
 * one file in the place of the compiled one. The package's library, the worker and the stack run from the single files, which
 * they load once.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type OutputBundle, type OutputChunk, type Plugin } from 'rolldown';

/** Taken by Postgres' client where it is there. It is no dependency of ours. */
const NEVER_THERE = ['pg-native'];

/**
 * Codes, their words in both languages, the forms of small things, and the small rules that orders are read by: nearly every command
 * reads some of them. Each would be a file of its own, as several parts that are loaded later share it; together they are one.
 */
const WORDS =
  '(?:[a-z]+-)?words|states|waits|bilingual|refusals|failures|time-zone|instants|identifiers|characters|text-input|status-markdown';
const RULES =
  'approval|canonical-json|turn|letter-succession|letter-rules|sm2-reuse|reissue-facts|reissue-schedule|dated-rules|order-acts|method-change|zone-services|way-out|whose-waits|methods|request-rules|lifecycle-step';
const SMALL_AND_SHARED = new RegExp(`[\\\\/]domain[\\\\/](?:.*[\\\\/])?(?:${WORDS}|${RULES})\\.ts$`);

/** Less to read; names stay, for whoever is sent an error's place. */
const MINIFY = { compress: false, mangle: false, codegen: { removeWhitespace: true } } as const;

export default defineConfig([
  {
    input: { main: 'client/cli/main.ts' },
    platform: 'node',
    // They bring data or machine code of their own, for few commands.
    external: ['@node-rs/argon2', 'fontkit', 'pdfkit', 'sharp', 'unpdf', ...NEVER_THERE],
    plugins: [toldContents('contents.json', 'LICENSES.txt')],
    output: {
      dir: 'dist/command',
      cleanDir: true,
      format: 'esm',
      // No hashes: a command that runs on while the package is built anew finds the part that it has yet to load.
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      codeSplitting: { groups: [{ name: 'words', test: SMALL_AND_SHARED }] },
      minify: MINIFY,
    },
  },
  {
    input: { health: 'worker/health.ts' },
    platform: 'node',
    external: NEVER_THERE,
    plugins: [toldContents('health.contents.json', 'health.LICENSES.txt')],
    output: {
      dir: 'dist/worker',
      format: 'esm',
      entryFileNames: '[name].js',
      codeSplitting: false,
      minify: MINIFY,
    },
  },
]);

/** Tells, in files of these names, which packages are in which file and under which licences, as most of these ask. */
function toldContents(contentsName: string, licencesName: string): Plugin {
  return {
    name: 'told-contents',
    generateBundle(_options, bundle) {
      const contents = chunksOf(bundle).map(({ fileName, moduleIds }) => [fileName, packagesOf(moduleIds)]);
      const packages = new Set(chunksOf(bundle).flatMap(({ moduleIds }) => foldersOf(moduleIds)));
      const licences = [...packages].sort().map(licenceOf);
      const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
      emit(contentsName, `${JSON.stringify(Object.fromEntries(contents), undefined, 1)}\n`);
      emit(licencesName, licences.join('\n'));
    },
  };
}

function chunksOf(bundle: OutputBundle): OutputChunk[] {
  return Object.values(bundle).filter((output) => output.type === 'chunk');
}

/** `/home/me/sealflow/node_modules/@grpc/grpc-js/build/src/index.js`: up to `grpc-js`. Undefined for what is ours. */
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

function foldersOf(moduleIds: readonly string[]): string[] {
  return [...new Set(moduleIds.flatMap((id) => PACKAGE.exec(id)?.[0] ?? []))];
}

function packagesOf(moduleIds: readonly string[]): string[] {
  const names = moduleIds.flatMap((id) => PACKAGE.exec(id)?.[1]?.replace('\\', '/') ?? []);
  return [...new Set(names)].sort();
}

/** Throws where a package says nothing of its licence: it must not be handed on. */
function licenceOf(folder: string): string {
  const path = join(folder, 'package.json');
  const { name, version, license } = JSON.parse(
    existsSync(path) ? readFileSync(path, 'utf8') : '{}',
  ) as Partial<Record<'name' | 'version' | 'license', string>>;
  if (!license)
    throw new Error(`${folder} names no licence: it can't be part of what is built into few files`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`== ${name} ${version}, ${license}`, ...texts, ''].join('\n\n');
}
