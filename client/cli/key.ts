/** `sealflow key`: making a master key, what is closed without one, and giving that up. */
import type { Command } from 'commander';
import { newMasterKey } from '../../config/master-keys.js';
import type { Reader } from '../../domain/bilingual.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClosedView } from '../accounts/master-keys.js';
import type { OrderClient } from '../order-client.js';
import { answering, onClient } from './command.js';
import { saveFile } from './save-file.js';
import type { Terminal } from './terminal.js';
import { factsFor, oneLine } from './text.js';
import { KEY_LABELS, KEY_TEXTS, keySavedText } from './texts/stack.js';

export function addKeyCommands(program: Command, terminal: Terminal): void {
  const key = program.command('key');
  key
    .command('new')
    .option('--out <file>')
    .action(({ out }: { out?: string }, command: Command) => {
      const { id, text } = newMasterKey(new Date());
      const { answer, reader } = answering(command, terminal);
      if (out === undefined) answer({ id, masterKey: text }, () => `${text}\n`);
      else {
        const file = saveFile(out, `${text}\n`, { neverReplaces: { zh: '密钥', en: 'a key' } });
        answer({ id, file }, () => `${keySavedText(id, file)[reader.language]}\n`);
      }
    });
  key.command('list').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const closed = await client.masterKeys.closed();
      const text = () =>
        closed.map((each) => closedText(each, reader)).join('\n') ||
        `${KEY_TEXTS.opensEverything[reader.language]}\n`;
      answer(closed, text);
    }),
  );
  addWriteOff(key, terminal);
}

function addWriteOff(key: Command, terminal: Terminal): void {
  key
    .command('write-off <id>')
    .option('--yes')
    .action((id: string, { yes }: { yes?: boolean }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        if (!yes) await confirm(client, id, terminal, reader);
        const gone = await client.masterKeys.writeOff(id);
        answer(gone, () => `${KEY_TEXTS.givenUp[reader.language]}\n${closedText(gone, reader)}`);
      }),
    );
}

/** What it will do is told before it is asked. */
async function confirm(client: OrderClient, id: string, { ask }: Terminal, reader: Reader): Promise<void> {
  const closed = (await client.masterKeys.closed()).find(({ masterKeyId }) => masterKeyId === id);
  // Nothing to be asked about: the refusal says so.
  if (!closed) return;
  const question = `${closedText(closed, reader)}${KEY_TEXTS.question[reader.language]}`;
  const answer = ask ? await ask(question) : undefined;
  if (answer?.trim().toLowerCase() === 'yes') return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'yes',
      message: {
        zh: '放弃加密内容未得到确认:未执行任何操作',
        en: 'Giving up what is sealed was not confirmed: nothing was done',
      },
      accepted: { zh: '加上 --yes,或在终端回答 yes', en: '--yes, or the answer yes at a terminal' },
    }),
  );
}

function closedText(
  { masterKeyId, privateKeys, uploadedKeys, keyPasswords, webhookSecret, ...others }: ClosedView,
  reader: Reader,
): string {
  const told = (ids: readonly string[]) => (ids.length === 0 ? null : `${ids.length}: ${ids.join(', ')}`);
  return factsFor(reader, [
    [KEY_LABELS.masterKey, oneLine(masterKeyId)],
    [KEY_LABELS.privateKeys, told(privateKeys)],
    [KEY_LABELS.uploadedKeys, told(uploadedKeys)],
    [KEY_LABELS.keyPasswords, told(keyPasswords)],
    [KEY_LABELS.webhookSecret, webhookSecret ? KEY_TEXTS.yes[reader.language] : null],
    [KEY_LABELS.connections, told(others.connections)],
    [KEY_LABELS.apiKeySecrets, told(others.apiKeySecrets)],
  ]);
}
