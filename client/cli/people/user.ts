/** `sealflow user`: the people of an account, their roles and passwords. */
import type { Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import { ROLE_WORDS, type Role } from '../../../domain/accounts/roles.js';
import type { UserView } from '../../accounts/users.js';
import { answering, onClient } from '../command.js';
import { tableFor } from '../table.js';
import type { Terminal } from '../terminal.js';
import { clockTime, coded, factsFor, time } from '../text.js';
import { removedThing } from '../texts/certificate.js';
import { atProvider, USER_HEADINGS, USER_LABELS, USER_TEXTS } from '../texts/people.js';
import { readPassword, typedPassword } from './password.js';

interface AddFlags {
  readonly role: string;
  readonly passwordFile?: string;
  /** False with --no-password. */
  readonly password: boolean;
  readonly issuer?: string;
  readonly subject?: string;
}

export function addUserCommands(program: Command, terminal: Terminal): void {
  const user = program.command('user');
  user.command('list').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const found = await client.users.list();
      answer(found, (width) => listText(found, reader, width));
    }),
  );
  user
    .command('add <login>')
    .requiredOption('--role <role>')
    .option('--password-file <file>')
    .option('--no-password')
    .option('--issuer <url>')
    .option('--subject <subject>')
    .action(async (login: string, flags: AddFlags, command: Command) => {
      const password = await passwordFor(flags, command, terminal);
      await onClient(command, terminal, async (client, { answer, reader }) => {
        const { issuer, subject } = flags;
        const added = await client.users.add({
          login,
          // Judged at the client's door.
          role: flags.role as Role,
          ...(password !== undefined && { password }),
          ...((issuer !== undefined || subject !== undefined) && {
            subject: { issuer: issuer ?? '', subject: subject ?? '' },
          }),
        });
        answer(added, () => userText(added, reader));
      });
    });
  user
    .command('set-role <user> <role>')
    .action((named: string, role: string, _flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const changed = await client.users.setRole(named, role as Role);
        answer(changed, () => userText(changed, reader));
      }),
    );
  user
    .command('set-password <user>')
    .option('--password-file <file>')
    .option('--current-password-file <file>')
    .action(
      async (
        named: string,
        flags: { passwordFile?: string; currentPasswordFile?: string },
        command: Command,
      ) => {
        const { currentPasswordFile } = flags;
        const current =
          currentPasswordFile === undefined
            ? {}
            : { current: readPassword('currentPasswordFile', currentPasswordFile) };
        const password = await passwordOf(flags, command, terminal);
        await onClient(command, terminal, async (client, { answer, reader }) => {
          await client.users.setPassword(named, password, current);
          answer({ user: named, passwordSet: true }, () => `${USER_TEXTS.passwordSet[reader.language]}\n`);
        });
      },
    );
  user.command('remove <user>').action((named: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      await client.users.remove(named);
      answer({ user: named, removed: true }, () => `${removedThing(named)[reader.language]}\n`);
    }),
  );
}

/** Undefined where the person signs in elsewhere, or not yet. */
async function passwordFor(
  flags: AddFlags,
  command: Command,
  terminal: Terminal,
): Promise<string | undefined> {
  const { passwordFile, password, issuer, subject } = flags;
  if (passwordFile !== undefined) return readPassword('passwordFile', passwordFile);
  if (!password || issuer !== undefined || subject !== undefined) return undefined;
  // A program without a terminal has a password set later.
  return terminal.ask ? await passwordOf({}, command, terminal) : undefined;
}

async function passwordOf(
  { passwordFile }: { readonly passwordFile?: string },
  command: Command,
  terminal: Terminal,
): Promise<string> {
  if (passwordFile !== undefined) return readPassword('passwordFile', passwordFile);
  return await typedPassword(terminal, answering(command, terminal).language);
}

function listText(found: readonly UserView[], reader: Reader, width: number | undefined): string {
  const { language } = reader;
  if (found.length === 0) return `${USER_TEXTS.none[language]}\n`;
  const columns = [
    { heading: USER_HEADINGS.login },
    { heading: USER_HEADINGS.role },
    { heading: USER_HEADINGS.account },
    { heading: USER_HEADINGS.signsIn, words: true },
    { heading: USER_HEADINGS.signedIn, times: true },
  ];
  const rows = found.map((user) => [
    user.login,
    coded(ROLE_WORDS, user.role, reader),
    user.account ?? USER_TEXTS.installation[language],
    signsInText(user, reader),
    user.signedInAt === null ? USER_TEXTS.never[language] : clockTime(user.signedInAt, reader),
  ]);
  return tableFor(reader, columns, rows, width);
}

function userText(user: UserView, reader: Reader): string {
  const { language } = reader;
  return factsFor(reader, [
    [USER_LABELS.user, user.login],
    [USER_LABELS.id, user.userId],
    [USER_LABELS.role, coded(ROLE_WORDS, user.role, reader)],
    [USER_LABELS.account, user.account ?? USER_TEXTS.installation[language]],
    [USER_LABELS.signsIn, signsInText(user, reader)],
    [USER_LABELS.roleBy, user.roleBy],
    [
      USER_LABELS.signedIn,
      user.signedInAt === null ? USER_TEXTS.never[language] : time(user.signedInAt, reader),
    ],
    [USER_LABELS.created, time(user.createdAt, reader)],
  ]);
}

function signsInText({ hasPassword, providers }: UserView, { language }: Reader): string {
  const ways = [
    ...(hasPassword ? [USER_TEXTS.byPassword] : []),
    ...(providers.length > 0 ? [atProvider(providers)] : []),
  ];
  return ways.length === 0
    ? USER_TEXTS.notYet[language]
    : ways.map((way) => way[language]).join(language === 'zh' ? '、' : ', ');
}
