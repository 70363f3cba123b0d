/** Keeps the letters that subscribers sent, one file each, readable by the owner only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureOwnerDirectory, writeDurably } from '../durable-file.js';
import type { StoredLetter } from './stored-organization.js';

export class LetterFiles {
  private constructor(private readonly directory: string) {}

  static async open(directory: string): Promise<LetterFiles> {
    await ensureOwnerDirectory(directory);
    return new LetterFiles(directory);
  }

  async keep(letter: Pick<StoredLetter, 'fileName'>, content: Uint8Array): Promise<void> {
    await writeDurably(join(this.directory, letter.fileName), content);
  }

  async read(letter: Pick<StoredLetter, 'fileName'>): Promise<Uint8Array> {
    return readFile(join(this.directory, letter.fileName));
  }
}
