/** `sealflow plan`: what was bought, as a series of certificates. */
import type { Command } from 'commander';
import type { PlanSummary, PlanView } from '../plans/index.js';
import { onClient } from './command.js';
import { answerPage, requestOf, withPages, type PageFlags } from './pages.js';
import type { Language, Terminal } from './terminal.js';
import { table } from './table.js';
import { bothLanguages, facts, shortNames, time } from './text.js';

export function addPlanCommands(program: Command, terminal: Terminal): void {
  const plan = program.command('plan').description('what was bought: series of certificates');
  withPages(plan.command('list'))
    .description('plans, the one that ends first before the others')
    .action((flags: PageFlags, command: Command) =>
      onClient(command, terminal, async (client, answering) => {
        answerPage(answering, flags, await client.plans.page(requestOf(flags)), listText);
      }),
    );
  plan
    .command('show <id>')
    .description(
      'one plan: its certificates in order, what comes next, its end; by plan, certificate or order id',
    )
    .action((id: string, _flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer, language }) => {
        const view = await client.plans.show(id);
        answer(view, () => planText(view, language));
      }),
    );
}

function listText(plans: readonly PlanSummary[], width: number | undefined): string {
  if (plans.length === 0) return 'No plans.\n';
  const rows = plans.map(({ planId, names, endsAt, certificates, kind }) => [
    planId,
    shortNames(names, 3),
    kind,
    String(certificates),
    time(endsAt),
  ]);
  return table([['PLAN', 'NAMES', 'KIND', 'CERTIFICATES', 'ENDS'], ...rows], { width, words: ['NAMES'] });
}

function planText(plan: PlanView, language: Language): string {
  const { brand, type, reissueBeforeDays } = plan;
  const rows = plan.issued.map(({ certificateId, state, notBefore, notAfter, purpose }) => [
    certificateId,
    state,
    time(notBefore),
    time(notAfter),
    purpose ?? 'uploaded',
  ]);
  return [
    facts([
      ['Plan', plan.planId],
      ['Product', brand && `${brand} ${type ?? ''}`],
      ['Names', shortNames(plan.names, 10)],
      ['Begins', time(plan.beginsAt)],
      ['Ends', time(plan.endsAt)],
      ['Renewed by itself', plan.autoRenew ? 'yes' : 'no'],
      ['Next ordered', reissueBeforeDays === null ? null : `${reissueBeforeDays} days before expiry`],
      ['Key and CSR', plan.keepsConfiguration ? 'kept' : null],
      ['Order under way', plan.orderUnderWay],
    ]),
    '\n',
    table([['CERTIFICATE', 'STATE', 'NOT BEFORE', 'NOT AFTER', 'ORDERED AS'], ...rows]),
    '\n',
    ...bothLanguages(plan.nextStepInWords, language).map((line) => `${line}\n`),
  ].join('');
}
