/** The flags of `sealflow up`, as the program of the stack gets them. */
import { parseArgs } from 'node:util';
import { DEFAULT_DATA_DIR } from '../config/stack-file.js';
import type { PortName, Ports } from './ports.js';
import { ToldError } from '../domain/told.js';
import { spoken, type Line } from './say.js';

export interface StackArguments {
  readonly dataDir: string;
  /** The ready line as one line of JSON. */
  readonly json: boolean;
  readonly ports: Partial<Ports>;
  /** Parts that are started on wish only. */
  readonly with: readonly ExtraPart[];
}

/** `tencent`: a double of Tencent Cloud's SSL service, to rehearse orders at a reseller without buying one. */
export const EXTRA_PARTS = ['tencent'] as const;
export type ExtraPart = (typeof EXTRA_PARTS)[number];

/** A flag that is unknown or whose value can't be used. */
export class ArgumentError extends ToldError {
  override readonly name = 'ArgumentError';

  readonly accepted: string;

  constructor(
    readonly flag: string,
    accepted: Line,
  ) {
    super({
      zh: `--${flag} 不能这样使用。可接受:${spoken(accepted, 'zh')}`,
      en: `--${flag} can't be used like this. Accepted: ${spoken(accepted, 'en')}`,
    });
    this.accepted = spoken(accepted, 'en');
  }
}

const PORT_FLAGS: Readonly<Record<string, PortName>> = {
  'temporal-port': 'temporal',
  'ui-port': 'ui',
  'postgres-port': 'postgres',
  'dns-port': 'dns',
  'ca-port': 'ca',
  'mail-port': 'mailPage',
  'smtp-port': 'mail',
  'web-port': 'http',
  'https-port': 'https',
  'api-port': 'api',
  'tencent-api-port': 'tencentApi',
  'tencent-double-port': 'tencentDouble',
};

/** `args` without program and script. Throws ArgumentError. */
export function stackArguments(args: readonly string[]): StackArguments {
  const values = parse(args);
  const ports = Object.entries(PORT_FLAGS).flatMap(([flag, name]) => {
    const value = values[flag];
    return typeof value === 'string' ? [[name, portFrom(flag, value)] as const] : [];
  });
  const dataDir = values['data-dir'];
  return {
    dataDir: typeof dataDir === 'string' ? dataDir : DEFAULT_DATA_DIR,
    json: values.json === true,
    ports: Object.fromEntries(ports),
    with: extraParts(values.with),
  };
}

function extraParts(given: Value): ExtraPart[] {
  const names = Array.isArray(given) ? given.map(String) : [];
  return names.map((name) => {
    const part = EXTRA_PARTS.find((each) => each === name);
    if (part === undefined) throw new ArgumentError('with', EXTRA_PARTS.join(', '));
    return part;
  });
}

type Value = string | boolean | undefined | readonly (string | boolean)[];

function parse(args: readonly string[]): Record<string, Value> {
  const flags = Object.keys(PORT_FLAGS).map((flag) => [flag, { type: 'string' }] as const);
  try {
    return parseArgs({
      args: [...args],
      options: {
        'data-dir': { type: 'string' },
        json: { type: 'boolean' },
        lang: { type: 'string' },
        with: { type: 'string', multiple: true },
        ...Object.fromEntries(flags),
      },
    }).values;
  } catch (error) {
    const flag = /--([a-z-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? 'up';
    throw new ArgumentError(
      flag,
      `--data-dir DIR, --json, --lang zh|en, --with ${EXTRA_PARTS.join('|')}, ${Object.keys(PORT_FLAGS)
        .map((name) => `--${name} PORT`)
        .join(', ')}`,
    );
  }
}

function portFrom(flag: string, value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new ArgumentError(flag, { zh: '1 到 65535 的端口', en: 'a port from 1 to 65535' });
}
