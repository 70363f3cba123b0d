/** The demo as a program of its own, run to its end. */
import { execFile } from 'node:child_process';
import { compiledProgram } from '../../../config/package-folder.js';

export interface DemoRun {
  readonly code: unknown;
  readonly output: string;
  readonly errors: string;
}

export function runDemo(...args: string[]): Promise<DemoRun> {
  return runDemoWith({}, ...args);
}

/** With these variables beside those of this process. */
export function runDemoWith(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<DemoRun> {
  const program = [compiledProgram('dev/demo/main.js'), ...args];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      program,
      { env: { ...process.env, ...environment } },
      (error, output, errors) => resolve({ code: error ? error.code : 0, output, errors }),
    );
  });
}
