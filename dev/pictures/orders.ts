/** Orders in different waits, for the pictures. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import type { CommandLine } from '../demo/command-line.js';
import { compiledProgram } from '../../config/package-folder.js';
import type { Say } from '../say.js';

export interface TheOrders {
  /** Waits for the subscriber's DNS; the one whose details are shown. */
  readonly explained: string;
  readonly ended: string;
}

export interface Placed {
  readonly brand: string;
  /** Default: `dv`. */
  readonly type?: string;
  readonly names: readonly string[];
  readonly validation: string;
  /** What it, or one of its proofs, waits for; or `issued`. */
  readonly until: string;
}

const EXPLAINED: Placed = {
  brand: 'trustasia',
  names: ['shop.example.com'],
  validation: 'manual-dns',
  until: 'subscriber-dns',
};
const ENDED: Placed = {
  brand: 'trustasia',
  names: ['api.example.com'],
  validation: 'auto-dns',
  until: 'issued',
};
const OTHERS: readonly Placed[] = [
  { brand: 'wotrus', names: ['*.example.net'], validation: 'manual-dns', until: 'subscriber-dns' },
  { brand: 'dnspod', names: ['证书.中国'], validation: 'manual-dns', until: 'subscriber-dns' },
  { brand: 'trustasia', names: ['www.example.org'], validation: 'manual-dns', until: 'subscriber-dns' },
  { brand: 'trustasia', names: ['blog.example.com'], validation: 'file', until: 'subscriber-file' },
  { brand: 'wotrus', names: ['forbidden.example.biz'], validation: 'auto-dns', until: 'subscriber-caa' },
];

/** Gets the mails of the orders here. */
const REMINDED = 'zhang.wei@example.com';
const MOST_LOOKS = 30;

/** Returns once each of them waits where it should. */
export async function createTheOrders(dataDir: string, commands: CommandLine, say: Say): Promise<TheOrders> {
  // With an address there are mails to see.
  const form = join(dataDir, 'form.yaml');
  writeFileSync(form, `notificationEmail: ${REMINDED}\n`);
  await commands.run('dns', 'set', 'forbidden.example.biz', 'CAA', '0 issue "another-ca.example"');
  await commands.run('order', 'create', '--brand', 'trustasia', '--type', 'dv', '--draft');
  const ids: string[] = [];
  for (const placed of [ENDED, ...OTHERS, EXPLAINED]) ids.push(await place(placed, form, commands, say));
  const [ended = '', ...rest] = ids;
  return { ended, explained: rest.at(-1) ?? '' };
}

/** Returns the order's id once the order waits where it should. */
export async function place(
  { brand, type = 'dv', names, validation, until }: Placed,
  form: string,
  commands: CommandLine,
  say: Say,
): Promise<string> {
  const product = ['--brand', brand, '--type', type, '--name', ...names];
  const { orderId } = await commands.run<{ orderId: string }>(
    ...['order', 'create', ...product, '--validation', validation, '--form', form, '--yes'],
  );
  await waitsFor(until, orderId, commands, say);
  return orderId;
}

interface Standing {
  readonly state: string;
  readonly waitingOn: string | null;
  readonly tracks: readonly { readonly waitingOn?: string | null }[];
}

/** Throws where the order never comes to that wait or state. */
export async function waitsFor(
  until: string,
  orderId: string,
  commands: CommandLine,
  say: Say,
): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { state, waitingOn, tracks } = await commands.run<Standing>('order', 'show', orderId);
    say(`${orderId}: ${state} ${waitingOn ?? ''}`);
    if ([state, waitingOn, ...tracks.map((track) => track.waitingOn)].includes(until)) return;
    await pause(500);
  }
  throw new Error(`The order ${orderId} did not come to ${until}.`);
}

/** What `sealflow order why` tells people. */
export async function whyInWords(
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  orderId: string,
): Promise<string> {
  const command = ['order', 'why', orderId];
  const program = spawn(
    process.execPath,
    [compiledProgram('command/main.js'), ...command, '--data-dir', dataDir],
    { env: { ...environment, LANG: 'en_GB.UTF-8' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return `$ sealflow ${command.join(' ')}\n${await text(program.stdout)}`;
}
