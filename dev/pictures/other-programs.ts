/** What Chromium can't do: `pdftoppm` (poppler) draws papers, `pngquant` makes pictures small. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sayToStderr } from '../say.js';
import { FOLDER } from './browser.js';

/** Dots per inch: small letters can be read, and the file stays small. */
const RESOLUTION = '96';
/** Pages of text need no more. */
const COLOURS = '64';

/** The first page of a paper; `pdf` is a path. */
export async function takePaper(name: string, pdf: string): Promise<void> {
  await run('pdftoppm', '-png', '-gray', '-singlefile', '-r', RESOLUTION, pdf, join(FOLDER, name));
  sayToStderr(`docs/pictures/${name}.png`);
}

export async function makeSmall(name: string): Promise<void> {
  const file = join(FOLDER, `${name}.png`);
  await run('pngquant', '--force', '--nofs', '--strip', '--output', file, COLOURS, file);
}

/** Throws where there is no such program, or where it fails. */
async function run(program: string, ...args: readonly string[]): Promise<void> {
  const running = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve, reject) => {
    running.once('error', reject);
    running.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} ended with exit code ${code}`);
}
