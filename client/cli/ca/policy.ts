/** `sealflow ca policy`: what the development CA's people do by themselves. */
import { Option, type Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import {
  approvingAfter,
  CA_DESKS,
  NO_POLICY,
  type CaDesk,
  type CaPolicy,
} from '../../../domain/development/ca-people.js';
import { DESK_WORDS } from '../../../domain/development/ca-spoken-words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { askCa } from './control.js';
import { cell } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import type { Terminal } from '../terminal.js';
import { CA_TEXTS, deskPolicyText, phonesText } from '../texts/ca.js';

interface PolicyFlags {
  readonly autoApproveAfter?: string;
  readonly desk?: readonly CaDesk[];
  readonly phone?: boolean;
}

export function addPolicyCommands(ca: Command, terminal: Terminal): void {
  const policy = ca.command('policy');
  policy
    .command('show')
    .action(async (_flags: object, command: Command) =>
      tell(await askCa(command, terminal, 'GET', 'policy'), command, terminal),
    );
  policy
    .command('set')
    .option('--auto-approve-after <seconds>')
    .addOption(new Option('--desk <desks...>').choices([...CA_DESKS]))
    .option('--phone')
    .action(async (flags: PolicyFlags, command: Command) =>
      tell(await askCa(command, terminal, 'POST', 'policy', policyOf(flags)), command, terminal),
    );
  policy
    .command('clear')
    .action(async (_flags: object, command: Command) =>
      tell(await askCa(command, terminal, 'DELETE', 'policy'), command, terminal),
    );
}

function policyOf({ autoApproveAfter, desk = CA_DESKS, phone = false }: PolicyFlags): CaPolicy {
  if (autoApproveAfter === undefined) return { ...NO_POLICY, phonesContacts: phone };
  const everywhere = approvingAfter(secondsOf(autoApproveAfter));
  const chosen = Object.entries(everywhere).filter(([name]) => desk.some((wanted) => wanted === name));
  return { approveAfterSeconds: Object.fromEntries(chosen), phonesContacts: phone };
}

function secondsOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'auto-approve-after',
      message: { zh: `--auto-approve-after 不能是 ${text}`, en: `--auto-approve-after can't be ${text}` },
      accepted: { zh: '秒数,例如 3 或 0.5', en: 'seconds, such as 3 or 0.5' },
    }),
  );
}

function tell(answer: unknown, command: Command, terminal: Terminal): void {
  const { policy } = fieldsOf(answer);
  const { answer: say, reader } = answering(command, terminal);
  say(policy, () => policyText(fieldsOf(policy), reader));
}

function policyText(
  { approveAfterSeconds, phonesContacts }: Record<string, unknown>,
  { language }: Reader,
): string {
  const after = Object.entries(fieldsOf(approveAfterSeconds));
  const desks = CA_DESKS.map((desk) => {
    const [, seconds] = after.find(([name]) => name === desk) ?? [];
    return deskPolicyText(DESK_WORDS[desk], seconds === undefined ? undefined : cell(seconds));
  });
  const calls = phonesText(phonesContacts === true ? CA_TEXTS.phonesEveryContact : CA_TEXTS.phonesNobody);
  return [...desks, calls].map((line) => `${line[language]}\n`).join('');
}
