/** `sealflow ca hostile`: the development CA's bad days on demand. */
import { Argument, type Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import { HOSTILE_MODES, type Hostility } from '../../../domain/development/ca.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { askCa } from './control.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import type { Terminal } from '../terminal.js';
import { CA_TEXTS, misbehavesText } from '../texts/ca.js';

interface HostileFlags {
  readonly path?: string;
  readonly times?: string;
  readonly delayMs?: string;
  readonly retryAfterSeconds?: string;
  readonly httpStatus?: string;
  readonly name?: string;
}

/** Ends the hostility. */
const OFF = 'off';

export function addHostileCommand(ca: Command, terminal: Terminal): void {
  ca.command('hostile')
    .addArgument(new Argument('[mode]').choices([...HOSTILE_MODES, OFF]))
    .option('--path <path>')
    .option('--times <count>')
    .option('--delay-ms <ms>')
    .option('--retry-after-seconds <seconds>')
    .option('--http-status <status>')
    .option('--name <name>')
    .action((mode: string | undefined, flags: HostileFlags, command: Command) =>
      hostile(mode, flags, command, terminal),
    );
}

async function hostile(
  mode: string | undefined,
  flags: HostileFlags,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const answer = await askCa(command, terminal, ...requestFor(mode, flags));
  const { answer: tell, reader } = answering(command, terminal);
  tell(answer, () => hostileText(fieldsOf(answer).hostile, reader));
}

type ControlRequest = [method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown];

function requestFor(mode: string | undefined, flags: HostileFlags): ControlRequest {
  if (mode === undefined) return ['GET', 'hostile'];
  return mode === OFF ? ['DELETE', 'hostile'] : ['POST', 'hostile', hostilityOf(mode, flags)];
}

/** The CA checks the rest. */
function hostilityOf(mode: string, flags: HostileFlags): Record<keyof Hostility, unknown> {
  return {
    mode,
    path: flags.path,
    name: flags.name,
    times: numberOf('times', flags.times),
    delayMs: numberOf('delay-ms', flags.delayMs),
    retryAfterSeconds: numberOf('retry-after-seconds', flags.retryAfterSeconds),
    httpStatus: numberOf('http-status', flags.httpStatus),
  };
}

function numberOf(field: string, value: string | undefined): number | undefined {
  if (value === undefined || /^\d+$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field,
      message: { zh: `--${field} 的值不能使用`, en: `--${field} can't be used` },
      accepted: { zh: '整数', en: 'a whole number' },
    }),
  );
}

function hostileText(hostility: unknown, { language }: Reader): string {
  if (hostility === null || hostility === undefined) return `${CA_TEXTS.behaves[language]}\n`;
  return `${misbehavesText(JSON.stringify(hostility))[language]}\n`;
}
