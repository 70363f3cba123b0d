/** `sealflow session`: who is signed in, and ending that. */
import type { Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import type { SessionView } from '../../accounts/sessions.js';
import { onClient } from '../command.js';
import { tableFor } from '../table.js';
import type { Terminal } from '../terminal.js';
import { clockTime } from '../text.js';
import { SESSION_HEADINGS, SESSION_TEXTS, sessionEndedText } from '../texts/people.js';

export function addSessionCommands(program: Command, terminal: Terminal): void {
  const session = program.command('session');
  session.command('list').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const found = await client.sessions.list();
      answer(found, (width) => listText(found, reader, width));
    }),
  );
  session.command('revoke <session>').action((sessionId: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      await client.sessions.revoke(sessionId);
      answer(
        { session: sessionId, revoked: true },
        () => `${sessionEndedText(sessionId)[reader.language]}\n`,
      );
    }),
  );
}

function listText(found: readonly SessionView[], reader: Reader, width: number | undefined): string {
  if (found.length === 0) return `${SESSION_TEXTS.none[reader.language]}\n`;
  const columns = [
    { heading: SESSION_HEADINGS.session },
    { heading: SESSION_HEADINGS.login },
    { heading: SESSION_HEADINGS.from },
    { heading: SESSION_HEADINGS.created, times: true },
    { heading: SESSION_HEADINGS.seen, times: true },
    { heading: SESSION_HEADINGS.expires, times: true },
  ];
  const rows = found.map((each) => [
    each.sessionId,
    each.login,
    each.from,
    clockTime(each.createdAt, reader),
    clockTime(each.seenAt, reader),
    clockTime(each.expiresAt, reader),
  ]);
  return tableFor(reader, columns, rows, width);
}
