/** `sealflow approval`: what waits for a second person's word, and that word. */
import type { Command } from 'commander';
import { inBoth, type Bilingual, type Reader } from '../../domain/bilingual.js';
import { moneyText } from '../../domain/catalogue/money.js';
import type { ApprovalView } from '../approvals/index.js';
import { onClient } from './command.js';
import { requestOf } from './pages.js';
import { tableFor } from './table.js';
import { time } from './text.js';
import type { Terminal } from './terminal.js';
import {
  APPROVAL_HEADINGS,
  APPROVAL_TEXTS,
  decidedText,
  rulesText,
  SUBJECT_WORDS,
} from './texts/approval.js';
import { onOrOff } from './notice.js';

export function addApprovalCommands(program: Command, terminal: Terminal): void {
  const approval = program.command('approval');
  approval
    .command('list')
    .option('--limit <count>')
    .action((flags: { limit?: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const found = await client.approvals.list(requestOf(flags));
        answer(found, (width) => listText(found, reader, width));
      }),
    );
  for (const deed of ['show', 'approve', 'decline'] as const)
    approval.command(`${deed} <id>`).action((id: string, _flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const found = await client.approvals[deed](id);
        answer(found, (width) => listText([found], reader, width));
      }),
    );
  approval
    .command('rules')
    .option('--orders <on|off>', '', onOrOff)
    .option('--revocations <on|off>', '', onOrOff)
    .action((flags: { orders?: boolean; revocations?: boolean }, command: Command) =>
      onClient(command, terminal, async (client, { answer, language }) => {
        const changes = {
          ...(flags.orders !== undefined && { approvesOrders: flags.orders }),
          ...(flags.revocations !== undefined && { approvesRevocations: flags.revocations }),
        };
        const isAsked = Object.keys(changes).length === 0;
        const rules = isAsked ? await client.approvals.rules() : await client.approvals.setRules(changes);
        answer(rules, () => `${rulesText(rules.approvesOrders, rules.approvesRevocations)[language]}\n`);
      }),
    );
}

function listText(found: readonly ApprovalView[], reader: Reader, width: number | undefined): string {
  const { language } = reader;
  if (found.length === 0) return `${APPROVAL_TEXTS.none[language]}\n`;
  const rows = found.map((approval) => [
    approval.id,
    SUBJECT_WORDS[approval.subject][language],
    approval.names.join(', '),
    priceOf(approval)[language],
    approval.requestedBy,
    approval.deadline === null ? '' : time(approval.deadline, reader),
    decisionOf(approval)[language],
  ]);
  const columns = Object.values(APPROVAL_HEADINGS).map((heading) => ({ heading }));
  return tableFor(reader, columns, rows, width);
}

function priceOf({ price, subject }: ApprovalView): Bilingual {
  if (price) return inBoth(moneyText(price));
  return subject === 'order' ? APPROVAL_TEXTS.elsewhere : inBoth('');
}

function decisionOf({ decision, decidedBy, awaited }: ApprovalView): Bilingual {
  if (decision !== null) return decidedText(decision, decidedBy ?? '');
  return awaited ? APPROVAL_TEXTS.awaited : APPROVAL_TEXTS.never;
}
