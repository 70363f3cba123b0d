/** `sealflow notice`: what the account was told, what became of it on each channel, what it wants to be told. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import {
  CHANNEL_WORDS,
  KIND_WORDS,
  LANGUAGE_WORDS,
  OUTCOME_WORDS,
} from '../../domain/notices/spoken-words.js';
import type { NoticeKind } from '../../domain/notices/words.js';
import type { NoticeLanguage, OutsideChannel } from '../../domain/notices/preferences.js';
import type { ChangedPreferences, PreferenceChanges } from '../notices/preferences.js';
import type { DeliveryView, NoticeView } from '../notices/index.js';
import { onClient } from './command.js';
import { answerPage, requestOf, withPages, type PageFlags } from './pages.js';
import type { TerminalReader } from './reader.js';
import type { Terminal } from './terminal.js';
import { tableFor } from './table.js';
import { bothLanguages, clockTime, coded, factsFor, lastFailureFor, time, worded } from './text.js';
import {
  DELIVERY_HEADINGS,
  NOTICE_HEADINGS,
  NOTICE_LABELS,
  NOTICE_TEXTS,
  PREFERENCE_LABELS,
} from './texts/notice.js';
import { USAGE } from './texts/usage.js';

interface ListFlags extends PageFlags {
  readonly unread?: boolean;
  /** Judged at the client's door, as all of them are. */
  readonly kind?: NoticeKind;
  readonly about?: string;
}

export function addNoticeCommands(program: Command, terminal: Terminal): void {
  const notice = program.command('notice');
  withPages(notice.command('list'))
    .option('--unread')
    .option('--kind <kind>')
    .option('--about <id>')
    .action((flags: ListFlags, command: Command) =>
      onClient(command, terminal, async (client, answering) => {
        const page = await client.notices.page(requestOf(flags));
        answerPage(answering, flags, page, (found, width) => listText(found, answering.reader, width));
      }),
    );
  notice.command('show <id>').action((id: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const shown = await client.notices.show(id);
      const deliveries = await client.notices.deliveries(id);
      answer({ ...shown, deliveries }, (width) => noticeText(shown, deliveries, reader, width));
    }),
  );
  notice.command('read <id>').action((id: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const shown = await client.notices.read(id);
      answer(shown, () => noticeText(shown, [], reader));
    }),
  );
  addPreferencesCommand(notice, terminal);
}

interface PreferenceFlags {
  readonly language?: NoticeLanguage;
  readonly mailTimeZone?: string;
  readonly sms?: boolean;
  readonly mail?: string;
  readonly webhook?: string;
  readonly newSecret?: boolean;
  readonly off?: readonly Switch[];
  readonly on?: readonly Switch[];
}

interface Switch {
  readonly kind: NoticeKind;
  readonly channel: OutsideChannel;
}

function addPreferencesCommand(notice: Command, terminal: Terminal): void {
  notice
    .command('preferences')
    .option('--language <language>')
    .option('--mail-time-zone <zone>')
    .option('--mail <address>')
    .option('--sms <on|off>', '', onOrOff)
    .option('--webhook <url>')
    .option('--new-secret')
    .option('--off <kind:channel>', '', switches)
    .option('--on <kind:channel>', '', switches)
    .action((flags: PreferenceFlags, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const changes = changesOf(flags);
        const shown: ChangedPreferences =
          Object.keys(changes).length === 0
            ? await client.notices.preferences()
            : await client.notices.setPreferences(changes);
        answer(shown, () => preferencesText(shown, reader));
      }),
    );
}

/** Of an option that is a switch. */
export function onOrOff(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError(USAGE.onOrOff.en);
  return text === 'on';
}

/** Kind and channel are judged at the client's door. */
function switches(text: string, before: readonly Switch[] = []): Switch[] {
  const [kind, channel, more] = text.split(':');
  if (!kind || !channel || more !== undefined) throw new InvalidArgumentError(USAGE.switchForm.en);
  return [...before, { kind: kind as NoticeKind, channel: channel as OutsideChannel }];
}

function changesOf({
  language,
  mailTimeZone,
  sms,
  mail,
  webhook,
  newSecret,
  off = [],
  on = [],
}: PreferenceFlags): PreferenceChanges {
  const channels: Record<string, Record<string, boolean>> = {};
  for (const [list, value] of [
    [off, false],
    [on, true],
  ] as const)
    for (const { kind, channel } of list) channels[kind] = { ...channels[kind], [channel]: value };
  return {
    ...(language !== undefined && { language }),
    ...(mailTimeZone !== undefined && { timeZone: mailTimeZone }),
    ...(sms !== undefined && { sms }),
    ...(mail !== undefined && { mailAddress: orNone(mail) }),
    ...(webhook !== undefined && { webhookUrl: orNone(webhook) }),
    ...(newSecret === true && { newWebhookSecret: true }),
    ...(off.length + on.length > 0 && { channels }),
  };
}

function orNone(text: string): string | null {
  return text === 'none' ? null : text;
}

function listText(notices: readonly NoticeView[], reader: Reader, width: number | undefined): string {
  if (notices.length === 0) return `${NOTICE_TEXTS.noNotices[reader.language]}\n`;
  const rows = notices.map(({ noticeId, kind, postedAt, readAt, texts }) => [
    readAt === null ? '*' : '',
    noticeId,
    clockTime(postedAt, reader),
    coded(KIND_WORDS, kind, reader),
    texts.subject[reader.language],
  ]);
  const columns = [
    { heading: NOTICE_HEADINGS.unread },
    { heading: NOTICE_HEADINGS.notice },
    { heading: NOTICE_HEADINGS.posted, times: true },
    { heading: NOTICE_HEADINGS.kind },
    { heading: NOTICE_HEADINGS.subject, words: true },
  ];
  return tableFor(reader, columns, rows, width);
}

function noticeText(
  { noticeId, kind, postedAt, readAt, texts }: NoticeView,
  deliveries: readonly DeliveryView[],
  reader: TerminalReader,
  width?: number,
): string {
  return [
    factsFor(reader, [
      [NOTICE_LABELS.notice, noticeId],
      [NOTICE_LABELS.kind, coded(KIND_WORDS, kind, reader)],
      [NOTICE_LABELS.posted, time(postedAt, reader)],
      [NOTICE_LABELS.read, time(readAt, reader)],
    ]),
    '\n',
    ...bothLanguages(texts.subject, reader).map((line) => `${line}\n`),
    '\n',
    ...bothLanguages(texts.body, reader).map((text) => `${text}\n\n`),
    deliveries.length === 0 ? '' : deliveriesText(deliveries, reader, width),
  ].join('');
}

function deliveriesText(deliveries: readonly DeliveryView[], reader: Reader, width?: number): string {
  const rows = deliveries.map(({ channel, outcome, attempts, settledAt, ...failed }) => [
    worded(CHANNEL_WORDS, channel, reader),
    worded(OUTCOME_WORDS, outcome, reader),
    String(attempts),
    clockTime(settledAt, reader),
    outcome === 'delivered' ? '' : lastFailureFor(reader, failed),
  ]);
  const columns = [
    { heading: DELIVERY_HEADINGS.channel },
    { heading: DELIVERY_HEADINGS.outcome },
    { heading: DELIVERY_HEADINGS.attempts },
    { heading: DELIVERY_HEADINGS.settled, times: true },
    { heading: DELIVERY_HEADINGS.lastFailure, words: true },
  ];
  return tableFor(reader, columns, rows, width);
}

/** Kinds and channels stay as `--on` takes them. */
function preferencesText(
  { language, timeZone, sms, mailAddress, webhookUrl, switchedOff, webhookSecret }: ChangedPreferences,
  reader: Reader,
): string {
  const none = NOTICE_TEXTS.none[reader.language];
  const off = Object.entries(switchedOff).flatMap(([kind, channels]) =>
    channels.map((channel) => `${kind}:${channel}`),
  );
  return factsFor(reader, [
    [PREFERENCE_LABELS.language, worded(LANGUAGE_WORDS, language, reader)],
    [PREFERENCE_LABELS.timeZone, timeZone],
    [PREFERENCE_LABELS.mail, mailAddress ?? none],
    [PREFERENCE_LABELS.sms, sms ? NOTICE_TEXTS.on[reader.language] : NOTICE_TEXTS.off[reader.language]],
    [PREFERENCE_LABELS.webhook, webhookUrl ?? none],
    [PREFERENCE_LABELS.off, off.join(', ') || NOTICE_TEXTS.nothing[reader.language]],
    [PREFERENCE_LABELS.secret, webhookSecret],
  ]);
}
