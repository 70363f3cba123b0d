/** Who judges a downloaded chain: the `openssl` on PATH, which shares no code with us, else the product's own check. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Bilingual } from '../../domain/bilingual.js';
import { problemsOfChain } from '../../domain/certificates/chain.js';
import { VERDICTS } from './texts.js';

/**
 * Runs `openssl verify` in `folder`. Resolves to what it said, or undefined where there is no openssl. Throws with its own
 * words where it finds the chain wanting.
 */
export async function verifiedByOpenssl(
  folder: string,
  ...args: readonly string[]
): Promise<string | undefined> {
  const openssl = spawn('openssl', ['verify', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise<number | null>((resolve) => {
    openssl.once('error', () => resolve(-1));
    openssl.once('close', resolve);
  });
  const [code, output, errors] = await Promise.all([exit, text(openssl.stdout), text(openssl.stderr)]);
  if (code === -1) return undefined;
  if (code !== 0) throw new Error(`openssl verify: ${(errors || output).trim().replaceAll('\n', '; ')}`);
  return output.trim().replaceAll('\n', ', ');
}

/** Where there is no openssl. Throws, naming what breaks the chain. */
export function verifiedHere(folder: string, certificate: string): Bilingual {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const pems = { certificatePem: read(certificate), chainPem: read('chain.pem'), rootPem: read('root.pem') };
  const problems = problemsOfChain(pems, new Date());
  if (problems.length > 0) throw new Error(`${certificate}: ${problems.map(({ en }) => en).join(', ')}`);
  return VERDICTS.byNode(certificate);
}
