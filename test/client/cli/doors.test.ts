/**
 * Every argument and option of every command with the ten worst strings: refused by its name, or an id that nothing has. They
 * are found in the tree of commands: a new one is tried as well.
 */
import type { Argument, Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { forbiddenCharacter } from '../../../domain/characters.js';
import { runHere } from '../../support/command-line.js';
import { WORST_STRINGS } from '../../support/worst-strings.js';
import { leafCommandsOf, wholeProgram } from '../../structure/command-tree.js';

interface Typed {
  /** What a refusal names. */
  readonly field: string;
  readonly isId: boolean;
  readonly words: (worst: string) => readonly string[];
}

/** What a command needs to be read as far as the one that is tried. */
function needed(command: Command, tried: Argument | Option): string[] {
  const last = command.registeredArguments.indexOf(tried as Argument);
  const options = command.options.filter((option) => option.mandatory && option !== tried);
  const given = command.registeredArguments.filter(({ required }, index) => required || index <= last);
  return [
    ...options.map(({ long, argChoices }) => `${long ?? ''}=${argChoices?.[0] ?? 'any'}`),
    ...given.map((argument) => (argument === tried ? WORST : (argument.argChoices?.[0] ?? 'any'))),
  ];
}

/** Stands where the worst string comes. */
const WORST = '<worst>';

function typedOn(command: Command): Typed[] {
  const ofArguments = command.registeredArguments.map((argument): Typed => {
    const name = argument.name();
    return {
      field: name === 'order' ? 'orderId' : name,
      isId: ['order', 'id'].includes(name),
      words: (worst) => needed(command, argument).map((word) => (word === WORST ? worst : word)),
    };
  });
  const ofOptions = [...command.options, ...wholeProgram().options]
    .filter((option) => !option.isBoolean() && option.long !== '--version')
    .map((option): Typed => {
      const words = (worst: string) => [...needed(command, option), `${option.long ?? ''}=${worst}`];
      return { field: option.attributeName(), isId: false, words };
    });
  return [...ofArguments, ...ofOptions];
}

const COMMANDS = leafCommandsOf(wholeProgram()).map(([path, command]) => [path.join(' '), command] as const);

describe('the ten worst strings', () => {
  it.each(COMMANDS)('%s', async (path, command) => {
    for (const { field, isId, words } of typedOn(command))
      for (const [kind, worst] of Object.entries(WORST_STRINGS)) {
        const given = [...path.split(' '), '--json', ...words(worst)];
        const { exitCode, stdout, stderr } = await runHere(given, {});
        const where = `${field}: ${kind}: ${stderr.slice(0, 300)}`;
        const { error } = JSON.parse(stderr) as { error: { code: string; field: string | null } };
        expect(stdout, where).toBe('');
        // What commander itself refuses names its option in words.
        expect([isId ? 'NotFound' : 'InvalidInput', 'InvalidInput'], where).toContain(error.code);
        expect(exitCode, where).toBe(error.code === 'NotFound' ? 3 : 2);
        expect([field, null], where).toContain(error.field);
        expect(forbiddenCharacter(stderr, { lines: true }), where).toBeUndefined();
      }
  });

  it('move no cursor in what people read of them either', async () => {
    for (const worst of Object.values(WORST_STRINGS)) {
      const { exitCode, stderr } = await runHere(['order', 'show', worst], {});
      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/^error: .*\n {2}accepted: .*\n$/);
      expect(forbiddenCharacter(stderr, { lines: true })).toBeUndefined();
    }
    const { exitCode, stderr } = await runHere(['order', '\u001b[2J\u202eevil\nerror: none'], {});
    expect(exitCode).toBe(2);
    expect(forbiddenCharacter(stderr, { lines: true })).toBeUndefined();
  });
});
