/** The command line within the test's own process: what it wrote, how it ended. */
import { runCommandLine } from '../../client/cli/program.js';
import type { Terminal } from '../../client/cli/terminal.js';
import type { Environment } from '../../config/environment.js';

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `ask`: who answers questions; nobody, as in a script, unless given. */
export async function runHere(
  args: readonly string[],
  environment: Environment,
  ask?: Terminal['ask'],
): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  const terminal = {
    environment,
    ...(ask && { ask }),
    write: (text: string) => void (stdout += text),
    writeError: (text: string) => void (stderr += text),
  };
  const exitCode = await runCommandLine(args, terminal, '0.0.0');
  return { exitCode, stdout, stderr };
}
