/** The `openssl` on PATH as a judge that shares no code with us but, at times, Node's own OpenSSL. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The texts become files; `{name}` in an argument is the file of that name. Rejects unless openssl exits 0. */
export async function openssl(
  args: readonly string[],
  texts: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openssl-'));
  try {
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    const filled = args.map((arg) => arg.replace(/^\{(.+)\}$/, (_, name: string) => join(folder, name)));
    const { stdout, stderr } = await run('openssl', filled);
    return stdout + stderr;
  } finally {
    await rm(folder, { recursive: true });
  }
}
