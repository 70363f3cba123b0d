/** Ports of the stack: the ones given, else those of its last run, else free ones. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { readState } from './kept-state.js';
import { ToldError } from '../domain/told.js';
import type { Say } from './say.js';
import { writePrivately } from './stack-secrets.js';

export const PORT_NAMES = [
  'temporal',
  'ui',
  'postgres',
  'dns',
  'ca',
  'mail',
  'mailPage',
  'http',
  'https',
  'payment',
  'responder',
  'api',
  'tencentApi',
  'tencentDouble',
] as const;
export type PortName = (typeof PORT_NAMES)[number];
export type Ports = Readonly<Record<PortName, number>>;

/** Below the range from which systems take the ports of outgoing connections (Linux: 32768 and up). */
const LOWEST = 20_000;
const HIGHEST = 32_767;

/**
 * An earlier run's ports are kept because they stand in what outlives it: issued certificates name the CA's address.
 * A port given twice, or one that is taken, is refused only when it was asked for; otherwise another one is found. Throws
 * DamagedState where those of the earlier run can't be read: others would lead nowhere, unseen.
 */
export async function choosePorts(dataDir: string, given: Partial<Ports>, say: Say): Promise<Ports> {
  const kept = keptPorts(dataDir);
  const chosen: Partial<Record<PortName, number>> = {};
  for (const name of PORT_NAMES) {
    const taken = Object.values(chosen);
    chosen[name] = await choosePort(name, { given: given[name], kept: kept[name], taken, say });
  }
  const ports = chosen as Ports;
  writePrivately(portsFile(dataDir), `${JSON.stringify(ports, undefined, 2)}\n`);
  return ports;
}

interface Candidates {
  readonly given?: number;
  readonly kept?: number;
  readonly taken: readonly number[];
  readonly say: Say;
}

async function choosePort(name: PortName, { given, kept, taken, say }: Candidates): Promise<number> {
  if (given) {
    if (taken.includes(given) || !(await isFree(given)))
      throw new ToldError({
        zh: `${name} 的端口 ${given} 已被占用。请给出另一个,或不给出而自动选择空闲端口。`,
        en: `Port ${given} for ${name} is taken. Give another one, or none to have a free one chosen.`,
      });
    return given;
  }
  if (kept && !taken.includes(kept)) {
    if (await isFree(kept)) return kept;
    say({
      zh: `${name} 以前所用的端口 ${kept} 现已被占用;改用另一个。`,
      en: `Port ${kept}, which ${name} had before, is taken now; another one is used.`,
    });
  }
  return freePort(taken);
}

/** A free port of 127.0.0.1 from 20000 to 32767, for TCP, that is none of `taken`. */
export async function freePort(taken: readonly number[] = []): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

const KEPT = z.partialRecord(z.enum(PORT_NAMES), z.int().min(1).max(65_535));

const WAY_OUT = {
  zh: '请由数据文件夹的副本恢复,或将其删除:届时选择空闲端口,CA 以前签发的证书中的地址将失效。',
  en:
    'Restore it from a copy of the data folder, or delete it: free ports are chosen then, and the addresses in certificates ' +
    'that the CA issued before lead nowhere.',
};

function keptPorts(dataDir: string): Partial<Ports> {
  return readState(portsFile(dataDir), KEPT, WAY_OUT) ?? {};
}

function portsFile(dataDir: string): string {
  return join(dataDir, 'ports.json');
}
