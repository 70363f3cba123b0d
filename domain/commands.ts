/** Commands as texts print them: each can be typed as it stands, once the placeholders in it have their values. Used by workflows. */
import { code } from './markdown.js';

/**
 * What stands in a printed command for what only its reader has; the same in every language, told in docs/commands.md. A
 * command that is printed has no other word in capitals.
 */
export const PLACEHOLDERS = [
  /** A stamped paper: .pdf, or a picture where the brand takes one. */
  'FILE.pdf',
  /** Fields and values, as JSON or YAML. */
  'FILE.yaml',
  /** A password on its only line. */
  'FILE.txt',
  'FILE.zip',
  /** A certificate or CSR, in PEM form. */
  'FILE.pem',
  /** A folder to write to. */
  'DIR',
  /** Ids, where whoever prints the command does not know which. */
  'ORDER',
  'CERTIFICATE',
  /** Of a key that signs dossiers: 64 hexadecimal digits. */
  'FINGERPRINT',
  /** A phone number, with its area code. */
  'NUMBER',
  /** Of an HTTP API. */
  'URL',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** In a text of our own Markdown: `words` without the program's name. */
export function command(words: string): string {
  return code(`sealflow ${words}`);
}
