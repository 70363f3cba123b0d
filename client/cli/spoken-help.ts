/** What the command line says of itself: the texts of each command and option, and commander's own words, in one language. */
import type { Argument, Command, Help, Option } from 'commander';
import type { Language } from '../../domain/bilingual.js';
import { displayWidth } from './display-width.js';
import { ACCOUNT_HELP } from './texts/help/account.js';
import { CA_HELP } from './texts/help/ca.js';
import { CERTIFICATE_HELP } from './texts/help/certificate.js';
import { CONNECTION_HELP } from './texts/help/connection.js';
import { choicesText, defaultText, HEADINGS, PLACEHOLDERS, SHOW_HELP } from './texts/help/commander.js';
import { ORDER_HELP } from './texts/help/order.js';
import { PEOPLE_HELP } from './texts/help/people.js';
import { PROGRAM_HELP } from './texts/help/program.js';
import type { CommandTexts } from './texts/help/shared.js';
import { wrapped } from './wrapped.js';

/** Of every command and group, by the words that call it; the program itself is ''. */
export const HELP: CommandTexts = {
  ...PROGRAM_HELP,
  ...ORDER_HELP,
  ...CERTIFICATE_HELP,
  ...ACCOUNT_HELP,
  ...CONNECTION_HELP,
  ...PEOPLE_HELP,
  ...CA_HELP,
};

/** Before any command is added: commands take over how their group shows its help. */
export function prepareHelp(program: Command, language: Language): void {
  program
    .configureHelp({ showGlobalOptions: true, ...(language === 'zh' && chineseHelp()) })
    .helpOption('-h, --help', SHOW_HELP[language])
    .helpCommand('help [command]', SHOW_HELP[language]);
}

/** Once all commands are added: gives each, its options and its arguments their texts. */
export function tellHelp(command: Command, language: Language, path: readonly string[] = []): void {
  const texts = HELP[path.join(' ')];
  if (texts) {
    command.description(texts.about[language]);
    for (const option of command.options)
      option.description = texts.options?.[option.long ?? '']?.[language] ?? option.description;
    for (const argument of command.registeredArguments)
      argument.description = texts.arguments?.[argument.name()]?.[language] ?? argument.description;
  }
  for (const child of command.commands) tellHelp(child, language, [...path, child.name()]);
}

/** Commander's own help with Chinese headings and remarks, wrapped as Chinese is: it has no blanks to wrap at. */
function chineseHelp(): Partial<Help> {
  return {
    displayWidth,
    boxWrap(text, width) {
      return width < (this.minWidthToWrap ?? 0) ? text : wrapped(text, width);
    },
    styleTitle: (title) => HEADINGS.find(({ en }) => en === title)?.zh ?? title,
    styleUsage: withChinesePlaceholders,
    styleSubcommandTerm: withChinesePlaceholders,
    optionDescription: (option) => withRemarks(option, isValueTold(option)),
    argumentDescription: (argument) => withRemarks(argument, argument.defaultValue !== undefined),
  };
}

function withChinesePlaceholders(usage: string): string {
  return PLACEHOLDERS.reduce((rest, { zh, en }) => rest.replace(en, zh), usage);
}

/** As commander decides it for the English: a switch that is off unless given needs no word. */
function isValueTold(option: Option): boolean {
  if (option.defaultValue === undefined) return false;
  return (
    option.required || option.optional || (option.isBoolean() && typeof option.defaultValue === 'boolean')
  );
}

function withRemarks(
  { argChoices, defaultValue, description }: Option | Argument,
  isDefaultTold: boolean,
): string {
  const choices = argChoices?.map((choice) => JSON.stringify(choice)).join('、');
  const remarks = [
    ...(choices === undefined ? [] : [choicesText(choices).zh]),
    ...(isDefaultTold ? [defaultText(JSON.stringify(defaultValue)).zh] : []),
  ];
  return remarks.length === 0 ? description : `${description}(${remarks.join(',')})`;
}
