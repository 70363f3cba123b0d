/** One JSON document on disk that survives kill -9: replaced as a whole, or not at all. */
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { readState } from '../kept-state.js';

/**
 * Saves are group-committed: while one write is under way, all later callers share the next one. A save resolves once its
 * content, or newer, is on the disk.
 */
export class StateFile<State> {
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(
    private readonly path: string,
    private readonly schema: z.ZodType<State>,
    private readonly currentState: () => State,
  ) {}

  /** The stored state, or undefined on the first start. Throws DamagedState when the file is there and can't be used. */
  read(): State | undefined {
    return readState(this.path, this.schema, {
      zh: '请将其恢复,或将其移走而从空白开始。',
      en: 'Restore it, or move it away to start empty.',
    });
  }

  save(): Promise<void> {
    this.#next ??= this.#saveAfter(this.#writing);
    return this.#next;
  }

  async #saveAfter(earlier: Promise<void>): Promise<void> {
    await earlier.catch(() => undefined);
    this.#writing = this.#next ?? Promise.resolve();
    this.#next = undefined;
    await this.#replace(JSON.stringify(this.currentState()));
  }

  async #replace(content: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const draft = `${this.path}.draft`;
    await writeThrough(draft, content);
    await rename(draft, this.path);
    await syncFolder(dirname(this.path));
  }
}

async function writeThrough(path: string, content: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is durable only once its folder is; Windows can't open folders, and needs no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
