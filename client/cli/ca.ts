/** `sealflow ca`: the development CA seen from behind, and its bad days on demand. */
import { Argument, type Command } from 'commander';
import { readEnvironment } from '../../config/environment.js';
import { HOSTILE_MODES, HOSTILE_PATHS, type Hostility } from '../../domain/development-ca.js';
import { Refusal } from '../../domain/refusals.js';
import { installationOf } from '../installation.js';
import { Unavailable } from '../unavailable.js';
import { answering } from './command.js';
import { callControl, fieldsOf, type Control } from './control-call.js';
import type { GlobalOptions } from './session.js';
import type { Terminal } from './terminal.js';
import { columns } from './text.js';

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

export function addCaCommands(program: Command, terminal: Terminal): void {
  const ca = program.command('ca').description('the development CA');
  ca.command('orders')
    .description('the orders the CA has, with the reference of each and how often it was sent')
    .action(async (_flags: object, command: Command) => {
      const { orders } = fieldsOf(await callControl(controlOf(command, terminal), 'GET', '_control/orders'));
      answering(command, terminal).answer(orders, () => ordersText(orders));
    });
  ca.command('hostile')
    .addArgument(
      new Argument('[mode]', `how to misbehave, or off; without it, what is set`).choices([
        ...HOSTILE_MODES,
        OFF,
      ]),
    )
    .description('make the CA misbehave')
    .option('--path <path>', HOSTILE_PATHS.join(', '))
    .option('--times <count>', 'how often; without it until switched off')
    .option('--delay-ms <ms>', 'of mode late')
    .option('--retry-after-seconds <seconds>', 'of mode rate-limit')
    .option('--http-status <status>', '200 or 503, of mode maintenance-page')
    .option('--name <name>', 'of mode refuse-name: the name refused')
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
  const control = controlOf(command, terminal);
  const answer = await callControl(control, ...requestFor(mode, flags));
  answering(command, terminal).answer(answer, () => hostileText(fieldsOf(answer).hostile));
}

type ControlRequest = [method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown];

function requestFor(mode: string | undefined, flags: HostileFlags): ControlRequest {
  if (mode === undefined) return ['GET', '_control/hostile'];
  return mode === OFF
    ? ['DELETE', '_control/hostile']
    : ['POST', '_control/hostile', hostilityOf(mode, flags)];
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
  throw new Refusal({
    code: 'InvalidInput',
    field,
    message: `--${field} can't be used`,
    accepted: 'a whole number',
  });
}

function controlOf(command: Command, { environment }: Terminal): Control {
  const given = readEnvironment(installationOf(command.optsWithGlobals<GlobalOptions>(), environment));
  const { SEALFLOW_CA_URL: baseUrl, SEALFLOW_CA_TOKEN: token } = given;
  if (!baseUrl)
    throw new Unavailable(
      'NothingRuns',
      'There is no development CA here: set SEALFLOW_CA_URL, or start a stack with `sealflow up`.',
    );
  return { what: 'The development CA', baseUrl, token };
}

function ordersText(orders: unknown): string {
  if (!Array.isArray(orders) || orders.length === 0) return 'The CA has no orders.\n';
  const keys = ['id', 'reference', 'status', 'brand', 'type', 'attempts', 'names'];
  const rows = orders.map((order) => keys.map((key) => cell(fieldsOf(order)[key])));
  return columns([keys.map((key) => key.toUpperCase()), ...rows]);
}

function cell(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function hostileText(hostility: unknown): string {
  if (hostility === null || hostility === undefined) return 'The CA behaves.\n';
  return `The CA misbehaves: ${JSON.stringify(hostility)}\n`;
}
