/** A world of orders that the command line finds as it finds an embedded stack: zone, mails and the CA's people included. */
import { writeFileSync } from 'node:fs';
import { stackFilePath } from '../../config/stack-file.js';
import { runCommandLine } from '../../client/cli/program.js';
import { startControlServer } from '../../dev/control.js';
import type { Language } from '../../domain/bilingual.js';
import type { CommandResult } from './command-line.js';
import { createOrderWorld, type OrderWorld, type OrderWorldOptions } from './order-world.js';

export interface TypeOptions {
  readonly language?: Language;
  /** Who answers questions; nobody, as in a script, unless given. */
  readonly ask?: (question: string) => Promise<string>;
  /** Told of each piece of standard output as it comes. */
  readonly onText?: (text: string) => void;
}

export interface TypedWorld {
  readonly world: OrderWorld;
  /** Runs what was typed after `sealflow`, as on this stack. */
  readonly type: (words: readonly string[], options?: TypeOptions) => Promise<CommandResult>;
  readonly stop: () => Promise<void>;
}

/** Call `stop()` in `afterAll`. */
export async function createTypedWorld(options: OrderWorldOptions = {}): Promise<TypedWorld> {
  return await typedWorldOf(await createOrderWorld(options));
}

/** Of a world that is there already; stopping stops it as well. */
export async function typedWorldOf(world: OrderWorld): Promise<TypedWorld> {
  const control = await startControlServer(world.dns.zone, world.environment.SEALFLOW_CONTROL_TOKEN ?? '');
  const addresses = { mail: world.mail.pageUrl };
  const stack = { pid: process.pid, environment: world.environment, controlUrl: control.url, addresses };
  writeFileSync(stackFilePath(world.dataDir), JSON.stringify(stack));
  return {
    world,
    type: (words, typing) => typeIn(world.dataDir, words, typing),
    async stop() {
      await control.stop();
      await world.stop();
    },
  };
}

async function typeIn(
  dataDir: string,
  words: readonly string[],
  { language = 'en', ask, onText }: TypeOptions = {},
): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  const terminal = {
    // The environment names another server, which must not be asked.
    environment: { TEMPORAL_ADDRESS: '127.0.0.1:1', LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'en_GB.UTF-8' },
    ...(ask && { ask }),
    write: (text: string) => {
      stdout += text;
      onText?.(text);
    },
    writeError: (text: string) => void (stderr += text),
  };
  const exitCode = await runCommandLine([...words, '--data-dir', dataDir], terminal, '0.0.0');
  return { exitCode, stdout, stderr };
}
