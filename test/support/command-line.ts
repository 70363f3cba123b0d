/** The command line within the test's own process: what it wrote, how it ended. */
import { runCommandLine } from '../../client/cli/program.js';
import type { Environment } from '../../config/environment.js';

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runHere(args: readonly string[], environment: Environment): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  const terminal = {
    environment,
    write: (text: string) => void (stdout += text),
    writeError: (text: string) => void (stderr += text),
  };
  const exitCode = await runCommandLine(args, terminal, '0.0.0');
  return { exitCode, stdout, stderr };
}
