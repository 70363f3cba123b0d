/** Everybody who acts in the demo, at one command line: a command of a new kind is shown, so that a reader can type it. */
import { join } from 'node:path';
import type { Bilingual, Language } from '../../domain/bilingual.js';
import type { Party } from '../../domain/waits.js';
import type { DemoWorld } from './performance.js';
import { verbatim } from './texts.js';

/** A command is a process: more at once would only make each other slow on a small machine. */
const AT_ONCE = 2;

/** Who acts on which order, for the timeline. */
export interface Actor {
  readonly label: string;
  readonly state: string;
  readonly party: Party;
}

export class Cast {
  readonly #shown = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly world: DemoWorld,
    /** Where the people have their files. */
    readonly folder: string,
  ) {}

  /** The one its people speak. */
  get language(): Language {
    return this.world.timeline.language;
  }

  /** A file of theirs. */
  file(name: string): string {
    return join(this.folder, name);
  }

  tell({ label, ...standing }: Actor, what: Bilingual): void {
    this.world.timeline.row(label, standing, what);
  }

  /** Runs `sealflow ...args`, a few at a time. Throws with the command's own error message. */
  async run<Answer>(actor: Actor | undefined, ...args: string[]): Promise<Answer> {
    await this.#myTurn();
    try {
      this.#showOnce(actor, args);
      return await this.world.commands.run<Answer>(...args);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #myTurn(): Promise<void> {
    while (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }

  /** `letter upload` is one kind, whatever the order; the same kind again is no news to a reader. */
  #showOnce(actor: Actor | undefined, args: readonly string[]): void {
    const kind = args.filter((arg) => !arg.startsWith('--') && arg !== actor?.label).slice(0, 3);
    const [group = '', ...rest] = kind;
    const name = [group, ...rest.slice(0, group === 'ca' ? 2 : 1)].join(' ');
    if (this.#shown.has(name)) return;
    this.#shown.add(name);
    const words = args.map((arg) => quoted(arg.replace(`${this.folder}/`, '')));
    const typed = verbatim(`$ sealflow ${words.join(' ')}`);
    if (actor) this.tell(actor, typed);
    else this.world.timeline.say(typed);
  }
}

function quoted(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg}'`;
}
