/**
 * Names of statements that are asked again and again: Postgres then parses and plans each once for a connection, instead of every
 * time, which costs it about as much as doing them (PostgreSQL, "PREPARE").
 */

/** Bounds what a connection holds in memory, some 50 KB each; the steps of every kind of order ask for about a hundred. */
const MOST_NAMES = 300;

export class StatementNames {
  readonly #names = new Map<string, string>();
  #given = 0;

  /** The same text has the same name; undefined where there are too many already. */
  of(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size >= MOST_NAMES) return name;
    return this.#give(text);
  }

  /** What was prepared under its name can't be used any more: it is prepared anew. */
  renew(text: string): void {
    if (this.#names.has(text)) this.#give(text);
  }

  #give(text: string): string {
    this.#given += 1;
    const name = `s${this.#given}`;
    this.#names.set(text, name);
    return name;
  }
}
