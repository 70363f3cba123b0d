/** One run of the command `sealflow`: on this process's arguments, terminal and environment. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../config/package-folder.js';
import { createAsker } from './asker.js';
import { endOnOutputError } from './output.js';
import { languageIn, runCommandLine } from './program.js';
import { languageOf } from './terminal.js';

/** Sets the process's exit code; never throws. */
export async function runThisProcess(): Promise<void> {
  // Who reads our lines may be gone before us, as in `sealflow order list | head -1`, and disks are full at times.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    endOnOutputError(error, {
      json: process.argv.includes('--json'),
      language: languageOf(process.env, languageIn(process.argv.slice(2))),
      writeError: (text) => void process.stderr.write(text),
      exit: (code) => process.exit(code),
    }),
  );

  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };

  const asker = createAsker(process.stdin, process.stdout);
  const isPersonThere = process.stdin.isTTY && process.stdout.isTTY;

  process.exitCode = await runCommandLine(
    process.argv.slice(2),
    {
      environment: process.env,
      ...(isPersonThere && { ask: asker.ask }),
      ...(process.stdout.isTTY && { columns: process.stdout.columns }),
      write: (text) => void process.stdout.write(text),
      taken: async () => {
        if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
      },
      writeError: (text) => void process.stderr.write(text),
    },
    version,
  );
  asker.close();
}
