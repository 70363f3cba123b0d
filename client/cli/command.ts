/** What every command shares: its options, its client, its way to answer. */
import type { Command } from 'commander';
import type { OrderClient } from '../order-client.js';
import { readerOf, type TerminalReader } from './reader.js';
import { withClient, type GlobalOptions } from './session.js';
import type { Language, Terminal } from './terminal.js';
import { jsonLine } from './text.js';

/** How a command that runs answers. */
export interface Answering {
  readonly json: boolean;
  /** Who reads it: in which language, by which clock. */
  readonly reader: TerminalReader;
  /** The reader's. */
  readonly language: Language;
  /** One JSON document, or the same as text for people; `width` is a terminal's, where there is one. */
  readonly answer: (value: unknown, text: (width: number | undefined) => string) => void;
}

export function answering(command: Command, terminal: Terminal): Answering {
  const { json = false, ...options } = command.optsWithGlobals<GlobalOptions>();
  const reader = readerOf(terminal.environment, options);
  return {
    json,
    reader,
    language: reader.language,
    answer: (value, text) => terminal.write(json ? jsonLine(value) : text(terminal.columns)),
  };
}

/** Runs one command on a client of the installation its options name. */
export async function onClient(
  command: Command,
  terminal: Terminal,
  work: (client: OrderClient, answering: Answering) => Promise<void>,
): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  await withClient(options, terminal.environment, (client) => work(client, answering(command, terminal)));
}
