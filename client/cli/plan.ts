/** `sealflow plan`: what was bought, as a series of certificates. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import { productInWords, PURPOSE_WORDS } from '../../domain/catalogue/spoken-words.js';
import { CERTIFICATE_STATE_WORDS } from '../../domain/certificates/spoken-words.js';
import { stepInWords } from '../../domain/plans/lifecycle-words.js';
import { PLAN_KIND_WORDS } from '../../domain/plans/spoken-words.js';
import type { PlanSummary, PlanView } from '../plans/index.js';
import { onClient } from './command.js';
import { answerPage, requestOf, withPages, type PageFlags } from './pages.js';
import type { TerminalReader } from './reader.js';
import type { Terminal } from './terminal.js';
import { tableFor } from './table.js';
import { bothLanguages, clockTime, factsFor, shortNames, time, worded } from './text.js';
import { USAGE } from './texts/usage.js';
import {
  daysBeforeExpiry,
  PLAN_HEADINGS,
  PLAN_LABELS,
  PLAN_TEXTS,
  SERIES_HEADINGS,
  windowText,
} from './texts/plan.js';

export function addPlanCommands(program: Command, terminal: Terminal): void {
  const plan = program.command('plan');
  withPages(plan.command('list')).action((flags: PageFlags, command: Command) =>
    onClient(command, terminal, async (client, answering) => {
      answerPage(answering, flags, await client.plans.page(requestOf(flags)), (found, width) =>
        listText(found, answering.reader, width),
      );
    }),
  );
  plan.command('show <id>').action((id: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const view = await client.plans.show(id);
      answer(view, () => planText(view, reader));
    }),
  );
  plan
    .command('renewal <id> <on-or-off>')
    .action((id: string, word: string, _flags: object, command: Command) => {
      if (word !== 'on' && word !== 'off') command.error(`error: ${USAGE.onOrOff.en}`);
      return onClient(command, terminal, async (client, { answer, reader }) => {
        const view = await client.plans.setAutoRenew(id, word === 'on');
        answer(view, () => planText(view, reader));
      });
    });
}

function listText(plans: readonly PlanSummary[], reader: Reader, width: number | undefined): string {
  if (plans.length === 0) return `${PLAN_TEXTS.none[reader.language]}\n`;
  const rows = plans.map(({ planId, names, endsAt, certificates, kind }) => [
    planId,
    shortNames(names, 3),
    worded(PLAN_KIND_WORDS, kind, reader),
    String(certificates),
    clockTime(endsAt, reader),
  ]);
  const columns = [
    { heading: PLAN_HEADINGS.plan },
    { heading: PLAN_HEADINGS.names, words: true },
    { heading: PLAN_HEADINGS.kind },
    { heading: PLAN_HEADINGS.certificates },
    { heading: PLAN_HEADINGS.ends, times: true },
  ];
  return tableFor(reader, columns, rows, width);
}

function planText(plan: PlanView, reader: TerminalReader): string {
  const { language } = reader;
  const { reissueBeforeDays } = plan;
  return [
    factsFor(reader, [
      [PLAN_LABELS.plan, plan.planId],
      [PLAN_LABELS.product, productText(plan, reader)],
      [PLAN_LABELS.names, shortNames(plan.names, 10)],
      [PLAN_LABELS.begins, time(plan.beginsAt, reader)],
      [PLAN_LABELS.ends, time(plan.endsAt, reader)],
      [PLAN_LABELS.autoRenew, PLAN_TEXTS[plan.autoRenew ? 'yes' : 'no'][language]],
      [
        PLAN_LABELS.nextOrdered,
        reissueBeforeDays === null ? null : daysBeforeExpiry(reissueBeforeDays)[language],
      ],
      [PLAN_LABELS.keyAndCsr, plan.keepsConfiguration ? PLAN_TEXTS.kept[language] : null],
      [PLAN_LABELS.orderUnderWay, plan.orderUnderWay],
      [PLAN_LABELS.renewalWindow, renewalWindowText(plan, reader)],
      [PLAN_LABELS.whyThen, plan.renewalWindow?.explanationUrl ?? null],
    ]),
    '\n',
    seriesText(plan, reader),
    '\n',
    ...bothLanguages(stepInWords(plan.nextStep, reader.timeZone), reader).map((line) => `${line}\n`),
  ].join('');
}

function renewalWindowText({ renewalWindow }: PlanView, reader: TerminalReader): string | null {
  if (!renewalWindow) return null;
  const { start, end } = renewalWindow;
  return windowText(time(start, reader), time(end, reader))[reader.language];
}

function seriesText({ issued }: PlanView, reader: Reader): string {
  const rows = issued.map(({ certificateId, state, notBefore, notAfter, purpose }) => [
    certificateId,
    worded(CERTIFICATE_STATE_WORDS, state, reader),
    clockTime(notBefore, reader),
    clockTime(notAfter, reader),
    purpose === null ? PLAN_TEXTS.uploaded[reader.language] : worded(PURPOSE_WORDS, purpose, reader),
  ]);
  const columns = [
    { heading: SERIES_HEADINGS.certificate },
    { heading: SERIES_HEADINGS.state },
    { heading: SERIES_HEADINGS.notBefore, times: true },
    { heading: SERIES_HEADINGS.notAfter, times: true },
    { heading: SERIES_HEADINGS.orderedAs },
  ];
  return tableFor(reader, columns, rows);
}

/** English keeps to the codes. */
function productText({ brand, type }: PlanView, { language }: Reader): string | null {
  if (brand === null) return null;
  return language === 'en' || type === null
    ? `${brand} ${type ?? ''}`
    : productInWords({ brand, type })[language];
}
