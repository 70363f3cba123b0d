/** The commands that the program registers, as a reference page has to list them. */
import type { Command } from 'commander';
import { commandLine } from '../../client/cli/program.js';

/** Every command that does something, `order create`, with the long names of its own options. */
export function leafCommands(): Map<string, readonly string[]> {
  return new Map(
    leafCommandsOf(wholeProgram()).map(([path, command]) => [path.join(' '), optionsOf(command)]),
  );
}

/** Of every command: `--json` and so on. */
export function globalOptions(): string[] {
  return optionsOf(wholeProgram()).filter((option) => option !== '--version');
}

/**
 * The first word of a typed line, without `sealflow`, that no command answers to; undefined where all is well. Words
 * after a command that has none below it are its arguments.
 */
export function strangeWordIn(line: string): string | undefined {
  let command = wholeProgram();
  for (const word of line.split(' ')) {
    if (command.commands.length === 0 || !/^[a-z][a-z-]*$/.test(word)) return undefined;
    const next = command.commands.find((known) => known.name() === word);
    if (!next) return word;
    command = next;
  }
  return undefined;
}

/** Made without a terminal: nothing is parsed, so that nothing is written either. */
export function wholeProgram(): Command {
  const silent = { environment: {}, write: () => undefined, writeError: () => undefined };
  return commandLine(silent, 'any', () => undefined);
}

/** With the words that call each. */
export function leafCommandsOf(
  command: Command,
  path: readonly string[] = [],
): [readonly string[], Command][] {
  if (command.commands.length === 0) return [[path, command]];
  return command.commands.flatMap((child) => leafCommandsOf(child, [...path, child.name()]));
}

function optionsOf(command: Command): string[] {
  return command.options.flatMap(({ long }) => (long ? [long] : [])).sort();
}
