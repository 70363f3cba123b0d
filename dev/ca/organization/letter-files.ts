/** Keeps the letters that subscribers sent, one file each, readable by the owner only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureOwnerDirectory, writeDurably } from '../durable-file.js';
import type { ReceivedLetter } from './received-letter.js';

export class LetterFiles {
  private constructor(private readonly directory: string) {}

  static async open(directory: string): Promise<LetterFiles> {
    await ensureOwnerDirectory(directory);
    return new LetterFiles(directory);
  }

  async keep(letter: Pick<ReceivedLetter, 'fileName'>, content: Uint8Array): Promise<void> {
    await writeDurably(join(this.directory, letter.fileName), content);
  }

  async read(letter: Pick<ReceivedLetter, 'fileName'>): Promise<Uint8Array> {
    return readFile(join(this.directory, letter.fileName));
  }
}
