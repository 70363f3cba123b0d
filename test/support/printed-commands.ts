/** Commands as texts print them, found in whatever was printed, and read by the program's own tree of commands. */
import { CommanderError, type Command } from 'commander';
import { commandLine } from '../../client/cli/program.js';
import { PLACEHOLDERS } from '../../domain/commands.js';

/**
 * Every command in a text, as typed: what stands in backticks after `sealflow`, and what stands bare up to the end of its
 * line or to a mark that ends it.
 */
export function commandsIn(text: string): string[] {
  const quoted = /`(sealflow [^`]+)`/g;
  const bare = text.replace(quoted, '');
  return [
    ...[...text.matchAll(quoted)].map(([, typed = '']) => typed),
    ...[...bare.matchAll(/(?<![\w/.@-])sealflow (?=[a-z])[^\n`,;，；。）)]*/g)].map(([typed]) =>
      typed.replace(/[.:]?\s*$/, ''),
    ),
  ].filter((typed) => isMeant(typed));
}

/** `sealflow is started anew` is a sentence about the program. */
function isMeant(typed: string): boolean {
  const [, group = ''] = typed.split(' ');
  return wholeTree().commands.some((known) => known.name() === group);
}

/** The words of a command, without the program's name. */
export function wordsOf(typed: string): string[] {
  return typed.trim().split(/\s+/).slice(1);
}

/**
 * Why the program would not take this as it stands, or undefined where it would: a word that is no command, an option that
 * is none, too few or too many arguments, an option that must be there. Nothing is run.
 */
export function whyNotTyped(typed: string): string | undefined {
  const words = wordsOf(typed);
  const strange = words.find((word) => /^[A-Z][A-Z.]*(\.[a-z]+)?$/.test(word) && !isPlaceholder(word));
  if (strange !== undefined) return `${strange} is none of the placeholders that docs/commands.md tells`;
  if (!words.every((word) => /^[\x21-\x7e]+$/.test(word))) return 'a word that can’t be typed';
  try {
    inert(wholeTree()).parse(words, { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? undefined : error.message;
    throw error;
  }
}

export function isPlaceholder(word: string): boolean {
  return (PLACEHOLDERS as readonly string[]).includes(word);
}

function wholeTree(): Command {
  const silent = { environment: {}, write: () => undefined, writeError: () => undefined };
  return commandLine(silent, 'any', () => undefined);
}

/** The same commands, which do nothing. */
function inert(command: Command): Command {
  if (command.commands.length === 0) command.action(() => undefined);
  command.commands.forEach(inert);
  return command;
}
