/** How the stack tells its user what it is doing: one line at a time, never to standard output where `--json` goes. */
export type Say = (line: string) => void;

/** To standard error, where it can't be taken for the ready line. */
export const sayToStderr: Say = (line) => void process.stderr.write(`${line}\n`);

/**
 * Runs `work` and says every `everyMs` how long it has taken, with what `detail` returns at that moment: whoever waits
 * for minutes wants to see that something moves.
 */
export async function withProgress<Result>(
  say: Say,
  what: string,
  work: () => Promise<Result>,
  detail: () => string = () => '',
  everyMs = 5_000,
): Promise<Result> {
  const started = Date.now();
  say(`${what} ...`);
  const timer = setInterval(() => {
    const more = detail();
    say(`${what} ... ${Math.round((Date.now() - started) / 1000)} s${more ? `, ${more}` : ''}`);
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
