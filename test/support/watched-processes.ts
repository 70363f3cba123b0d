/** What stood in the machine's list of processes while something ran: arguments are everybody's to read. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Haystack } from './secret-sweep.js';

/** Shorter than any program of ours takes to start. */
const EVERY_MS = 50;

export class WatchedProcesses {
  readonly #seen = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#look();
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Every command line that was seen so far. */
  haystack(): Haystack {
    this.#look();
    return { where: 'the list of processes', kind: 'log', content: Buffer.from([...this.#seen].join('\n')) };
  }

  #look(): void {
    for (const line of commandLines()) this.#seen.add(line);
  }
}

function commandLines(): string[] {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-axww', '-o', 'command='], { encoding: 'utf8' }).split('\n');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return []; // ended between the two looks
      }
    });
}
