/** `sealflow api-key`: keys that programs sign in with. A secret is shown once, or saved for its owner alone. */
import { rmSync } from 'node:fs';
import type { Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import { API_KEY_STATE_WORDS } from '../../../domain/accounts/key-words.js';
import { ROLE_WORDS, type Role } from '../../../domain/accounts/roles.js';
import type { ApiKeyView, ShownApiKey } from '../../accounts/api-keys.js';
import type { OrderClient } from '../../order-client.js';
import { onClient } from '../command.js';
import { saveFile } from '../save-file.js';
import { tableFor } from '../table.js';
import type { Terminal } from '../terminal.js';
import { clockTime, coded, factsFor, time, worded } from '../text.js';
import { API_KEY_HEADINGS, API_KEY_LABELS, API_KEY_TEXTS, keyRevokedText } from '../texts/people.js';

export function addApiKeyCommands(program: Command, terminal: Terminal): void {
  const key = program.command('api-key');
  key.command('list').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const found = await client.apiKeys.list();
      answer(found, (width) => listText(found, reader, width));
    }),
  );
  key
    .command('create <name>')
    .requiredOption('--role <role>')
    .option('--expires <instant>')
    .option('--out <file>')
    .action((name: string, flags: { role: string; expires?: string; out?: string }, command: Command) =>
      makeSecret(command, terminal, flags.out, (client) =>
        client.apiKeys.create({
          name,
          // Judged at the client's door.
          role: flags.role as Role,
          ...(flags.expires !== undefined && { expiresAt: flags.expires }),
        }),
      ),
    );
  key
    .command('rotate <key>')
    .option('--overlap <hours>')
    .option('--out <file>')
    .action((named: string, { overlap, out }: { overlap?: string; out?: string }, command: Command) =>
      makeSecret(command, terminal, out, (client) =>
        client.apiKeys.rotate(named, overlap === undefined ? {} : { overlapHours: Number(overlap) }),
      ),
    );
  key.command('revoke <key>').action((named: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const revoked = await client.apiKeys.revoke(named);
      answer(revoked, () => `${keyRevokedText(revoked.name)[reader.language]}\n`);
    }),
  );
}

/** Where the secret is to go is there before it is made: it is told this once. */
async function makeSecret(
  command: Command,
  terminal: Terminal,
  out: string | undefined,
  make: (client: OrderClient) => Promise<ShownApiKey>,
): Promise<void> {
  await onClient(command, terminal, async (client, { answer, reader }) => {
    const file = out === undefined ? undefined : saveFile(out, '', { neverReplaces: A_KEY });
    const made = await make(client).catch((error: unknown) => {
      if (file !== undefined) rmSync(file, { force: true });
      throw error;
    });
    const { secret, ...shown } = made;
    if (file === undefined) answer(made, () => keyText(made, reader, secret));
    else {
      saveFile(file, `${JSON.stringify({ keyId: made.keyId, secret })}\n`);
      answer({ ...shown, file }, () => keyText(shown, reader, undefined, file));
    }
  });
}

const A_KEY = { zh: '密钥', en: 'a key' };

function keyText(key: ApiKeyView, reader: Reader, secret?: string, file?: string): string {
  const { language } = reader;
  const oldUntil = key.secrets.find(({ endsAt }) => endsAt !== null)?.endsAt ?? null;
  const told = factsFor(reader, [
    [API_KEY_LABELS.key, key.name],
    [API_KEY_LABELS.id, key.keyId],
    [API_KEY_LABELS.secret, secret],
    [API_KEY_LABELS.role, coded(ROLE_WORDS, key.role, reader)],
    [API_KEY_LABELS.madeBy, key.madeBy],
    [
      API_KEY_LABELS.expires,
      key.expiresAt === null ? API_KEY_TEXTS.never[language] : time(key.expiresAt, reader),
    ],
    [API_KEY_LABELS.oldUntil, oldUntil === null ? null : time(oldUntil, reader)],
    [API_KEY_LABELS.file, file],
  ]);
  return secret === undefined ? told : `${told}${API_KEY_TEXTS.shownOnce[language]}\n`;
}

function listText(found: readonly ApiKeyView[], reader: Reader, width: number | undefined): string {
  const { language } = reader;
  if (found.length === 0) return `${API_KEY_TEXTS.none[language]}\n`;
  const never = API_KEY_TEXTS.never[language];
  const columns = [
    { heading: API_KEY_HEADINGS.id },
    { heading: API_KEY_HEADINGS.name, words: true },
    { heading: API_KEY_HEADINGS.role },
    { heading: API_KEY_HEADINGS.madeBy, words: true },
    { heading: API_KEY_HEADINGS.state },
    { heading: API_KEY_HEADINGS.secrets },
    { heading: API_KEY_HEADINGS.expires, times: true },
    { heading: API_KEY_HEADINGS.used, times: true },
  ];
  const rows = found.map((key) => [
    key.keyId,
    key.name,
    coded(ROLE_WORDS, key.role, reader),
    key.madeBy ?? '',
    worded(API_KEY_STATE_WORDS, key.state, reader),
    String(key.secrets.length),
    key.expiresAt === null ? never : clockTime(key.expiresAt, reader),
    key.lastUsedAt === null ? never : clockTime(key.lastUsedAt, reader),
  ]);
  return tableFor(reader, columns, rows, width);
}
